from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged

from .nearby_case import LATITUDE, LONGITUDE, Street
from .test_nearby import PIXEL


@tagged("post_install", "-at_install")
class TestJoin(Street, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()

    def setUp(self):
        super().setUp()
        self.request = self.hole(description="Jane's own words")

    def test_nothing_of_the_first_one_is_shown_to_them(self):
        request = self.open_request(
            partner_id=self.jane.id,
            description="Jane's own words",
            answers={"which": "brown"},
        )
        request.sent_file_ids = self.env["ir.attachment"].create({"name": "jane.txt"})
        self.join(request, self.env["res.partner"])
        report = self.join(request)
        seen = report._as_seen_by_co_reporter()
        self.assertNotIn("Jane", seen.description or "")
        for name in (
            "answer_ids",
            "sent_file_ids",
            "message_ids",
            "active_co_report_ids",
        ):
            with self.subTest(name):
                self.assertTrue(request[name].ids)
                self.assertFalse(seen[name].ids)

    def test_their_own_answers_are(self):
        request = self.open_request(answers={"which": "brown"})
        report = self.join(request, answers={"which": "blue"})
        (answer,) = report._as_seen_by_co_reporter().answer_ids
        self.assertEqual(answer.text, "Blue bin")
        self.assertEqual(report.answer_text, f"{answer.name}: Blue bin")

    def test_what_a_nameless_one_says_is_not_taken_for_the_firsts(self):
        report = self.join(self.request, self.env["res.partner"])
        before = self.request.interaction_ids
        report._reply("It is deeper now")
        self.request._change_state("closed", outcome="fixed")
        report._dispute("It is still there")
        said = self.request.interaction_ids - before
        self.assertEqual(len(said), 2)
        self.assertFalse(said.partner_id)

    def test_what_they_show_is_seen_on_the_request(self):
        report = self.join(self.request, attachments=[("hole.png", PIXEL)])
        other = self.join(self.hole(), attachments=[("other.png", PIXEL)])
        officer = self.env(user=self.officer)
        both = officer["service.request"].browse((report | other).request_id.ids)
        self.assertEqual(both[0].photo_ids.mapped("name"), ["hole.png"])
        self.assertEqual(both[1].photo_ids.mapped("name"), ["other.png"])
        self.assertEqual((report.photo_count, report.photo_ids.name), (1, "hole.png"))
        report._withdraw_co_report()
        self.env.invalidate_all()
        self.assertFalse(self.request.photo_ids)

    def test_one_case_has_many_reporters(self):
        self.assertEqual(self.request.reporter_count, 1)
        report = self.join(self.request, description="A hole!", channel="sms")
        self.assertEqual(self.request.reporter_count, 2)
        self.assertEqual(report.channel_id.code, "sms")
        self.join(self.request, self.env["res.partner"])
        self.assertEqual(self.request.reporter_count, 3)

    def test_most_reported_come_first(self):
        other = self.hole(400)
        self.join(other)
        found = self.env["service.request"].search(
            [("id", "in", (self.request | other).ids)], order="reporter_count desc"
        )
        self.assertEqual(found[0], other)

    def test_who_has_joined_joins_once_and_adds_to_it(self):
        first = self.join(self.request, description="A hole!")
        again = self.join(self.request, description="It is deeper now")
        self.assertEqual(first, again)
        self.assertEqual(first.description, "A hole!\n\nIt is deeper now")
        self.assertEqual(self.request.reporter_count, 2)

    def test_the_same_sending_joins_once(self):
        nobody = self.env["res.partner"]
        first = self.join(self.request, nobody, source_key="mail,1")
        self.assertEqual(first, self.join(self.request, nobody, source_key="mail,1"))

    def test_nobody_joins_their_own(self):
        with self.assertRaisesRegex(UserError, "their own request"):
            self.join(self.request, self.jane)

    def test_nobody_joins_what_has_ended(self):
        self.request._change_state("closed", outcome="fixed")
        with self.assertRaisesRegex(UserError, "not open any longer"):
            self.join(self.request)

    def test_answers_that_do_not_fit_are_told(self):
        request = self.open_request(answers={"which": "brown"})
        with self.assertRaises(ValidationError):
            self.join(request, answers={"which": "purple"})

    def test_each_is_told_and_sees_their_own(self):
        report = self.join(self.request, description="Ken's words", channel="sms")
        jane, ken = self.request._recipients()
        self.assertEqual((jane.partner, jane.request), (self.jane, self.request))
        self.assertEqual((ken.partner, ken.request.partner_id), (self.ken, self.ken))
        self.assertEqual(ken.request.description, "Ken's words")
        self.assertEqual(ken.request.channel_id.code, "sms")
        self.assertEqual(ken.request.reference, self.request.reference)
        self.assertNotEqual(ken.tracking_url, jane.tracking_url)
        self.assertIn(report.sudo().access_token, ken.tracking_url)
        # Looking through their eyes has changed nothing.
        self.env.flush_all()
        self.assertEqual(self.request.partner_id, self.jane)
        self.assertEqual(self.request.description, "Jane's own words")

    def test_the_token_opens_the_report_and_nothing_else_does(self):
        Report = self.env["service.co.report"]
        report = self.join(self.request)
        self.assertEqual(Report._by_token(report.sudo().access_token), report)
        for text in ("", False, self.request.access_token, "x"):
            self.assertFalse(Report._by_token(text))

    def test_who_leaves_is_told_no_more(self):
        report = self.join(self.request, description="A hole!")
        report._withdraw_co_report()
        self.assertEqual(self.request.reporter_count, 1)
        self.assertEqual(len(self.request._recipients()), 1)
        self.assertEqual(report.description, "A hole!")
        with self.assertRaisesRegex(
            UserError, "This co-reporter has already left the request"
        ):
            report._withdraw_co_report()
        self.assertNotEqual(self.join(self.request), report)

    def test_who_leaves_gets_a_request_of_what_they_had_said(self):
        report = self.join(
            self.request,
            description="A hole!",
            latitude=LATITUDE,
            longitude=LONGITUDE,
            channel="email",
            attachments=[("hole.png", PIXEL)],
        )
        own = report._withdraw_co_report(own=True)
        self.assertEqual(own.partner_id, self.ken)
        self.assertEqual(own.description, "A hole!")
        self.assertEqual(own._photos().name, "hole.png")
        self.assertAlmostEqual(own.latitude, LATITUDE)
        self.assertEqual(own.channel_id.code, "email")
        self.assertEqual(report.separate_request_id, own)
        # They have just said that it is not the same.
        self.assertFalse(own.duplicate_count)

    def test_their_answers_come_along_and_what_they_were_not_asked_is_not_missing(self):
        self.which.is_required = True
        request = self.open_request(answers={"which": "brown"})
        with_answer = self.join(request, answers={"which": "blue"})
        own = with_answer._withdraw_co_report(own=True)
        self.assertEqual(own.answer_ids.text, "Blue bin")
        without = self.join(request, self.env["res.partner"])
        self.assertFalse(without._withdraw_co_report(own=True).answer_ids)

    def test_joining_does_not_cost_more_with_more_reporters(self):
        for _number in range(5):
            self.join(self.request, self.env["res.partner"])
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(45):
            self.join(self.request)
            self.env.flush_all()

    def test_staff_see_reports_of_their_requests_and_write_none(self):
        report = self.join(self.request)
        paver = new_test_user(
            self.env, "test_paver", "constituent_crm.group_service_officer"
        )
        self.roads.member_ids = paver
        self.assertTrue(report.with_user(paver).read(["description"]))
        for user in (self.crewman, self.analyst):
            with self.assertRaises(AccessError):
                report.with_user(user).read(["description"])
        for user in (self.officer, paver):
            with self.assertRaises(AccessError):
                report.with_user(user).left_at = "2026-01-01"
            with self.assertRaises(AccessError):
                report.with_user(user).read(["access_token"])
        report.with_user(self.officer).action_leave()
        self.assertTrue(report.left_at)
        with self.assertRaises(AccessError):
            self.join(self.request).with_user(self.crewman).action_leave()

    def test_each_says_what_they_think_of_it(self):
        report = self.join(self.request)
        with self.assertRaisesRegex(UserError, "after it is closed"):
            report._rate("5")
        self.request._change_state("closed", outcome="fixed")
        report._rate("1", "Still bumpy")
        self.assertEqual((report.satisfaction, self.request.satisfaction), ("1", False))
        self.assertIn(self.ken.name, self.followed_up(self.request))
        with self.assertRaisesRegex(UserError, "one of the five"):
            report._rate("6")

    def followed_up(self, request):
        told = request.activity_ids.mapped("summary") + request.message_ids.mapped(
            "body"
        )
        return " ".join(filter(None, told))

    def test_reopening_tells_all(self):
        self.join(self.request)
        self.request._change_state("closed", outcome="fixed")
        self.request._dispute("Not done")
        self.assertEqual(len(self.request._recipients()), 2)

    # The person

    def test_erasing_somebody_leaves_that_they_had_reported_it(self):
        report = self.join(
            self.request, description="I am Ken", attachments=[("k.png", PIXEL)]
        )
        token = report.sudo().access_token
        self.ken._erase()
        self.assertFalse(self.ken.exists())
        self.assertFalse(report.partner_id or report.description or report._photos())
        self.assertFalse(report._by_token(token))
        self.assertEqual(self.request.reporter_count, 2)

    def test_subject_access_tells_what_they_said_and_no_secret(self):
        told = self.env["service.co.report"]._subject_access_fields()
        self.assertLessEqual({"description", "joined_at", "request_id"}, set(told))
        self.assertFalse({"access_token", "source_key"} & set(told))

    def test_two_records_of_one_person_have_reported_it_once(self):
        self.join(self.request)
        twin = self.env["res.partner"].create({"name": "Ken", "is_constituent": True})
        self.join(self.request, twin)
        self.assertEqual(self.request.reporter_count, 3)
        twin._prepare_merge_into(self.ken)
        self.assertEqual(self.request.reporter_count, 2)
        self.ken._prepare_merge_into(self.jane)
        self.assertEqual(self.request.reporter_count, 1)
        self.assertEqual(len(self.request._recipients()), 1)
