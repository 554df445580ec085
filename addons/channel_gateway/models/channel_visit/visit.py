from odoo import api, fields, models

from ..channel_contact.contact import ENDED, ChannelContact
from ..personal_rows import DIGITS, rows_by_digits

# What is known of somebody who waits only so that they can be found and called. It is
# removed when the visit ends.
WHILE_WAITING = ("mobile", "given_name", "given_postcode")
# What changes queues and displays. Drafts of the Contact Desk do not.
QUEUE_FIELDS = frozenset({"state", "reason_id", "called_at"})
ENDINGS = [
    ("served", "Served"),
    ("left", "Left Without Being Seen"),
    ("no_show", "No-Show"),
]


class ChannelVisit(models.Model):
    """A visit to a counter, with a ticket of a reception or without."""

    _name = "channel.visit"
    _description = "Visit"
    _inherit = "channel.contact"
    _channel_code = "counter"
    _single_line_fields = (
        "subject",
        "ticket",
        "place",
        "mobile",
        "given_name",
        "given_postcode",
        "priority_reason",
    )
    _entered = ChannelContact._entered | {"ticket", "place"}

    ticket = fields.Char(help="Ticket number.")
    place = fields.Char(help="Customer service centre and counter.")
    # Reception
    reception_id = fields.Many2one(
        "channel.reception", ondelete="set null", index="btree_not_null", readonly=True
    )
    counter_id = fields.Many2one(
        "channel.counter", ondelete="set null", index="btree_not_null", readonly=True
    )
    reason_id = fields.Many2one(
        "channel.visit.reason",
        string="Reason for Visit",
        ondelete="restrict",
        index="btree_not_null",
        readonly=True,
    )
    heading = fields.Char(related="reason_id.heading")
    appointment_id = fields.Many2one(
        "channel.appointment",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
    )
    appointment_at = fields.Datetime(readonly=True)
    need_ids = fields.Many2many(
        "channel.visit.need", string="Accessibility Needs", readonly=True
    )
    is_vulnerable = fields.Boolean(
        string="Priority", readonly=True, help="Cannot be left waiting."
    )
    priority_reason = fields.Char(string="Why Priority", readonly=True)
    lang = fields.Char(string="Language", readonly=True)
    mobile = fields.Char(string="Mobile for Texts", readonly=True)
    given_name = fields.Char(string="Name Given", readonly=True)
    given_postcode = fields.Char(string="Postcode Given", readonly=True)
    # Ticket
    ticket_day = fields.Date(readonly=True)
    ticket_number = fields.Integer(readonly=True, aggregator=None)
    source_key = fields.Char(
        copy=False,
        readonly=True,
        help="Key of the kiosk's form: sent twice, it is one ticket.",
    )
    is_texted = fields.Boolean(string="Told That It Is Near", readonly=True)
    # Calls
    called_at = fields.Datetime(string="Last Called", readonly=True)
    call_count = fields.Integer(string="Calls", readonly=True)
    no_show_count = fields.Integer(string="Did Not Come", readonly=True)
    not_before = fields.Datetime(string="Call Again After", readonly=True)
    is_no_show = fields.Boolean(
        string="No-Show", readonly=True, help="Did not come when called, twice."
    )
    # Figures
    ending = fields.Selection(
        ENDINGS, string="How It Ended", compute="_compute_ending", store=True
    )
    queued_at = fields.Datetime(
        readonly=True, help="When the last wait began, after a transfer."
    )
    earlier_waiting_seconds = fields.Integer(readonly=True, aggregator=None)
    earlier_handling_seconds = fields.Integer(readonly=True, aggregator=None)
    within_target = fields.Float(
        compute="_compute_within_target",
        store=True,
        aggregator="avg",
        help="Share of visitors who were called within the reception's target.",
    )
    arrival_hour = fields.Integer(
        string="Hour of Arrival",
        compute="_compute_arrival_hour",
        store=True,
        aggregator=None,
        help="Hour of the day at the reception.",
    )

    _ticket_uniq = models.Constraint(
        "UNIQUE (reception_id, ticket_day, ticket_number)",
        "This ticket has been given out already.",
    )
    _source_key_uniq = models.UniqueIndex(
        "(source_key) WHERE source_key IS NOT NULL",
        "This ticket has been given out already.",
    )
    _waiting_idx = models.Index("(reception_id, started_at) WHERE state = 'waiting'")
    _called_idx = models.Index(
        "(reception_id, called_at DESC) WHERE called_at IS NOT NULL"
    )
    _unknown_mobile_idx = models.Index(
        f"({DIGITS % 'mobile'}) WHERE partner_id IS NULL AND mobile IS NOT NULL"
    )

    @api.depends("queued_at", "earlier_waiting_seconds", "earlier_handling_seconds")
    def _compute_seconds(self):
        """Add the waits and services before a transfer."""
        result = super()._compute_seconds()
        for visit in self.filtered("queued_at"):
            gave_up = visit.ended_at if visit.state == "abandoned" else None
            waited = self._between(visit.queued_at, visit.answered_at or gave_up)
            visit.waiting_seconds = visit.earlier_waiting_seconds + waited
            visit.handling_seconds += visit.earlier_handling_seconds
        return result

    @api.depends("state", "is_no_show")
    def _compute_ending(self):
        for visit in self:
            unseen = "no_show" if visit.is_no_show else "left"
            endings = {"done": "served", "abandoned": unseen}
            visit.ending = endings.get(visit.state)

    @api.depends("state", "waiting_seconds")
    def _compute_within_target(self):
        for visit in self:
            target = visit.reception_id.target_minutes * 60
            is_served = visit.state in ("live", "done")
            is_in_time = is_served and visit.waiting_seconds <= target
            visit.within_target = float(is_in_time and bool(visit.reception_id))

    @api.depends("started_at")
    def _compute_arrival_hour(self):
        for visit in self:
            local = visit.reception_id._local(visit.started_at)
            visit.arrival_hour = local.hour

    def _caption(self):
        if self.ticket:
            return self.env._("Ticket %s", self.ticket)
        return self.env._("Visitor")

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create(vals_list)
        visits._notify_queue()
        return visits

    def write(self, vals):
        if vals.get("state") in ENDED:
            vals = {**vals, **dict.fromkeys(WHILE_WAITING, False)}
        result = super().write(vals)
        if QUEUE_FIELDS & vals.keys():
            self._notify_queue()
        return result

    def _notify_queue(self):
        """Have officers' screens read the queues of these visits anew."""
        # The message only says that something changed: each screen reads with its own
        # rights.
        officers = self.env.ref("constituent_crm.group_officer")
        for reception in self.reception_id or [self.reception_id]:
            self.env["bus.bus"]._sendone(
                officers,
                "channel_gateway.contacts_changed",
                {"model": self._name, "reception": reception.id},
            )

    # Privacy

    @api.model
    def _personal_rows_of(self, partners):
        """Add visitors whom nobody is known for, by the number that they gave."""
        found = super()._personal_rows_of(partners)
        return found | rows_by_digits(self, "mobile", partners)

    @api.model
    def _erasure_values(self):
        """Remove their needs, too, which say something about their health."""
        return {**super()._erasure_values(), "need_ids": [fields.Command.clear()]}
