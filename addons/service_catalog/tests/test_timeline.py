import random
from datetime import UTC, datetime, timedelta

from odoo.fields import Command, Datetime
from odoo.tests import BaseCase, TransactionCase

from odoo.addons.service_catalog.clocks import (
    CalendarDays,
    Elapsed,
    Hours,
    WorkingDays,
    WorkingTime,
)

NINE_TO_FIVE = ((9.0, 17.0),)
OFFICE = ((NINE_TO_FIVE,) * 5 + ((),) * 2) * 2
LONDON = Hours("Europe/London", OFFICE)
HOUR = 3600


def at(text):
    return datetime.fromisoformat(text)


class TestTimeline(BaseCase):
    """Monday to Friday, nine to five, London time."""

    def test_working_time_between_two_instants(self):
        time = WorkingTime(LONDON)
        friday, tuesday = at("2026-03-06 15:00"), at("2026-03-10 10:00")
        self.assertEqual(time.spent(friday, tuesday), (2 + 8 + 1) * HOUR)
        self.assertEqual(time.spent(tuesday, friday), 0)

    def test_adding_the_elapsed_time_leads_back(self):
        time = WorkingTime(LONDON)
        start = at("2026-03-06 15:00")
        self.assertEqual(time.reach(start, 11 * HOUR), at("2026-03-10 10:00"))
        self.assertEqual(time.reach(start, 2 * HOUR), at("2026-03-06 17:00"))
        self.assertEqual(time.reach(start, 0), start)

    def test_no_time_left_at_night_is_due_in_the_morning(self):
        night = at("2026-03-06 22:00")
        self.assertEqual(WorkingTime(LONDON).reach(night, 0), at("2026-03-09 09:00"))

    def test_earlier_years_are_still_known(self):
        time = WorkingTime(LONDON)
        day = timedelta(days=1)
        for start in (at("2026-03-02 09:00"), at("2021-03-01 09:00")):
            self.assertEqual(time.spent(start, start + day), 8 * HOUR)
        far = at("2031-03-03 09:00")
        self.assertEqual(time.spent(far, far + day), 8 * HOUR)

    def test_calendar_without_hours_never_reaches_a_deadline(self):
        idle = WorkingTime(Hours("UTC"))
        self.assertIsNone(idle.reach(at("2026-03-02"), 1))
        self.assertEqual(idle.spent(at("2026-03-02"), at("2027-03-02")), 0)

    def test_skipped_hour_of_summer_time_counts_once(self):
        night = Hours("Europe/London", (((0.0, 1.5), (2.0, 3.0)),) * 14)
        # Half past one, which is not there, is read as half past two.
        sunday = at("2026-03-29")
        spent = WorkingTime(night).spent(sunday, sunday + timedelta(hours=12))
        self.assertEqual(spent, 2 * HOUR)

    def test_working_days_start_tomorrow_and_end_with_the_working_hours(self):
        days = WorkingDays(LONDON)
        begun = days.begin(at("2026-03-05 10:00"))
        self.assertEqual(days.reach(begun, 2 * 86400), at("2026-03-09 17:00"))
        self.assertEqual(days.spent(begun, at("2026-03-09 16:59")), 86400)
        self.assertEqual(days.spent(begun, at("2026-03-09 17:00")), 2 * 86400)

    def test_part_of_a_day_ends_before_the_day(self):
        """80 per cent of two days warn on the second, and of one day on the first."""
        days = WorkingDays(LONDON)
        begun = days.begin(at("2026-03-05 10:00"))
        for amount, when in ((1.6, "2026-03-09 13:48"), (0.5, "2026-03-06 13:00")):
            self.assertEqual(days.reach(begun, amount * 86400), at(when))

    def test_holiday_is_a_calendar_day_but_no_working_day(self):
        friday = (at("2026-03-06 00:00"), at("2026-03-07 00:00"))
        hours = Hours("Europe/London", OFFICE, (friday,))
        thursday, days = at("2026-03-05 10:00"), 2 * 86400
        working, calendar = WorkingDays(hours), CalendarDays(hours)
        self.assertEqual(
            working.reach(working.begin(thursday), days), at("2026-03-10 17:00")
        )
        self.assertEqual(
            calendar.reach(calendar.begin(thursday), days), at("2026-03-07 23:59:59")
        )

    def test_calendar_day_is_in_the_local_time_zone(self):
        days = CalendarDays(LONDON)
        # In London it is the 2nd of July already.
        begun = days.begin(at("2026-07-01 23:30"))
        self.assertEqual(days.reach(begun, 86400), at("2026-07-03 22:59:59"))

    def test_without_calendar_every_second_counts(self):
        start = at("2026-03-07 12:00")
        later = Elapsed().reach(start, 90 * HOUR)
        self.assertEqual(Elapsed().spent(start, later), 90 * HOUR)


