import pytz

from odoo import fields, models

from ..permission import quiet


class ResCompany(models.Model):
    _inherit = "res.company"

    has_quiet_hours = fields.Boolean(string="Quiet Hours", default=True)
    quiet_from = fields.Float(
        default=21.0, help="Hours after midnight, in the council's time zone."
    )
    quiet_to = fields.Float(
        default=8.0, help="Hours after midnight, in the council's time zone."
    )

    marker_reviewer_id = fields.Many2one(
        "res.users",
        string="Reviewer of Markers",
        domain=lambda self: self.env["constituent.marker"]._reviewers(),
        help="Notified of reviews of markers without a reviewer.",
    )

    _quiet_within_a_day = models.Constraint(
        "CHECK (quiet_from >= 0 AND quiet_from < 24 AND quiet_to >= 0"
        " AND quiet_to <= 24)",
        "Give quiet hours as times of day, from 00:00 to 24:00.",
    )

    def _council_zone(self):
        """Return the time zone of the council, by default the first of its country."""
        self.ensure_one()
        # Users who need the time zone may have no access to companies.
        council = self.sudo()
        zones = pytz.country_timezones.get(council.country_id.code or "", ["UTC"])
        return pytz.timezone(council.partner_id.tz or zones[0])

    def _quiet_times(self):
        self.ensure_one()
        # As in `_council_zone`.
        council = self.sudo()
        if not council.has_quiet_hours:
            return []
        return [quiet.QuietTime(council.quiet_from, council.quiet_to)]
