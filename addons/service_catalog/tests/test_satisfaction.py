from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


@tagged("post_install", "-at_install")
class TestSatisfaction(ServiceCatalogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls.make_user("test_lead", "service_officer")
        cls.waste.lead_id = cls.lead

    def closed(self):
        request = self.open_request()
        request._change_state("closed", outcome="fixed")
        return request

    def test_poor_rating_is_followed_up_by_the_team_lead_once(self):
        request = self.closed()
        request._rate("2", "The <b>lid</b> is broken")
        (activity,) = request.activity_ids
        self.assertEqual(activity.user_id, self.lead)
        self.assertIn("Dissatisfied", activity.summary)
        self.assertIn("&lt;b&gt;lid", activity.note)
        request._rate("1", "Really")
        self.assertEqual(request.activity_ids, activity)

    def test_good_rating_needs_no_follow_up(self):
        request = self.closed()
        request._rate("3")
        self.assertFalse(request.activity_ids)

    def test_poor_rating_without_an_officer_is_noted(self):
        self.waste.write({"lead_id": False, "member_ids": [(5, 0)]})
        request = self.closed()
        request._rate("1")
        self.assertIn("Very dissatisfied", request.message_ids[0].body)

    def test_response_rate_and_mean_are_of_people_asked(self):
        silent, happy, fair = (self.closed() for _one in range(3))
        unasked = self.open_request(partner_id=False)
        unasked._change_state("closed", outcome="fixed")
        (silent | happy | fair)._mark_rating_requested()
        happy._rate("5")
        fair._rate("4")
        every = [("request_id", "in", (silent | happy | fair | unasked).ids)]
        Satisfaction = self.env["service.satisfaction"].with_user(self.officer)
        figures = ["__count", "response_rate:avg", "points:avg"]
        ((count, rate, points),) = Satisfaction._read_group(every, [], figures)
        self.assertEqual((count, points), (3, 4.5))
        self.assertAlmostEqual(rate, 200 / 3, 3)

    def test_each_co_reporter_is_asked_and_counted(self):
        request = self.open_request()
        people = self.env["res.partner"].create(
            [{"name": f"Neighbour {n}", "is_constituent": True} for n in range(2)]
        )
        happy, silent = (
            request._add_co_report(request, {"partner_id": one.id, "channel": "sms"})
            for one in people
        )
        request._change_state("closed", outcome="fixed")
        request._rate("1")
        happy._rate("5")
        silent._mark_rating_requested()
        Satisfaction = self.env["service.satisfaction"].with_user(self.officer)
        asked = Satisfaction.search([("request_id", "=", request.id)])
        self.assertEqual(len(asked), 3)
        self.assertEqual(sum(asked.mapped("points")), 6)
        joined = asked.filtered("co_report_id")
        self.assertEqual(joined.co_report_id, happy | silent)
        self.assertEqual(joined.channel_id.code, "sms")
        self.assertEqual(sorted(joined.mapped("response_rate")), [0, 100])

    def test_service_officer_reads_ratings_of_own_teams(self):
        own = self.closed()
        other = self.open_request("test_pothole", address="Park Avenue")
        other._change_state("closed", outcome="fixed")
        (own | other)._mark_rating_requested()
        Satisfaction = self.env["service.satisfaction"]
        asked = [("request_id", "in", (own | other).ids)]
        seen = Satisfaction.with_user(self.crewman).search(asked)
        self.assertEqual(seen.request_id, own)
        with self.assertRaises(AccessError):
            Satisfaction.with_user(self.analyst).search(asked)

    def test_request_for_a_rating_is_noted_once(self):
        with self.at("2026-03-02T10:00:00"):
            request = self.closed()
            request._mark_rating_requested()
            first = request.satisfaction_asked_at
        with self.at("2026-03-03T10:00:00"):
            request._mark_rating_requested()
        self.assertEqual(request.satisfaction_asked_at, first)

    def test_an_open_request_is_not_rated(self):
        with self.assertRaises(UserError):
            self.open_request()._rate("5")
