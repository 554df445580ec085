from odoo import api, fields, models

from ..permission import quiet

WEEKDAYS = frozenset(range(5))
DAYS = {"all": quiet.EVERY_DAY, "weekdays": WEEKDAYS}
DAYS["weekend"] = quiet.EVERY_DAY - WEEKDAYS


class ConstituentQuietTime(models.Model):
    """Quiet hours of a constituent, which replace those of the council."""

    _name = "constituent.quiet.time"
    _description = "Quiet Hours"
    _order = "days, start, id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        required=True,
        ondelete="cascade",
        index=True,
    )
    days = fields.Selection(
        [
            ("all", "Every day"),
            ("weekdays", "Monday to Friday"),
            ("weekend", "Saturday and Sunday"),
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        required=True,
        default="all",
        help="The days on which it begins.",
    )
    start = fields.Float(string="From", default=21.0, help="In the council's zone.")
    end = fields.Float(
        string="Until", default=8.0, help="The next day, where it is before the start."
    )
    note = fields.Char()

    _within_a_day = models.Constraint(
        'CHECK (start >= 0 AND start < 24 AND "end" >= 0 AND "end" <= 24)',
        "Give quiet hours as times of day, from 00:00 to 24:00.",
    )

    @api.depends("days", "start", "end")
    def _compute_display_name(self):
        labels = dict(self._fields["days"]._description_selection(self.env))
        for row in self:
            span = f"{_clock(row.start)}–{_clock(row.end)}"
            row.display_name = f"{labels.get(row.days, '')} {span}"

    def _time(self):
        self.ensure_one()
        days = DAYS.get(self.days) or frozenset({int(self.days)})
        return quiet.QuietTime(self.start, self.end, days)


def _clock(hours):
    minutes = round(hours * 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"
