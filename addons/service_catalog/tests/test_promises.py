from odoo.fields import Datetime
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase

MONDAY = "2026-03-02 "
TUESDAY = "2026-03-03 "


class PromisesCase(ServiceCatalogCase):
    """All is acknowledged the next working day and answered in four working hours;
    a bin is emptied in two days, and looked at by law in ten calendar days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        fitting = [("scope", "=", "fitting")]
        cls.env["service.sla.policy"].search(fitting).active = False
        cls.lead, cls.chief = (
            new_test_user(cls.env, f"test_{name}", "constituent_crm.group_officer")
            for name in ("lead", "chief")
        )
        cls.waste.lead_id = cls.lead
        cls.acknowledge, cls.respond, cls.by_law = cls.env["service.sla.policy"].create(
            [
                {
                    "name": "Next day",
                    "kind": "acknowledge",
                    "unit": "days",
                    "days": 1,
                    "scope": "fitting",
                },
                {
                    "name": "Half a day",
                    "kind": "respond",
                    "hours": 4,
                    "scope": "fitting",
                },
                {
                    "name": "Act of 2026",
                    "kind": "statutory",
                    "unit": "calendar_days",
                    "days": 10,
                    "scope": "fitting",
                    "service_ids": cls.bin.ids,
                },
            ]
        )

    def opened(self, moment=MONDAY + "10:00", **values):
        with self.at(moment):
            return self.open_request(**values)

    def clock(self, request, kind):
        return request.clock_ids.filtered(lambda clock: clock.kind == kind)

    def states(self, request):
        return {clock.kind: clock.state for clock in request.clock_ids}

    def run_cron(self, moment, name="cron_mark_missed"):
        with self.at(moment), self.enter_registry_test_mode():
            self.env.ref(f"service_catalog.{name}").method_direct_trigger()


@tagged("post_install", "-at_install")
class TestPromises(PromisesCase):
    def test_each_kind_has_its_clock(self):
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

    def test_without_a_time_to_resolve_the_earliest_is_the_request_s(self):
        self.pothole.sla_policy_id = False
        request = self.opened(service="test_pothole", address="Park Avenue")
        self.assertEqual(str(request.due_at), MONDAY + "14:00:00")

    def test_acknowledged_when_it_is_told_answered_when_it_is_begun(self):
        request = self.opened()
        self.assertEqual(self.states(request)["acknowledge"], "met")
        self.assertEqual(self.states(request)["respond"], "running")
        with self.at(MONDAY + "13:00"):
            request._move("in_progress")
        self.assertEqual(
            self.states(request),
            {
                "acknowledge": "met",
                "respond": "met",
                "resolve": "running",
                "statutory": "running",
            },
        )

    def test_a_request_that_nobody_was_told_of_waits_to_be_acknowledged(self):
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

    def test_a_note_or_the_constituent_s_own_words_are_no_answer(self):
        request = self.opened()
        request.with_user(self.officer).message_post(body="Who knows the street?")
        request.message_post(
            body="And?",
            author_id=self.jane.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertEqual(self.states(request)["respond"], "running")

    def test_waiting_pauses_what_may_pause(self):
        request = self.opened()
        with self.at(MONDAY + "12:00"):
            request._move("waiting")
        states = self.states(request)
        self.assertEqual(
            (states["resolve"], states["statutory"]), ("paused", "running")
        )

    def test_closing_stops_all_and_reopening_resumes_what_closing_ends(self):
        request = self.opened()
        with self.at(MONDAY + "12:00"):
            request._move("closed", outcome="fixed")
        self.assertEqual(set(self.states(request).values()), {"met"})
        with self.at(TUESDAY + "12:00"):
            request._move("open")
        self.assertEqual(
            self.states(request),
            {
                "acknowledge": "met",
                "respond": "met",
                "resolve": "running",
                "statutory": "running",
            },
        )

    def test_the_first_policy_that_fits_decides_for_its_kind(self):
        self.env["service.sla.policy"].create(
            {
                "name": "Urgent",
                "kind": "resolve",
                "hours": 1,
                "scope": "fitting",
                "asked_priority": "2",
                "sequence": 1,
            }
        )
        self.assertEqual(str(self.opened().due_at), "2026-03-04 10:00:00")
        urgent = self.opened()
        with self.at(MONDAY + "10:00"):
            urgent.priority = "2"
        self.assertEqual(str(urgent.due_at), MONDAY + "11:00:00")

    def test_a_request_entered_with_its_later_state_has_clocks_to_match(self):
        request = self.env["service.request"].create(
            {
                "service_id": self.bin.id,
                "opened_at": MONDAY + "10:00:00",
                "closed_at": MONDAY + "15:00:00",
                "state": "closed",
                "outcome_id": self.env["service.outcome"].search([], limit=1).id,
            }
        )
        self.assertEqual(self.states(request), {"resolve": "met", "statutory": "met"})

    def test_how_it_stands_is_told_in_words(self):
        request = self.opened()
        resolve, by_law = (self.clock(request, one) for one in ("resolve", "statutory"))
        with self.at(MONDAY + "11:30"):
            self.env.invalidate_all()
            self.assertEqual(resolve.remaining, "14 h 30 min of working time left")
            self.assertEqual(by_law.remaining, "10 days left")
            request._move("waiting")
            self.env.invalidate_all()
            self.assertEqual(
                resolve.remaining, "waiting, with 14 h 30 min of working time left"
            )
            request._move("in_progress")
        with self.at("2026-03-06 13:00"):
            self.env.invalidate_all()
            self.assertEqual(resolve.remaining, "late by 2 days")
        self.assertEqual(self.clock(request, "acknowledge").remaining, "done in time")

    def test_a_deadline_that_makes_no_sense_is_refused(self):
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


@tagged("post_install", "-at_install")
class TestTelling(PromisesCase):
    def test_at_risk_after_its_share_of_the_time(self):
        request = self.opened()
        at_risk = [("is_at_risk", "=", True), ("id", "=", request.id)]
        # 80 % of four hours; the answer is what is due first.
        for moment, risky in ((MONDAY + "13:11", False), (MONDAY + "13:12", True)):
            with self.at(moment), self.subTest(moment=moment):
                request.invalidate_recordset(["is_at_risk"])
                self.assertEqual(request.is_at_risk, risky)
                self.assertEqual(bool(request.search(at_risk)), risky)

    def test_the_officer_or_else_the_lead_is_warned_once(self):
        request = self.opened()
        theirs = self.opened(user_id=self.officer.id)
        for moment in (MONDAY + "13:12", MONDAY + "13:30"):
            self.run_cron(moment)
        for one, user in ((request, self.lead), (theirs, self.officer)):
            warned = one.message_ids.filtered(
                lambda message: "At risk" in (message.body or "")
            )
            self.assertEqual(len(warned), 1)
            self.assertEqual(warned.notified_partner_ids, user.partner_id)

    def test_a_breach_is_told_once_to_the_officer_and_those_named(self):
        self.respond.escalate_user_ids = self.chief
        self.respond.escalates_to_lead = True
        request = self.opened(user_id=self.officer.id)
        for moment in (MONDAY + "14:01", MONDAY + "14:30"):
            self.run_cron(moment)
        self.assertEqual(self.states(request)["respond"], "missed")
        told = self.officer | self.chief | self.lead
        self.assertEqual(len(request.activity_ids), 3)
        self.assertEqual(request.activity_ids.user_id, told)
        messages = request.message_ids.filtered(
            lambda message: "Missed" in (message.body or "")
        )
        self.assertEqual(len(messages), 1)
        self.assertEqual(messages.notified_partner_ids, told.partner_id)

    def test_who_may_not_see_the_request_is_not_told_of_it(self):
        self.roads.member_ids = self.crewman
        self.waste.member_ids = False
        self.respond.escalate_user_ids = self.crewman
        request = self.opened()
        self.run_cron(MONDAY + "14:01")
        self.assertFalse(request.activity_ids)
        self.assertTrue(self.clock(request, "respond").escalated_at)

    def test_what_was_late_when_it_paused_is_told_too(self):
        request = self.opened(user_id=self.officer.id)
        with self.at("2026-03-04 11:00"):
            request._move("waiting")
        self.assertEqual(self.states(request)["resolve"], "missed")
        self.run_cron("2026-03-04 11:15")
        self.assertTrue(self.clock(request, "resolve").escalated_at)

    def test_what_was_done_late_is_told_to_nobody(self):
        request = self.opened(user_id=self.officer.id)
        with self.at("2026-03-04 11:00"):
            request._move("closed", outcome="fixed")
        self.run_cron("2026-03-04 11:15")
        self.assertFalse(request.activity_ids)


@tagged("post_install", "-at_install")
class TestReplanning(PromisesCase):
    def due(self, request, kind="resolve"):
        self.env.invalidate_all()
        return str(self.clock(request, kind).due_at)

    def test_a_longer_promise_is_due_later(self):
        request = self.opened()
        with self.at(MONDAY + "11:00"):
            self.two_days.hours = 24
        self.assertEqual(self.due(request), "2026-03-05 10:00:00")
        self.assertEqual(str(request.due_at), "2026-03-05 10:00:00")

    def test_new_hours_a_holiday_and_its_end_are_followed(self):
        request = self.opened()
        with self.at(MONDAY + "11:00"):
            wednesday = self.office_hours.attendance_ids[2]
            wednesday.hour_from = 10
            self.assertEqual(self.due(request), "2026-03-04 11:00:00")
            wednesday.hour_from = 9
            holiday = self.env["resource.calendar.leaves"].create(
                {
                    "calendar_id": self.office_hours.id,
                    "date_from": TUESDAY + "00:00:00",
                    "date_to": TUESDAY + "23:59:59",
                }
            )
            self.assertEqual(self.due(request), "2026-03-05 10:00:00")
            holiday.unlink()
            self.assertEqual(self.due(request), "2026-03-04 10:00:00")

    def test_another_team_counts_in_its_hours(self):
        night = self.office_hours.copy({"name": "Night"})
        for row in night.attendance_ids:
            row.write({"hour_from": 0, "hour_to": 24})
        request = self.opened()
        with self.at(MONDAY + "11:00"):
            self.roads.resource_calendar_id = night
            request.team_id = self.roads
        # An hour of sixteen is used; fifteen follow at once.
        self.assertEqual(self.due(request), TUESDAY + "02:00:00")
        with self.at(MONDAY + "12:00"):
            self.roads.resource_calendar_id = self.office_hours
        self.assertEqual(self.due(request), "2026-03-04 10:00:00")

    def test_what_is_done_and_what_waits_stays_as_it_is(self):
        done, waiting = self.opened(), self.opened()
        with self.at(MONDAY + "12:00"):
            done._move("closed", outcome="fixed")
            waiting._move("waiting")
            before = self.due(done)
            self.two_days.hours = 24
        self.assertEqual(self.due(done), before)
        self.assertEqual(self.clock(waiting, "resolve").state, "paused")
        with self.at(MONDAY + "12:00"):
            waiting._move("in_progress")
        self.assertEqual(self.due(waiting), "2026-03-05 10:00:00")

    def test_a_promise_that_ends_takes_its_clock_along(self):
        request = self.opened()
        with self.at(MONDAY + "11:00"):
            self.by_law.active = False
        self.env.invalidate_all()
        self.assertFalse(self.clock(request, "statutory"))
        with self.at(MONDAY + "12:00"):
            self.by_law.active = True
        self.env.invalidate_all()
        self.assertEqual(self.due(request, "statutory"), "2026-03-12 23:59:59")

    def test_what_was_late_is_late_no_more_when_there_is_time_again(self):
        request = self.opened()
        self.run_cron("2026-03-04 10:30")
        self.assertEqual(request.sla_state, "missed")
        with self.at("2026-03-04 11:00"):
            self.two_days.hours = 40
        self.env.invalidate_all()
        self.assertEqual(request.sla_state, "running")

    def test_the_summary_in_sql_is_the_one_in_python(self):
        requests = self.opened() | self.opened() | self.opened()
        with self.at(MONDAY + "12:00"):
            requests[0]._move("waiting")
            requests[1]._move("closed", outcome="fixed")
            requests[2].clock_ids.filtered(lambda c: c.kind == "resolve").unlink()
            fields = ["due_at", "sla_state", "at_risk_from"]
            requests.invalidate_recordset(fields)
            self.env.add_to_compute(requests._fields["due_at"], requests)
            computed = requests.read(fields)
            requests._keep_summaries()
        self.assertEqual(requests.read(fields), computed)

    def test_many_are_left_to_the_scheduled_action(self):
        Request = self.env["service.request"]
        with self.at(MONDAY + "10:00"):
            requests = Request.create([{"service_id": self.bin.id}] * 210)
            self.env.flush_all()
            self.two_days.hours = 24
        self.env.invalidate_all()
        self.assertTrue(all(requests.mapped("needs_plan")))
        self.run_cron(MONDAY + "11:00", "cron_replan")
        self.env.invalidate_all()
        self.assertFalse(any(requests.mapped("needs_plan")))
        due = set(requests.mapped("due_at"))
        self.assertEqual(due, {Datetime.to_datetime("2026-03-05 10:00:00")})

    def test_planning_many_asks_as_often_as_planning_few(self):
        Request = self.env["service.request"]
        many = Request.create([{"service_id": self.bin.id}] * 150)

        def planned(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._replan()
            return self.env.cr.sql_log_count - before

        planned(many)
        self.assertLessEqual(planned(many), planned(many[:2]))
        self.assertLess(planned(many), 20)


class TestOpening(PromisesCase):
    """By itself: other addons tell and do more."""

    def test_opening_asks_no_more_often_than_it_must(self):
        self.rule = self.env["service.routing.rule"].create(
            {"name": "Fair", "team_id": self.waste.id, "assign": "load"}
        )
        self.open_request()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(30):
            self.open_request()
            self.env.flush_all()

    def test_many_requests_start_their_clocks_together(self):
        Request = self.env["service.request"]

        def opened(number):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            Request.with_context(tracking_disable=True).create(
                [{"service_id": self.bin.id}] * number
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        opened(2)
        # Of each request, its reference is looked up.
        self.assertLessEqual(opened(25) - 25, opened(2) - 2)