class TestTimelineAgrees(TransactionCase):
    """Whatever `resource` answers for a calendar, the timeline answers too."""

    ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "UTC")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chance = random.Random(40)
        cls.env["resource.calendar.leaves"].search([]).unlink()

    def calendar(self, **values):
        return self.env["resource.calendar"].create(
            {
                "name": "Random",
                "tz": self.chance.choice(self.ZONES),
                "attendance_ids": [Command.clear()],
                **values,
            }
        )

    def random_calendar(self, two_weeks):
        rows = []
        for week in ("0", "1") if two_weeks else (False,):
            for day in self.chance.sample(range(7), self.chance.randint(1, 7)):
                rows += self._random_day(str(day), week)
        calendar = self.calendar(two_weeks_calendar=two_weeks)
        calendar.attendance_ids = [Command.create(row) for row in rows]
        return calendar

    def _random_day(self, day, week):
        cuts = sorted(self.chance.sample(range(4 * 4, 24 * 4 + 1), 4))
        for period, start, end in (
            ("morning", *cuts[:2]),
            ("lunch", *cuts[1:3]),
            ("afternoon", *cuts[2:]),
        ):
            yield {
                "name": period,
                "dayofweek": day,
                "week_type": week,
                "day_period": period,
                "hour_from": start / 4,
                "hour_to": end / 4,
            }

    def random_leaves(self, calendar):
        for _number in range(6):
            start = self.moment()
            self.env["resource.calendar.leaves"].create(
                {
                    "calendar_id": self.chance.choice([False, calendar.id]),
                    "date_from": start,
                    "date_to": start + timedelta(minutes=self.chance.randint(1, 9000)),
                    "time_type": self.chance.choice(["leave", "leave", "other"]),
                }
            )

    def moment(self):
        minutes = self.chance.randrange(2 * 366 * 24 * 60)
        return datetime(2026, 1, 1) + timedelta(minutes=minutes)

    def assertAgrees(self, calendar, rounds=40):
        time = calendar._timeline("hours")
        domain = calendar._holidays()
        for _number in range(rounds):
            start, hours = self.moment(), self.chance.randint(0, 4000) / 4
            asked = start.replace(tzinfo=UTC)
            due = calendar.plan_hours(hours, asked, compute_leaves=True, domain=domain)
            got = time.reach(start, hours * HOUR)
            with self.subTest(zone=calendar.tz, start=start, hours=hours):
                self.assertEqual(bool(due), bool(got))
                if due:
                    due = due.astimezone(UTC).replace(tzinfo=None)
                    # `resource` ends a day a moment before midnight, which may move
                    # an end of work to the next beginning, but is no work.
                    between = sorted((due, got))
                    self.assertLess(time.spent(*between), 1)
            end = start + timedelta(minutes=self.chance.randrange(90 * 24 * 60))
            count = calendar.get_work_hours_count(
                asked, end.replace(tzinfo=UTC), domain=domain
            )
            with self.subTest(zone=calendar.tz, start=start, end=end):
                self.assertAlmostEqual(time.spent(start, end) / HOUR, count, 3)

    def test_weekly_calendars_agree_with_odoo(self):
        for _number in range(8):
            calendar = self.random_calendar(two_weeks=False)
            self.random_leaves(calendar)
            self.assertAgrees(calendar)

    def test_two_week_calendars_agree_with_odoo(self):
        for _number in range(6):
            calendar = self.random_calendar(two_weeks=True)
            self.random_leaves(calendar)
            self.assertAgrees(calendar)

    def test_nights_of_clock_changes_agree_with_odoo(self):
        calendar = self.random_calendar(two_weeks=False)
        calendar.tz = "Europe/London"
        calendar.attendance_ids = [
            Command.clear(),
            *(
                Command.create(
                    {
                        "name": "Night",
                        "dayofweek": str(day),
                        "hour_from": start,
                        "hour_to": end,
                    }
                )
                for day in range(7)
                for start, end in ((0, 5), (22, 24))
            ),
        ]
        time = calendar._timeline("hours")
        for day, hours in (("2026-03-28", 6), ("2026-10-24", 8), ("2026-06-10", 7)):
            # The night, from London's Saturday noon to its Sunday noon.
            noon = at(f"{day} 12:00")
            with self.subTest(day=day):
                spent = time.spent(noon, noon + timedelta(days=1)) / HOUR
                self.assertAlmostEqual(spent, hours, 3)
                count = calendar.get_work_hours_count(noon, noon + timedelta(days=1))
                self.assertAlmostEqual(spent, count, 3)

    def test_flexible_calendar_works_from_monday_until_its_week_is_full(self):
        calendar = self.calendar(
            tz="Europe/London",
            schedule_type="flexible",
            hours_per_day=7.5,
            full_time_required_hours=37.5,
        )
        self.env["resource.calendar.leaves"].create(
            {
                "calendar_id": calendar.id,
                "date_from": "2026-03-03 00:00:00",
                "date_to": "2026-03-03 23:59:59",
            }
        )
        time = calendar._timeline("hours")
        for week in range(12):
            monday = at("2026-02-02") + timedelta(weeks=week)
            if monday >= at("2026-03-30"):
                # London's midnight is eleven o'clock in UTC.
                monday -= timedelta(hours=1)
            sunday = monday + timedelta(days=6)
            with self.subTest(monday=monday):
                count = calendar.get_work_hours_count(
                    monday.replace(tzinfo=UTC), sunday.replace(tzinfo=UTC)
                )
                self.assertAlmostEqual(time.spent(monday, sunday) / HOUR, count, 3)

    def test_fully_flexible_calendar_counts_every_second(self):
        resource = self.env["resource.resource"].create(
            {"name": "Always there", "calendar_id": False}
        )
        start, end = at("2026-03-06 20:00"), at("2026-03-09 03:00")
        spans = self.calendar()._work_intervals_batch(
            start.replace(tzinfo=UTC), end.replace(tzinfo=UTC), resource
        )[resource.id]
        worked = sum((stop - begin).total_seconds() for begin, stop, _row in spans)
        nobody = self.env["resource.calendar"]
        self.assertEqual(nobody._timeline("hours").spent(start, end), worked)

    def test_changed_hours_count_at_once(self):
        calendar = self.random_calendar(two_weeks=False)
        before = calendar._timeline("hours")
        calendar.attendance_ids = [Command.clear()]
        self.assertIsNot(calendar._timeline("hours"), before)
        day = Datetime.now()
        self.assertIsNone(calendar._timeline("hours").reach(day, HOUR))
