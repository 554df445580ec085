from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.service_catalog.tests.sla_case import (
    MONDAY,
    TUESDAY,
    SlaCase,
)


@tagged("post_install", "-at_install")
class TestSlaPolicies(SlaCase):
    def test_each_kind_of_policy_has_its_clock(self):
        request = self.opened()
        due = {clock.kind: str(clock.due_at) for clock in request.clock_ids}
        self.assertEqual(
            due,
            {
                "acknowledge": TUESDAY + "17:00:00",
                "respond": MONDAY + "14:00:00",
                "resolve": "2026-03-04 10:00:00",
                "statutory": "2026-03-12 23:59:59",
            },
        )
        self.assertEqual(str(request.due_at), "2026-03-04 10:00:00")

    def test_earliest_deadline_is_shown_without_a_time_to_resolve(self):
        self.pothole.sla_policy_id = False
        request = self.opened(service="test_pothole", address="Park Avenue")
        self.assertEqual(str(request.due_at), MONDAY + "14:00:00")

    def test_notification_acknowledges_and_start_of_work_responds(self):
        request = self.opened()
        self.assertEqual(self.states(request)["acknowledge"], "met")
        self.assertEqual(self.states(request)["respond"], "running")
        with self.at(MONDAY + "13:00"):
            request._change_state("in_progress")
        self.assertEqual(
            self.states(request),
            {
                "acknowledge": "met",
                "respond": "met",
                "resolve": "running",
                "statutory": "running",
            },
        )

    def test_request_without_notification_waits_to_be_acknowledged(self):
        with self.at(MONDAY + "10:00"):
            request = self.env["service.request"].create({"service_id": self.bin.id})
        self.assertEqual(self.states(request)["acknowledge"], "running")
        with self.at(MONDAY + "11:00"):
            request.with_user(self.officer).message_post(
                body="We are on it.",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        self.assertEqual(self.states(request)["acknowledge"], "met")
        self.assertEqual(self.states(request)["respond"], "met")

    def test_note_or_message_of_the_constituent_is_no_response(self):
        request = self.opened()
        request.with_user(self.officer).message_post(body="Who knows the street?")
        request.message_post(
            body="And?",
            author_id=self.jane.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertEqual(self.states(request)["respond"], "running")

    def test_waiting_pauses_the_clocks_that_may_pause(self):
        request = self.opened()
        with self.at(MONDAY + "12:00"):
            request._change_state("waiting")
        states = self.states(request)
        self.assertEqual(
            (states["resolve"], states["statutory"]), ("paused", "running")
        )

    def test_closing_stops_all_clocks_and_reopening_resumes_them(self):
        request = self.opened()
        with self.at(MONDAY + "12:00"):
            request._change_state("closed", outcome="fixed")
        self.assertEqual(set(self.states(request).values()), {"met"})
        with self.at(TUESDAY + "12:00"):
            request._change_state("open")
        self.assertEqual(
            self.states(request),
            {
                "acknowledge": "met",
                "respond": "met",
                "resolve": "running",
                "statutory": "running",
            },
        )

    def test_first_matching_policy_of_a_kind_applies(self):
        self.make_sla_policy(
            "Urgent",
            kind="resolve",
            hours=1,
            scope="fitting",
            asked_priority="2",
            sequence=1,
        )
        self.assertEqual(str(self.opened().due_at), "2026-03-04 10:00:00")
        urgent = self.opened()
        with self.at(MONDAY + "10:00"):
            urgent.priority = "2"
        self.assertEqual(str(urgent.due_at), MONDAY + "11:00:00")

    def test_request_created_in_a_later_state_has_matching_clocks(self):
        request = self.env["service.request"].create(
            {
                "service_id": self.bin.id,
                "opened_at": MONDAY + "10:00:00",
                "closed_at": MONDAY + "15:00:00",
                "phase": "closed",
                "outcome_id": self.env["service.outcome"].search([], limit=1).id,
            }
        )
        self.assertEqual(self.states(request), {"resolve": "met", "statutory": "met"})

    def test_clock_state_is_described_in_words(self):
        request = self.opened()
        resolve, by_law = (self.clock(request, one) for one in ("resolve", "statutory"))
        with self.at(MONDAY + "11:30"):
            self.env.invalidate_all()
            self.assertEqual(resolve.remaining, "14 h 30 min of working time left")
            self.assertEqual(by_law.remaining, "10 days left")
            request._change_state("waiting")
            self.env.invalidate_all()
            self.assertEqual(
                resolve.remaining, "waiting, with 14 h 30 min of working time left"
            )
            request._change_state("in_progress")
        with self.at("2026-03-06 13:00"):
            self.env.invalidate_all()
            self.assertEqual(resolve.remaining, "late by 2 days")
        self.assertEqual(self.clock(request, "acknowledge").remaining, "done in time")

    def test_invalid_policy_is_refused(self):
        for values, error in (
            ({"hours": 0}, "IntegrityError"),
            ({"unit": "days", "days": 0}, "IntegrityError"),
            ({"warn_share": 100}, "IntegrityError"),
            ({"warn": "hours", "warn_hours": 20}, "ValidationError"),
        ):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(Exception) as caught,
                self.env.cr.savepoint(),
            ):
                self.two_days.write(values)
                self.env.flush_all()
            names = [one.__name__ for one in type(caught.exception).__mro__]
            self.assertIn(error, names)
