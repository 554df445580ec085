from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

MAX_LOCK_ATTEMPTS = 50  # looked at when many officers take their next at the same time
QUEUE_ORDER = "priority desc, due_at, id"


class ServiceRequest(models.Model):
    """Who holds a request: one officer or nobody, whoever else wants it."""

    _inherit = "service.request"

    # The next of a team that nobody holds.
    _unassigned_queue_idx = models.Index(
        "(team_id, priority DESC, due_at, id)"
        " WHERE user_id IS NULL AND state IN ('open', 'in_progress')"
    )

    def action_assign_to_me(self):
        self.check_access("write")
        self._assign_to(self.env.user)

    def _assign_to(self, user):
        """Have `user` hold these requests.

        Of two who take the same at the same moment one gets it. The other is told who
        has it: at once, or, when that one has just saved, by Odoo calling us again.

        Raises:
            UserError: when somebody else holds one, naming who.
        """
        for request in self:
            if request not in request._lock_unassigned():
                raise UserError(
                    self.env._(
                        "%s is being assigned to someone else. Please try again.",
                        request.reference,
                    )
                )
            if request.user_id and request.user_id != user:
                raise UserError(request._assigned_error())
        self.filtered(lambda request: not request.user_id).user_id = user

    def _lock_unassigned(self):
        """Those that no other transaction works on, with what is saved of them."""
        # Officers may write them, which their rules have been asked for before.
        locked = self.sudo().try_lock_for_update(allow_referencing=True)
        self.invalidate_recordset(["user_id"])
        return locked.with_env(self.env)

    def _assigned_error(self):
        return self.env._(
            "%(reference)s is assigned to %(officer)s. You can take it over, giving a"
            " reason.",
            officer=self.user_id.name,
            reference=self.reference,
        )

    def action_assign_next_to_me(self):
        """Take the most urgent of my teams' that nobody holds, and open it."""
        request = self._assign_next(self.env.user)
        if request:
            return {
                "type": "ir.actions.act_window",
                "res_model": self._name,
                "res_id": request.id,
                "views": [(False, "form")],
            }
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("No unassigned requests in your teams."),
            },
        }

    @api.model
    def _assign_next(self, user):
        """Have `user` hold the most urgent that nobody holds.

        Returns:
            A `service.request` of one record, or an empty one.
        """
        waiting = self.search(
            self._unassigned_domain(user), order=QUEUE_ORDER, limit=MAX_LOCK_ATTEMPTS
        )
        # As in `_lock_unassigned`; what others are taking just now is passed over.
        locked = waiting.sudo().try_lock_for_update(allow_referencing=True, limit=1)
        request = locked.with_env(self.env)
        request.user_id = user
        return request

    @api.model
    def _unassigned_domain(self, user):
        return (
            Domain("user_id", "=", False)
            & Domain("state", "in", ("open", "in_progress"))
            & Domain("team_id", "in", self._teams_of(user).ids)
        )

    @api.model
    def _teams_of(self, user):
        """The teams that `user` works in or leads."""
        leads = Domain("lead_id", "in", user.ids)
        return self.env["service.team"].search(
            leads | Domain("member_ids", "in", user.ids)
        )

    def action_unassign(self):
        """Give it back: nobody holds it."""
        self.user_id = False

    def action_take_over(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_take_over_action"
        )
        return {**action, "context": {"default_request_id": self.id}}

    def _reassign(self, user, reason):
        """Have `user` hold it instead of whoever does, who is told why.

        Args:
            user: `res.users`.
            reason: in the officer's own words.
        """
        self.ensure_one()
        former = self.user_id
        # Whoever may write the request may take it over, having said why.
        self.sudo().user_id = user
        self.message_post(
            body=self.env._(
                "%(officer)s has taken it over: %(reason)s",
                officer=user.name,
                reason=reason,
            ),
            partner_ids=(former - user).partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )

    def write(self, vals):
        if "user_id" in vals and not self.env.su:
            self._check_reassignment(vals["user_id"])
        return super().write(vals)

    def _check_reassignment(self, user_id):
        """Only a supervisor gives away what somebody else holds."""
        if self.env.user.has_group("constituent_crm.group_supervisor"):
            return
        for request in self:
            if request.user_id.id not in (False, self.env.uid, user_id):
                raise UserError(request._assigned_error())
