from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import clean_context

STATES = [
    ("waiting", "Waiting"),
    ("live", "In Service"),
    ("done", "Done"),
    ("abandoned", "Abandoned"),
]
ENDED = ("done", "abandoned")
OUTCOMES = [
    ("request", "Request opened"),
    ("answered", "Answered now"),
    ("existing", "About an existing request"),
    ("nothing", "Not a council matter"),
]


class ChannelContact(models.AbstractModel):
    """A live contact between a constituent and an officer; base of calls and visits.

    A contact waits, is served, and ends with a row of the ledger. While it is served,
    the officer's input is kept in `draft`, so that nothing is lost on an interruption.
    """

    _name = "channel.contact"
    _description = "Live Contact"
    _inherit = ["constituent.single.line.mixin"]
    _order = "started_at desc, id desc"
    # Code of the `constituent.channel`; each inheriting model sets its own.
    _channel_code = None
    _single_line_fields = ("subject",)
    # Fields that users may edit during the contact. Actions write the others.
    _entered = frozenset({"partner_id", "beneficiary_id", "subject"})

    state = fields.Selection(STATES, required=True, default="waiting", index=True)
    partner_id = fields.Many2one(
        "res.partner", string="Constituent", ondelete="set null", index="btree_not_null"
    )
    beneficiary_id = fields.Many2one(
        "res.partner",
        string="On Behalf Of",
        ondelete="set null",
        index="btree_not_null",
    )
    user_id = fields.Many2one(
        "res.users", string="Officer", ondelete="set null", index="btree_not_null"
    )
    subject = fields.Char(string="Constituent's Description")
    # Times
    started_at = fields.Datetime(
        string="Began", required=True, default=fields.Datetime.now, index=True
    )
    answered_at = fields.Datetime(string="Answered")
    ended_at = fields.Datetime(string="Ended")
    waiting_seconds = fields.Integer(
        compute="_compute_seconds",
        store=True,
        aggregator="avg",
        help="From the beginning to the answer, or to giving up.",
    )
    handling_seconds = fields.Integer(
        compute="_compute_seconds",
        store=True,
        aggregator="avg",
        help="From the answer to the end.",
    )
    # Result
    outcome = fields.Selection(OUTCOMES)
    service_id = fields.Many2one(
        "service.type", ondelete="set null", index="btree_not_null"
    )
    request_id = fields.Many2one(
        "service.request", ondelete="set null", index="btree_not_null"
    )
    request_ids = fields.Many2many("service.request", string="Requests Opened")
    is_avoidable = fields.Boolean(
        string="Avoidable", help="Of low or no value to the constituent (NI 14)."
    )
    avoidable_reason = fields.Selection(
        selection=lambda self: self._avoidable_reasons(), string="Why Avoidable"
    )
    note = fields.Text()
    interaction_id = fields.Many2one(
        "constituent.interaction",
        string="Ledger Entry",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
    )
    draft = fields.Json(copy=False)

    @api.model
    def _avoidable_reasons(self):
        ledger = self.env["constituent.interaction"]
        return ledger._fields["avoidable_reason"]._description_selection(self.env)

    @api.depends("started_at", "answered_at", "ended_at", "state")
    def _compute_seconds(self):
        for contact in self:
            gave_up = contact.ended_at if contact.state == "abandoned" else None
            waited_until = contact.answered_at or gave_up
            contact.waiting_seconds = self._between(contact.started_at, waited_until)
            contact.handling_seconds = self._between(
                contact.answered_at, contact.ended_at
            )

    @api.model
    def _between(self, start, end):
        return max(0, int((end - start).total_seconds())) if start and end else 0

    @api.depends("partner_id", "started_at")
    def _compute_display_name(self):
        for contact in self:
            when = fields.Datetime.context_timestamp(contact, contact.started_at)
            who = contact.partner_id.name or contact._caption()
            contact.display_name = f"{who} · {when:%d %b %H:%M}"

    def _caption(self):
        """Return a name for the contact while the constituent is unknown."""
        return self._description

    # Life cycle

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_entered(vals.keys() - {"started_at"})
        if not self.env.su:
            # Defaults in the context must not set other fields either.
            self = self.with_context(clean_context(self.env.context))
        contacts = super().create(vals_list)
        if contacts:
            self._notify_changed(self._name)
        return contacts

    def write(self, vals):
        self._check_entered(vals)
        if not self.env.su and self.filtered(lambda one: one.state in ENDED):
            raise UserError(
                self.env._("This contact has ended. Correct it in the ledger.")
            )
        return super().write(vals)

    def _check_entered(self, names):
        """Refuse fields that users may not edit, such as times and the outcome."""
        if not self.env.su and set(names) - self._entered:
            raise UserError(
                self.env._(
                    "Officer, times and outcome of a contact cannot be entered"
                    " manually. Answer and end it at the Contact Desk."
                )
            )

    def _answer(self):
        """Start to serve a waiting contact; the first officer to answer gets it."""
        self.ensure_one()
        self.check_access("write")
        if not self.try_lock_for_update() or self.state != "waiting":
            raise UserError(
                self.env._(
                    "The contact has been answered by someone else or abandoned."
                )
            )
        # As in `_check_entered`: only actions write these fields.
        self.sudo().write(
            {
                "state": "live",
                "user_id": self.env.uid,
                "answered_at": fields.Datetime.now(),
            }
        )
        self._notify_changed(self._name)

    def _mark_abandoned(self):
        """Mark waiting contacts as abandoned before anybody answered."""
        self.check_access("write")
        # As in `_check_entered`.
        for contact in self.sudo().filtered(lambda one: one.state == "waiting"):
            contact.write({"state": "abandoned", "ended_at": fields.Datetime.now()})
            contact._record_in_ledger()
        self._notify_changed(self._name)

    def _end(self, values):
        """End a contact with its outcome, and record it in the ledger.

        Args:
            values: dict of `outcome` and other field values that the officer entered.

        Raises:
            UserError: The contact has ended, or the outcome lacks a request, service or
                note.
        """
        self.ensure_one()
        self.check_access("write")
        self._check_live()
        outcome = values.get("outcome")
        if outcome not in dict(OUTCOMES):
            raise UserError(self.env._("Choose an outcome before ending the contact."))
        if outcome in ("request", "existing") and not values.get("request_id"):
            raise UserError(self.env._("Choose the request it is about."))
        if outcome == "answered" and not (values.get("service_id") or values["note"]):
            raise UserError(
                self.env._("Choose the service it was about, or enter a note.")
            )
        # As in `_check_entered`.
        self.sudo().write(
            {
                **values,
                **self._end_times(),
                "state": "done",
                "draft": False,
            }
        )
        self._record_in_ledger()
        self._notify_changed(self._name)

    def _end_times(self):
        """Return the field values of the time at which the officer ends it."""
        return {"ended_at": fields.Datetime.now()}

    @api.model
    def _notify_changed(self, model):
        """Have the lists and boards of officers read contacts of a model anew."""
        # Only that something changed is sent: each client reads with its own rights.
        self.env["bus.bus"]._sendone(
            self.env.ref("constituent_crm.group_officer"),
            "channel_gateway.contacts_changed",
            {"model": model},
        )

    def _check_live(self):
        if self.state != "live":
            raise UserError(self.env._("This contact has ended already."))

    def _record_in_ledger(self):
        """Record the contact in the ledger."""
        # As in `_check_entered`.
        self.sudo().interaction_id = self.env[
            "constituent.interaction"
        ]._record_contact(
            {
                "channel": self._channel_code,
                "partner_id": self.partner_id.id,
                "beneficiary_id": self.beneficiary_id.id,
                "user_id": self.user_id.id,
                "subject": self.subject or self.service_id.name or self._caption(),
                "started_at": self.started_at,
                "answered_at": self.answered_at,
                "ended_at": self.ended_at,
                "waiting_seconds": self.waiting_seconds,
                "handling_seconds": self.handling_seconds,
                "is_abandoned": self.state == "abandoned",
                "is_resolved_first_contact": self.outcome == "answered",
                "is_avoidable": self.is_avoidable,
                "avoidable_reason": self.is_avoidable and self.avoidable_reason,
                "request_id": self.request_id.id,
                "service_id": self.service_id.id or self.request_id.service_id.id,
                "source_key": f"{self._name},{self.id}",
            }
        )

    def action_answer(self):
        """Answer the contact from the list, and open it at the Contact Desk."""
        self._answer()
        return self.action_desk()

    def action_desk(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "channel_gateway.contact_desk_action"
        )
        return {**action, "params": {"model": self._name, "resId": self.id}}

    def action_give_up(self):
        self._mark_abandoned()
