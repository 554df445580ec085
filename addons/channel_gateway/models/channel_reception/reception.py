import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...reception import tickets

TOKEN_BYTES = 24
MAX_NEWS_LENGTH = 200


class ChannelReception(models.Model):
    """A customer service centre that visitors come to."""

    _name = "channel.reception"
    _description = "Reception"
    _inherit = ["constituent.single.line.mixin"]
    _order = "sequence, name, id"
    _single_line_fields = ("name", "address", "news")

    name = fields.Char(required=True)
    address = fields.Char()
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Opening Hours",
        ondelete="restrict",
        help="Without it, the reception is always open.",
    )
    reason_ids = fields.Many2many("channel.visit.reason", string="Reasons Offered")
    counter_ids = fields.One2many("channel.counter", "reception_id")
    # Rules
    ticket_prefix = fields.Char(
        default="A", help="Up to two letters in front of the number of a ticket."
    )
    target_minutes = fields.Integer(
        string="Target for Waiting (minutes)", required=True, default=10
    )
    late_minutes = fields.Integer(
        string="Late by at Most (minutes)",
        required=True,
        default=15,
        help="Who comes later than this to an appointment waits like a walk-in.",
    )
    near_count = fields.Integer(
        string="Text When as Many Are Ahead",
        required=True,
        default=2,
        help="Visitors with a mobile number are told that it is nearly their turn.",
    )
    reminder_hours = fields.Integer(
        string="Remind Before (hours)",
        required=True,
        default=24,
        help="When constituents are reminded of their appointment; 0 for never.",
    )
    # Display
    news = fields.Char(
        translate=True, help="One line on the display in the waiting room."
    )
    lang_ids = fields.Many2many(
        "res.lang",
        string="Languages of the Display",
        help="The display changes between the first two.",
    )
    has_sound = fields.Boolean(string="Sound", default=True)
    has_voice = fields.Boolean(
        string="Voice", help="The display's browser reads calls out."
    )
    display_token = fields.Char(
        copy=False,
        required=True,
        default=lambda self: self._new_token(),
        groups="constituent_crm.group_manager",
    )
    kiosk_token = fields.Char(
        copy=False,
        required=True,
        default=lambda self: self._new_token(),
        groups="constituent_crm.group_manager",
    )
    display_url = fields.Char(
        compute="_compute_urls", groups="constituent_crm.group_manager"
    )
    kiosk_url = fields.Char(
        compute="_compute_urls", groups="constituent_crm.group_manager"
    )
    # Last ticket; see `_draw_ticket`.
    ticket_day = fields.Date(copy=False, readonly=True)
    last_ticket = fields.Integer(copy=False, readonly=True)

    _display_token_uniq = models.Constraint(
        "UNIQUE (display_token)", "Another reception has this address."
    )
    _kiosk_token_uniq = models.Constraint(
        "UNIQUE (kiosk_token)", "Another reception has this address."
    )
    _numbers_positive = models.Constraint(
        "CHECK (target_minutes > 0 AND late_minutes >= 0 AND near_count >= 0"
        " AND reminder_hours >= 0)",
        "Minutes, hours and numbers are not negative.",
    )

    @api.model
    def _new_token(self):
        return secrets.token_urlsafe(TOKEN_BYTES)

    @api.constrains("ticket_prefix")
    def _check_ticket_prefix(self):
        for reception in self:
            if not tickets.is_prefix(reception.ticket_prefix or ""):
                raise ValidationError(
                    self.env._("A prefix is one or two capital letters.")
                )

    @api.constrains("news")
    def _check_news(self):
        if self.filtered(lambda one: len(one.news or "") > MAX_NEWS_LENGTH):
            raise ValidationError(
                self.env._("The news are at most %s characters.", MAX_NEWS_LENGTH)
            )

    def _compute_urls(self):
        base = self.browse().get_base_url()
        for one in self:
            one.display_url = f"{base}/reception/display/{one.display_token}"
            one.kiosk_url = f"{base}/reception/kiosk/{one.kiosk_token}"

    def action_renew_addresses(self):
        """Give display and kiosk new addresses; the old ones end."""
        self.check_access("write")
        for reception in self:
            reception.write(
                {
                    "display_token": self._new_token(),
                    "kiosk_token": self._new_token(),
                }
            )

    # Time

    def _zone(self):
        # sudo: anybody may know the opening hours.
        return self.sudo().calendar_id.tz or self.env.company._council_zone().zone

    def _local(self, moment):
        """Return a moment (UTC, naive) in the time of the reception."""
        here = self.with_context(tz=self._zone())
        return fields.Datetime.context_timestamp(here, moment)

    def _today(self):
        return self._local(fields.Datetime.now()).date()

    def _is_open_at(self, moment, minutes=1):
        """Return whether the reception is open at a moment, and for some minutes."""
        # sudo: anybody may know the opening hours.
        calendar = self.sudo().calendar_id
        if not calendar:
            return True
        end = moment + timedelta(minutes=minutes)
        hours = calendar.get_work_hours_count(moment, end)
        return round(hours * 60) >= minutes

    def _is_open_now(self):
        return self._is_open_at(fields.Datetime.now())
