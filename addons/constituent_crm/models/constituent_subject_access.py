from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.orm.models import NO_ACCESS

from ..privacy import due

CLOSED = ("closed", "refused")


class ConstituentSubjectAccess(models.Model):
    """A subject access request of a person.

    The data is collected, and the data protection officer decides on doubtful items.
    Then the file is created in parts and can be downloaded. It is deleted after some
    time.
    """

    _name = "constituent.subject.access"
    _description = "Subject Access Request"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "due_on, id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        ondelete="set null",
        index="btree_not_null",
    )
    received_on = fields.Date(
        string="Received", required=True, default=fields.Date.context_today
    )
    is_extended = fields.Boolean(
        string="Extended",
        tracking=True,
        help="By two months, where the request is complex (UK GDPR, article 12(3))."
        " The constituent is told within the first month.",
    )
    extension_reason = fields.Char()
    due_on = fields.Date(
        string="Due",
        compute="_compute_due_on",
        store=True,
        index=True,
        help="One calendar month after receipt (UK GDPR, article 12(3)).",
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")
    identity_check = fields.Selection(
        [
            ("document", "Passport or driving licence"),
            ("known", "Known personally"),
            ("questions", "Security questions"),
            ("account", "Signed in to their account"),
            ("agent", "Authority of the representative"),
        ],
        string="Identity Verified By",
        tracking=True,
    )
    identity_checked_on = fields.Date()
    user_id = fields.Many2one(
        "res.users",
        string="Handler",
        default=lambda self: self.env.user,
        tracking=True,
        domain=lambda self: self._handlers(),
    )
    note = fields.Text(help="What was asked for, in the constituent's words.")
    state = fields.Selection(
        [
            ("new", "Received"),
            ("review", "To Review"),
            ("making", "In Preparation"),
            ("ready", "Ready"),
            ("closed", "Closed"),
            ("refused", "Refused"),
        ],
        required=True,
        default="new",
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )
    refusal = fields.Char(string="Reason for Refusal", copy=False)
    closed_on = fields.Date(readonly=True, copy=False)
    item_ids = fields.One2many("constituent.subject.access.item", "access_id")
    undecided_count = fields.Integer(compute="_compute_undecided_count")
    part_ids = fields.One2many("constituent.subject.access.part", "access_id")
    progress = fields.Float(compute="_compute_progress", help="In per cent.")
    problem = fields.Char(readonly=True, copy=False)
    # It is given out by the route that logs each download only.
    file = fields.Binary(attachment=True, copy=False, groups=NO_ACCESS)
    file_name = fields.Char(readonly=True, copy=False)
    file_until = fields.Date(string="File Kept Until", readonly=True, copy=False)

    _received_order = models.Constraint(
        "CHECK (closed_on IS NULL OR closed_on >= received_on)",
        "A request cannot be closed before it was received.",
    )

    @api.depends("partner_id")
    def _compute_display_name(self):
        for access in self:
            access.display_name = self.env._(
                "Subject access request #%(number)s: %(name)s",
                number=access.id or "",
                name=access.sudo().partner_id.name or self.env._("erased"),
            )

    @api.model
    def _handlers(self):
        groups = self.env.ref("constituent_crm.group_dpo")
        groups |= self.env.ref("constituent_crm.group_manager")
        return [("all_group_ids", "in", groups.ids)]

    @api.depends("received_on", "is_extended")
    def _compute_due_on(self):
        for access in self:
            received = access.received_on
            access.due_on = received and due.due_on(received, access.is_extended)

    @api.depends("due_on", "state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for access in self:
            is_open = access.state not in CLOSED
            access.is_late = bool(is_open and access.due_on and access.due_on < today)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return Domain("state", "not in", CLOSED) & Domain("due_on", "<", today)

    @api.depends("item_ids.decision")
    def _compute_undecided_count(self):
        for access in self:
            undecided = access.item_ids.filtered(lambda item: item.decision == "look")
            access.undecided_count = len(undecided)

    @api.depends("part_ids.content")
    def _compute_progress(self):
        for access in self:
            done = access.part_ids.filtered("is_done")
            access.progress = 100 * len(done) / (len(access.part_ids) or 1)

    @api.constrains("is_extended", "extension_reason")
    def _check_extension(self):
        if any(access.is_extended and not access.extension_reason for access in self):
            raise UserError(self.env._("Give a reason for the extension."))

    @api.constrains("received_on")
    def _check_received(self):
        today = fields.Date.context_today(self)
        if any(access.received_on > today for access in self):
            raise UserError(self.env._("The date of receipt cannot be in the future."))

    @api.model
    def _find_open(self, partner):
        """Return the open requests of `partner`."""
        return self.search(
            [("partner_id", "in", partner.ids), ("state", "not in", CLOSED)]
        )

    @api.model_create_multi
    def create(self, vals_list):
        requests = super().create(vals_list)
        requests._remind()
        return requests

    def write(self, vals):
        result = super().write(vals)
        if {"user_id", "received_on", "is_extended"} & vals.keys():
            self.filtered(lambda access: access.state not in CLOSED)._remind()
        return result

    def _remind(self):
        """Schedule an activity for the handler on the due date."""
        for access in self:
            access.activity_unlink(["mail.mail_activity_data_todo"])
            if access.user_id:
                access.activity_schedule(
                    "mail.mail_activity_data_todo",
                    access.due_on,
                    summary=self.env._("Answer a subject access request"),
                    user_id=access.user_id.id,
                )

    def action_close(self):
        """Close the requests after the constituent has received the file."""
        for access in self:
            if access.state != "ready":
                raise UserError(self.env._("Create the file first."))
        self._close("closed")

    def action_refuse(self):
        for access in self:
            if access.state in CLOSED:
                raise UserError(self.env._("This request is closed."))
            if not access.refusal:
                raise UserError(
                    self.env._(
                        "Give a reason for the refusal; the constituent must be"
                        " informed."
                    )
                )
        self._close("refused")

    def _close(self, state):
        self.write({"state": state, "closed_on": fields.Date.context_today(self)})
        # Unfinished parts are no longer needed.
        self.sudo().part_ids.unlink()
        self.activity_unlink(["mail.mail_activity_data_todo"])
