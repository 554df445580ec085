from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..phases import ACTIVE_PHASES

MAX_LOCK_ATTEMPTS = 50  # looked at when many officers take their next at the same time
# What is chased comes before the others of its priority.
QUEUE_ORDER = "priority desc, chased_count desc, due_at, id"


class ServiceAssignmentMixin(models.AbstractModel):
    """Assignment of requests to a team and to at most one officer of it.

    Concurrent attempts included. The model has a thread and the fields `reference`,
    `phase`, `priority`, `chased_count` and `due_at`.
    """

    _name = "service.assignment.mixin"
    _description = "Record Assigned to a Team and an Officer"

    team_id = fields.Many2one("service.team", ondelete="restrict", tracking=True)
    user_id = fields.Many2one(
        "res.users", string="Officer", ondelete="set null", tracking=True
    )
    is_my_team = fields.Boolean(
        string="My Teams'",
        compute="_compute_is_my_team",
        search="_search_is_my_team",
    )

    @api.depends_context("uid")
    @api.depends("team_id")
    def _compute_is_my_team(self):
        mine = self._teams_of(self.env.user)
        for request in self:
            request.is_my_team = request.team_id in mine

    def _search_is_my_team(self, operator, value):
        if operator != "in":
            return NotImplemented
        # By their numbers: then those of one team are read in the order of the list.
        return Domain("team_id", "in", self._teams_of(self.env.user).ids)

    @api.model
    def _teams_of(self, user):
        """Return the teams that a user leads or is a member of.

        Args:
            user: `res.users`.
        """
        leads = Domain("lead_id", "in", user.ids)
        return self.env["service.team"].search(
            leads | Domain("member_ids", "in", user.ids)
        )

    # One officer

    def action_assign_to_me(self):
        self.check_access("write")
        self._assign_to(self.env.user)

    def _assign_to(self, user):
        """Assign the requests to `user`.

        Of two concurrent attempts one succeeds. The other fails at once, or on Odoo's
        retry after a serialisation error.

        Raises:
            UserError: when one is assigned to another user; the message names them.
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
        """Lock the requests that no other transaction has locked; return those.

        The cached assignee is invalidated, so that it is read as saved.
        """
        # sudo: the user's write access has been checked before.
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

    def action_unassign(self):
        """Unassign the requests."""
        self.user_id = False

    # The next of the queue

    def action_assign_next_to_me(self):
        """Assign the most urgent unassigned request of my teams to me and open it."""
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
        """Assign the most urgent unassigned request to `user`.

        Returns:
            A `service.request` of one record, or an empty one.
        """
        waiting = self.search(
            self._unassigned_domain(user), order=QUEUE_ORDER, limit=MAX_LOCK_ATTEMPTS
        )
        # sudo as in `_lock_unassigned`; skips requests that are locked.
        locked = waiting.sudo().try_lock_for_update(allow_referencing=True, limit=1)
        request = locked.with_env(self.env)
        request.user_id = user
        return request

    @api.model
    def _unassigned_domain(self, user):
        return (
            Domain("user_id", "=", False)
            & Domain("phase", "in", ACTIVE_PHASES)
            & Domain("team_id", "in", self._teams_of(user).ids)
        )

    # Another officer

    def action_take_over(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_take_over_action"
        )
        return {**action, "context": {"default_request_id": self.id}}

    def _reassign(self, user, reason):
        """Assign the request to `user` and notify the former assignee of the reason.

        Args:
            user: `res.users`.
            reason: in the officer's own words.
        """
        self.ensure_one()
        former = self.user_id
        # sudo: users with write access may take over, with a reason.
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

    def _check_reassignment(self, vals):
        """Check that only supervisors reassign requests of other officers."""
        if "user_id" not in vals or self.env.su:
            return
        if self.env.user.has_group("constituent_crm.group_supervisor"):
            return
        user_id = vals["user_id"]
        for request in self:
            if request.user_id.id not in (False, self.env.uid, user_id):
                raise UserError(request._assigned_error())
