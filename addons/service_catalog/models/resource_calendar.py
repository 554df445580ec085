from odoo import models, tools

from ..clocks import CalendarDays, Elapsed, Hours, WorkingDays, WorkingTime

# Fields that determine the hours of a calendar, besides its attendances.
COUNTED = {
    "tz",
    "company_id",
    "two_weeks_calendar",
    "schedule_type",
    "flexible_hours",
    "hours_per_day",
    "full_time_required_hours",
}


class ResourceCalendar(models.Model):
    """Timelines in the working hours of a calendar."""

    _inherit = "resource.calendar"

    def write(self, vals):
        result = super().write(vals)
        if COUNTED & vals.keys():
            self._hours_changed()
        return result

    def _hours_changed(self):
        """Clear the cached timelines and replan the clocks of these calendars."""
        if not self:
            return
        self.env.registry.clear_cache()
        self.env["service.request"]._replan_where(
            [("clock_ids", "any", [("calendar_id", "in", self.ids)])]
        )

    def _public_hours(self):
        """Return the hours of each working day in words, for residents.

        Returns:
            A list of texts, such as “Monday 09:00–17:00”; empty without a calendar.
        """
        Attendance = self.env["resource.calendar.attendance"]
        days = dict(Attendance._fields["dayofweek"]._description_selection(self.env))
        worked = self.attendance_ids.filtered(
            lambda one: one.day_period != "lunch" and one.hour_to > one.hour_from
        )
        by_day = worked.sorted(lambda one: (one.dayofweek, one.hour_from)).grouped(
            "dayofweek"
        )
        return [
            f"{days[day]} {', '.join(dict.fromkeys(map(_hours, some)))}"
            for day, some in by_day.items()
        ]

    def _timeline(self, unit):
        """Return the timeline to count in; without a calendar, every second counts.

        Args:
            unit: a value of `service.sla.policy.unit`.

        Returns:
            A `clocks.Timeline`.
        """
        company = self.company_id or self.env.company
        return self._company_timeline(unit, company.id)

    @tools.ormcache("self.id", "unit", "company_id")
    def _company_timeline(self, unit, company_id):
        """Return the timeline for the holidays of a company; cached."""
        if not self:
            return CalendarDays(Hours("UTC")) if unit != "hours" else Elapsed()
        self.ensure_one()
        kinds = {
            "hours": WorkingTime,
            "days": WorkingDays,
            "calendar_days": CalendarDays,
        }
        # sudo: the hours do not depend on the user, hence cached.
        company = self.env["res.company"].browse(company_id)
        return kinds[unit](self.sudo().with_company(company)._hours())

    def _hours(self):
        """Return working hours and holidays as plain values."""
        self.ensure_one()
        leaves = self.env["resource.calendar.leaves"].search_fetch(
            [
                *self._holidays(),
                ("calendar_id", "in", [False, self.id]),
                ("resource_id", "=", False),
            ],
            ["date_from", "date_to"],
        )
        flexible = (self.hours_per_day, self.full_time_required_hours)
        return Hours(
            zone=self.tz,
            fortnight=self._fortnight(),
            leaves=tuple((leave.date_from, leave.date_to) for leave in leaves),
            flexible=flexible if self.flexible_hours else None,
        )

    def _fortnight(self):
        """Return the hours of fourteen days, as `clocks.Hours.fortnight`."""
        days = [[] for _day in range(14)]
        for row in self._get_global_attendances():
            weeks = [int(row.week_type)] if self.two_weeks_calendar else (0, 1)
            for week in weeks:
                hours = (row.hour_from, row.hour_to)
                days[int(row.dayofweek) + 7 * week].append(hours)
        return tuple(tuple(sorted(day)) for day in days)

    def _holidays(self):
        """Return the domain of the leaves that count; other companies' do not."""
        company = self.company_id or self.env.company
        return [
            ("time_type", "=", "leave"),
            ("company_id", "in", [False, company.id]),
        ]


def _hours(attendance):
    """Return the hours of an attendance, like 09:00–17:00."""
    return "–".join(
        f"{minutes // 60:02}:{minutes % 60:02}"
        for minutes in (
            round(attendance.hour_from * 60),
            round(attendance.hour_to * 60),
        )
    )
