from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


@tagged("post_install", "-at_install")
class TestSatisfaction(ServiceCatalogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = new_test_user(
            cls.env, "test_lead", "constituent_crm.group_service_officer"
        )
        cls.waste.lead_id = cls.lead

    def closed(self):
        request = self.open_request()
        request._move("closed", outcome="fixed")
        return request

    def test_a_poor_answer_is_followed_up_by_the_lead_of_the_team_once(self):
        request = self.closed()
        request._rate("2", "The <b>lid</b> is broken")
        (activity,) = request.activity_ids
        self.assertEqual(activity.user_id, self.lead)
        self.assertIn("Dissatisfied", activity.summary)
        self.assertIn("&lt;b&gt;lid", activity.note)
        request._rate("1", "Really")
        self.assertEqual(request.activity_ids, activity)

    def test_a_good_answer_needs_no_follow_up(self):
        request = self.closed()
        request._rate("3")
        self.assertFalse(request.activity_ids)

    def test_without_anybody_to_follow_up_it_is_noted(self):
        self.waste.write({"lead_id": False, "member_ids": [(5, 0)]})
        request = self.closed()
        request._rate("1")
        self.assertIn("Very dissatisfied", request.message_ids[0].body)

    def test_response_rate_and_mean_are_of_those_who_were_asked(self):
        asked, answered, unasked = self.closed(), self.closed(), self.closed()
        (asked | answered)._note_asked()
        answered._rate("4")
        Request = self.env["service.request"]
        action = self.env.ref("service_catalog.service_satisfaction_action")
        domain = [
            ("satisfaction_asked_at", "!=", False),
            ("id", "in", (asked | answered | unasked).ids),
        ]
        self.assertIn("satisfaction_asked_at", action.domain)
        ((rate,),) = Request._read_group(domain, [], ["response_rate:avg"])
        self.assertEqual(rate, 50)
        rated = [*domain, ("satisfaction", "!=", False)]
        ((mean,),) = Request._read_group(rated, [], ["satisfaction_points:avg"])
        self.assertEqual(mean, 4)

    def test_asking_is_noted_once(self):
        with self.at("2026-03-02T10:00:00"):
            request = self.closed()
            request._note_asked()
            first = request.satisfaction_asked_at
        with self.at("2026-03-03T10:00:00"):
            request._note_asked()
        self.assertEqual(request.satisfaction_asked_at, first)

    def test_an_open_request_is_not_rated(self):
        with self.assertRaises(UserError):
            self.open_request()._rate("5")
