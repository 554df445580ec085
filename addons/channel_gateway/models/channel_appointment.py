from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_datetime

MAX_REMINDERS = 200


class ChannelAppointment(models.Model):
    """A constituent's appointment at a reception."""

    _name = "channel.appointment"
    _description = "Appointment at a Reception"
    _inherit = ["service.reference.mixin", "constituent.single.line.mixin"]
    _order = "at, id"
    _rec_name = "reference"
    _rec_names_search = ["reference_search", "partner_id"]
    _single_line_fields = ("note",)

    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        required=True,
        ondelete="cascade",
        index=True,
    )
    reception_id = fields.Many2one(
        "channel.reception", required=True, ondelete="restrict"
    )
    reason_id = fields.Many2one(
        "channel.visit.reason",
        string="Reason for Visit",
        required=True,
        ondelete="restrict",
        index=True,
    )
    at = fields.Datetime(string="Time", required=True)
    state = fields.Selection(
        [
            ("booked", "Booked"),
            ("arrived", "Arrived"),
            ("missed", "Missed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="booked",
        copy=False,
    )
    need_ids = fields.Many2many("channel.visit.need", string="Accessibility Needs")
    note = fields.Char(string="What It Is About")
    visit_ids = fields.One2many("channel.visit", "appointment_id", readonly=True)
    reminded_at = fields.Datetime(string="Reminded", readonly=True, copy=False)

    _reference_uniq = models.Constraint(
        "UNIQUE (reference)", "This reference is in use already."
    )
    _day_idx = models.Index("(reception_id, at)")
    _booked_idx = models.Index("(at) WHERE state = 'booked'")

    @api.constrains("at", "reception_id", "reason_id")
    def _check_time(self):
        """Refuse a time at which the reception is closed or all counters are taken."""
        for appointment in self.filtered(lambda one: one.state == "booked"):
            reception, minutes = appointment.reception_id, appointment.reason_id.minutes
            if not reception._is_open_at(appointment.at, minutes):
                raise ValidationError(
                    self.env._("%s is closed at that time.", reception.name)
                )
            if appointment._count_others() >= appointment._count_counters():
                raise ValidationError(
                    self.env._("All counters are taken at that time. Choose another.")
                )

    def _count_others(self):
        """Return how many other appointments there are at the same time."""
        longest = max(self.reception_id.reason_ids.mapped("minutes"), default=0)
        end = self.at + timedelta(minutes=self.reason_id.minutes)
        others = self.search(
            [
                ("id", "!=", self.id),
                ("reception_id", "=", self.reception_id.id),
                ("state", "in", ("booked", "arrived")),
                ("at", "<", end),
                ("at", ">", self.at - timedelta(minutes=longest)),
            ]
        )
        return len(
            others.filtered(
                lambda one: one.at + timedelta(minutes=one.reason_id.minutes) > self.at
            )
        )

    def _count_counters(self):
        """Return how many counters serve the reason; at least one."""
        counters = self.reception_id.counter_ids.filtered(
            lambda one: not one.reason_ids or self.reason_id in one.reason_ids
        )
        return max(1, len(counters))

    @api.model_create_multi
    def create(self, vals_list):
        appointments = super().create(vals_list)
        appointments._tell_booked()
        return appointments

    def write(self, vals):
        times = {one: one.at for one in self}
        result = super().write(vals)
        moved = self.filtered(lambda one: one.at != times[one])
        moved.reminded_at = False
        moved._tell_booked()
        return result

    def action_cancel(self):
        """Cancel appointments that are still to come, and tell the constituents."""
        self.check_access("write")
        for appointment in self.filtered(lambda one: one.state == "booked"):
            appointment.state = "cancelled"
            appointment._tell(
                lambda one: one.env._("Your appointment is cancelled"),
                lambda one: one.env._(
                    "Your appointment at %(place)s on %(time)s is cancelled.",
                    place=one.reception_id.name,
                    time=one._time_in_words(),
                ),
            )

    # Arrival

    @api.model
    def _of_day(self, reception, day):
        """Return what is booked at a reception on a day."""
        booked = self.search(
            [
                ("reception_id", "=", reception.id),
                ("state", "=", "booked"),
                ("at", ">=", fields.Datetime.to_datetime(day) - timedelta(days=1)),
                ("at", "<", fields.Datetime.to_datetime(day) + timedelta(days=2)),
            ]
        )
        return booked.filtered(lambda one: reception._local(one.at).date() == day)

    def _check_arrival(self, reception):
        """Check that somebody may come to appointments at a reception now.

        Raises:
            UserError: it is elsewhere, on another day, or not booked any more.
        """
        for appointment in self:
            if appointment.reception_id != reception:
                raise UserError(
                    self.env._(
                        "This appointment is at %s.", appointment.reception_id.name
                    )
                )
            if appointment.state != "booked":
                raise UserError(
                    self.env._("This appointment is cancelled, or was taken already.")
                )
            if reception._local(appointment.at).date() != reception._today():
                raise UserError(self.env._("This appointment is on another day."))

    def _mark_arrived(self, visit):
        """Record that the constituent has come."""
        # sudo: kiosks do, and the state is not entered.
        self.sudo().write({"state": "arrived"})

    @api.model
    def _end_missed(self):
        """Mark what was booked on a former day as missed."""
        yesterday = fields.Datetime.now() - timedelta(days=1)
        self.search([("state", "=", "booked"), ("at", "<", yesterday)]).write(
            {"state": "missed"}
        )

    # Messages

    @api.model
    def _remind(self):
        """Remind constituents of their appointments, once each."""
        now = fields.Datetime.now()
        due = Domain.OR(
            Domain("reception_id", "=", reception.id)
            & Domain("at", "<=", now + timedelta(hours=reception.reminder_hours))
            for reception in self.env["channel.reception"].search(
                [("active", "=", True)]
            )
        )
        booked = Domain("state", "=", "booked") & Domain("reminded_at", "=", False)
        coming = booked & Domain("at", ">", now)
        for appointment in self.search(coming & due, limit=MAX_REMINDERS):
            appointment._tell(
                lambda one: one.env._("Your appointment"),
                lambda one: one.env._(
                    "We expect you at %(place)s on %(time)s. Your reference:"
                    " %(reference)s. Can you not come? Please tell us.",
                    place=one._place_in_words(),
                    time=one._time_in_words(),
                    reference=one.reference,
                ),
            )
            appointment.reminded_at = now

    def _tell_booked(self):
        """Tell constituents of their appointments; a past one was entered later."""
        now = fields.Datetime.now()
        for appointment in self.filtered(lambda one: one.state == "booked"):
            if appointment.at > now:
                appointment._tell(
                    lambda one: one.env._("Your appointment is booked"),
                    lambda one: one.env._(
                        "Your appointment: %(place)s, %(time)s. Enter the reference"
                        " %(reference)s when you come.",
                        place=one._place_in_words(),
                        time=one._time_in_words(),
                        reference=one.reference,
                    ),
                )

    def _tell(self, subject, body):
        """Send the constituent a message in their language.

        Args:
            subject: function that returns the subject for the appointment.
            body: function that returns the text for it.
        """
        self.ensure_one()
        here = self.with_context(lang=self.partner_id.lang or self.env.lang)
        here.env["channel.message"]._send_message(
            here.partner_id, subject(here), body(here)
        )

    def _time_in_words(self):
        zone = self.reception_id._zone()
        return format_datetime(
            self.env, self.at, tz=zone, dt_format="EEEE d MMMM, HH:mm"
        )

    def _place_in_words(self):
        reception = self.reception_id
        return ", ".join(filter(None, (reception.name, reception.address)))
