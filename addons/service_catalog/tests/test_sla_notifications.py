from odoo.tests import tagged

from odoo.addons.service_catalog.tests.sla_case import MONDAY, SlaCase


@tagged("post_install", "-at_install")
class TestSlaNotifications(SlaCase):
    def test_clock_is_at_risk_after_its_share_of_the_time(self):
        request = self.opened()
        at_risk = [("is_at_risk", "=", True), ("id", "=", request.id)]
        # 80 % of four hours; the answer is what is due first.
        for moment, risky in ((MONDAY + "13:11", False), (MONDAY + "13:12", True)):
            with self.at(moment), self.subTest(moment=moment):
                request.invalidate_recordset(["is_at_risk"])
                self.assertEqual(request.is_at_risk, risky)
                self.assertEqual(bool(request.search(at_risk)), risky)

    def test_officer_or_team_lead_is_warned_once(self):
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

    def test_breach_notifies_the_officer_and_named_users_once(self):
        self.respond.escalate_user_ids = self.chief
        self.respond.escalates_to_lead = True
        request = self.opened(user_id=self.officer.id)
        for moment in (MONDAY + "14:01", MONDAY + "14:30"):
            self.run_cron(moment)
        self.assertEqual(self.states(request)["respond"], "missed")
        notified = self.officer | self.chief | self.lead
        self.assertEqual(len(request.activity_ids), 3)
        self.assertEqual(request.activity_ids.user_id, notified)
        messages = request.message_ids.filtered(
            lambda message: "Missed" in (message.body or "")
        )
        self.assertEqual(len(messages), 1)
        self.assertEqual(messages.notified_partner_ids, notified.partner_id)

    def test_users_without_access_are_not_notified(self):
        self.roads.member_ids = self.crewman
        self.waste.member_ids = False
        self.respond.escalate_user_ids = self.crewman
        request = self.opened()
        self.run_cron(MONDAY + "14:01")
        self.assertFalse(request.activity_ids)
        self.assertTrue(self.clock(request, "respond").escalated_at)

    def test_breach_before_a_pause_is_notified(self):
        request = self.opened(user_id=self.officer.id)
        with self.at("2026-03-04 11:00"):
            request._change_state("waiting")
        self.assertEqual(self.states(request)["resolve"], "missed")
        self.run_cron("2026-03-04 11:15")
        self.assertTrue(self.clock(request, "resolve").escalated_at)

    def test_completed_late_clock_is_not_notified(self):
        request = self.opened(user_id=self.officer.id)
        with self.at("2026-03-04 11:00"):
            request._change_state("closed", outcome="fixed")
        self.run_cron("2026-03-04 11:15")
        self.assertFalse(request.activity_ids)
