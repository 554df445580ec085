from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

AHEAD = 50  # looked at when many officers take their next at the same time
MOST_URGENT = "priority desc, due_at, id"


class ServiceRequest(models.Model):
    """Who holds a request: one officer or nobody, whoever else wants it."""

    _inherit = "service.request"

    # The next of a team that nobody holds.
    _free_idx = models.Index(
        "(team_id, priority DESC, due_at, id)"
        " WHERE user_id IS NULL AND state IN ('open', 'in_progress')"
    )

    def action_take(self):
        self.check_access("write")
        self._take(self.env.user)

    def _take(self, user):
        """Have `user` hold these requests.

        Of two who take the same at the same moment one gets it. The other is told who
        has it: at once, or, when that one has just saved, by Odoo calling us again.

        Raises:
            UserError: when somebody else holds one, naming who.
        """
        for request in self:
            if request not in request._locked():
                raise UserError(
                    self.env._(
                        "%s is being assigned to someone else. Please try again.",
                        request.reference,
                    )
                )
            if request.user_id and request.user_id != user:
                raise UserError(request._held_words())
        self.filtered(lambda request: not request.user_id).user_id = user

    def _locked(self):
        """Those that no other transaction works on, with what is saved of them."""
        # Officers may write them, which their rules have been asked for before.
        locked = self.sudo().try_lock_for_update(allow_referencing=True)
        self.invalidate_recordset(["user_id"])
        return locked.with_env(self.env)

    def _held_words(self):
        return self.env._(
            "%(reference)s is assigned to %(officer)s. You can take it over, giving a reason.",
            officer=self.user_id.name,
            reference=self.reference,
        )

    def action_take_next(self):
        """Take the most urgent of my teams' that nobody holds, and open it."""
        request = self._take_next(self.env.user)
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
    def _take_next(self, user):
        """Have `user` hold the most urgent that nobody holds.

        Returns:
            A `service.request` of one record, or an empty one.
        """
        waiting = self.search(self._free_for(user), order=MOST_URGENT, limit=AHEAD)
        # As in `_locked`; what others are taking just now is passed over.
        locked = waiting.sudo().try_lock_for_update(allow_referencing=True, limit=1)
        request = locked.with_env(self.env)
        request.user_id = user
        return request

    @api.model
    def _free_for(self, user):
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

    def action_release(self):
        """Give it back: nobody holds it."""
        self.user_id = False

    def action_take_over(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_take_over_action"
        )
        return {**action, "context": {"default_request_id": self.id}}

    def _take_over(self, user, reason):
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
            self._check_holder(vals["user_id"])
        return super().write(vals)

    def _check_holder(self, user_id):
        """Only a supervisor gives away what somebody else holds."""
        if self.env.user.has_group("constituent_crm.group_supervisor"):
            return
        for request in self:
            if request.user_id.id not in (False, self.env.uid, user_id):
                raise UserError(request._held_words())
