from odoo.fields import Datetime
from odoo.tests import tagged

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase

MONDAY = "2026-03-02 "  # London is on UTC
SUMMER_FRIDAY = "2026-07-03 "  # London is an hour ahead of UTC


@tagged("post_install", "-at_install")
class TestDeadlines(ServiceCatalogCase):
    """Two working days of 9 to 17, London time."""

    def opened(self, moment, **values):
        with self.at(moment):
            return self.open_request(**values)

    def assertDue(self, request, moment):
        self.assertEqual(request.due_at, Datetime.to_datetime(moment))

    def test_only_working_hours_count(self):
        self.assertDue(self.opened(MONDAY + "10:00"), "2026-03-04 10:00:00")

    def test_request_opened_at_night_starts_in_the_morning(self):
        self.assertDue(self.opened(MONDAY + "23:30"), "2026-03-04 17:00:00")

    def test_weekend_does_not_count_and_summer_time_is_observed(self):
        # 15:00 UTC on Friday is 16:00 in London: one hour, then eight, then seven.
        request = self.opened(SUMMER_FRIDAY + "15:00")
        self.assertDue(request, "2026-07-07 15:00:00")

    def test_start_of_summer_time_moves_utc_and_not_the_day(self):
        self.assertDue(self.opened("2026-03-27 10:00"), "2026-03-31 09:00:00")

    def test_a_calendar_of_another_zone_counts_in_that_zone(self):
        self.office_hours.tz = "America/New_York"
        self.assertDue(self.opened(MONDAY + "10:00"), "2026-03-03 22:00:00")

    def test_the_users_zone_does_not_matter(self):
        self.env.user.tz = "Asia/Tokyo"
        self.assertDue(self.opened(MONDAY + "10:00"), "2026-03-04 10:00:00")

    def test_holidays_of_the_council_do_not_count(self):
        self.holiday(self.env.company)
        self.assertDue(self.opened(MONDAY + "10:00"), "2026-03-05 10:00:00")

    def test_holidays_of_other_companies_count(self):
        self.holiday(self.env["res.company"].create({"name": "Elsewhere"}))
        self.assertDue(self.opened(MONDAY + "10:00"), "2026-03-04 10:00:00")

    def holiday(self, company):
        leave = self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": False,
                "date_from": "2026-03-03 00:00:00",
                "date_to": "2026-03-03 23:59:59",
            }
        )
        # Core computes it from who is logged in.
        self.env.flush_all()
        leave.company_id = company

    def test_waiting_for_the_constituent_does_not_count(self):
        request = self.opened(MONDAY + "10:00")
        with self.at(MONDAY + "12:00"):
            request._change_state("waiting")
        self.assertEqual(request.sla_state, "paused")
        with self.at("2026-03-05 09:00"):
            request._change_state("in_progress")
        # Two hours used, fourteen left from Thursday nine o'clock.
        self.assertDue(request, "2026-03-06 15:00:00")
        self.assertEqual(request.sla_state, "running")

    def test_closing_in_time_meets_the_deadline_and_later_misses_it(self):
        timely, late = (self.opened(MONDAY + "10:00") for _ in range(2))
        with self.at("2026-03-04 09:59"):
            timely._change_state("closed", outcome="fixed")
        with self.at("2026-03-04 10:01"):
            late._change_state("closed", outcome="fixed")
        self.assertEqual((timely.sla_state, late.sla_state), ("met", "missed"))

    def test_overdue_request_is_shown_at_once_and_searchable(self):
        request = self.opened(MONDAY + "10:00")
        overdue = [("is_overdue", "=", True), ("id", "=", request.id)]
        with self.at("2026-03-04 09:00"):
            request.invalidate_recordset(["is_overdue"])
            self.assertFalse(request.is_overdue)
            self.assertFalse(request.search(overdue))
        with self.at("2026-03-04 11:00"):
            request.invalidate_recordset(["is_overdue"])
            self.assertTrue(request.is_overdue)
            self.assertEqual(request.search(overdue), request)

    def test_shown_deadline_agrees_with_the_time(self):
        request = self.opened(MONDAY + "10:00")
        for moment, shown in (("09:00", "running"), ("11:00", "missed")):
            with self.subTest(moment), self.at(f"2026-03-04 {moment}"):
                request.invalidate_recordset(["sla_state_now"])
                self.assertEqual(request.sla_state, "running", "not yet marked")
                self.assertEqual(request.sla_state_now, shown)
        with self.at("2026-03-04 09:30"):
            request._change_state("closed", outcome="fixed")
        with self.at("2026-03-04 11:00"):
            request.invalidate_recordset(["sla_state_now"])
            self.assertEqual(request.sla_state_now, "met")

    def test_scheduled_action_marks_missed_deadlines_and_notifies_the_officer(self):
        request = self.opened(MONDAY + "10:00", user_id=self.officer.id)
        with self.at("2026-03-04 11:00"), self.enter_registry_test_mode():
            self.env.ref(
                "service_catalog.cron_escalate_deadlines"
            ).method_direct_trigger()
        self.assertEqual(request.sla_state, "missed")
        self.assertEqual(request.activity_ids.user_id, self.officer)

    def test_missed_deadline_stays_missed(self):
        request = self.opened(MONDAY + "10:00")
        with self.at("2026-03-04 11:00"):
            request._change_state("waiting")
            request._change_state("in_progress")
        self.assertEqual(request.sla_state, "missed")
        self.assertDue(request, "2026-03-04 10:00:00")

    def test_reopened_request_resumes_with_the_remaining_time(self):
        request = self.opened(MONDAY + "10:00")
        with self.at(MONDAY + "16:00"):
            request._change_state("closed", outcome="fixed")
        with self.at("2026-03-09 09:00"):
            request._change_state("open")
        self.assertDue(request, "2026-03-10 11:00:00")

    def test_another_service_has_another_deadline(self):
        request = self.opened(MONDAY + "10:00")
        self.pothole.sla_policy_id = self.two_days.copy({"hours": 8})
        with self.at(MONDAY + "11:00"):
            request.service_id = self.pothole
        self.assertDue(request, "2026-03-03 10:00:00")

    def test_a_service_without_deadline_has_no_due_time(self):
        self.bin.sla_policy_id = False
        request = self.opened(MONDAY + "10:00")
        self.assertFalse(request.due_at or request.sla_state or request.is_overdue)

    def test_a_calendar_without_hours_gives_no_due_time(self):
        self.office_hours.attendance_ids.unlink()
        request = self.opened(MONDAY + "10:00")
        self.assertFalse(request.due_at)
        request._change_state("closed", outcome="fixed")
        self.assertEqual(request.sla_state, "met")

    def test_sla_policy_is_described_in_words(self):
        policy = self.two_days.copy({"unit": "calendar_days", "days": 84})
        self.assertEqual(policy.promise, "12 weeks")
        policy.days = 7
        self.assertEqual(policy.promise, "7 calendar days")
        policy.write({"unit": "days", "days": 1})
        self.assertEqual(policy.promise, "1 working day")
