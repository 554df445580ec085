from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, tagged

from .nearby_case import LATITUDE, LONGITUDE, NearbyCouncil
from .test_nearby import PIXEL


@tagged("post_install", "-at_install")
class TestCoReport(NearbyCouncil, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()

    def setUp(self):
        super().setUp()
        self.request = self.open_pothole(description="Jane's own words")

    def test_co_reporter_sees_nothing_of_the_first_reporter(self):
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

    def test_co_reporter_sees_their_own_answers(self):
        request = self.open_request(answers={"which": "brown"})
        report = self.join(request, answers={"which": "blue"})
        (answer,) = report._as_seen_by_co_reporter().answer_ids
        self.assertEqual(answer.text, "Blue bin")
        self.assertEqual(report.answer_text, f"{answer.name}: Blue bin")

    def test_message_of_an_anonymous_co_reporter_has_no_constituent(self):
        report = self.join(self.request, self.env["res.partner"])
        before = self.request.interaction_ids
        report._reply("It is deeper now")
        self.request._change_state("closed", outcome="fixed")
        report._dispute("It is still there")
        messages = self.request.interaction_ids - before
        self.assertEqual(len(messages), 2)
        self.assertFalse(messages.partner_id)

    def test_photos_of_co_reporters_are_on_the_request(self):
        report = self.join(self.request, attachments=[("hole.png", PIXEL)])
        other = self.join(self.open_pothole(), attachments=[("other.png", PIXEL)])
        officer = self.env(user=self.officer)
        both = officer["service.request"].browse((report | other).request_id.ids)
        self.assertEqual(both[0].photo_ids.mapped("name"), ["hole.png"])
        self.assertEqual(both[1].photo_ids.mapped("name"), ["other.png"])
        self.assertEqual((report.photo_count, report.photo_ids.name), (1, "hole.png"))
        report._withdraw_co_report()
        self.env.invalidate_all()
        self.assertFalse(self.request.photo_ids)

    def test_reporters_are_counted(self):
        self.assertEqual(self.request.reporter_count, 1)
        report = self.join(self.request, description="A hole!", channel="sms")
        self.assertEqual(self.request.reporter_count, 2)
        self.assertEqual(report.channel_id.code, "sms")
        self.join(self.request, self.env["res.partner"])
        self.assertEqual(self.request.reporter_count, 3)

    def test_requests_sort_by_number_of_reporters(self):
        other = self.open_pothole(400)
        self.join(other)
        found = self.env["service.request"].search(
            [("id", "in", (self.request | other).ids)], order="reporter_count desc"
        )
        self.assertEqual(found[0], other)

    def test_second_co_report_of_a_person_is_added_to_the_first(self):
        first = self.join(self.request, description="A hole!")
        again = self.join(self.request, description="It is deeper now")
        self.assertEqual(first, again)
        self.assertEqual(first.description, "A hole!\n\nIt is deeper now")
        self.assertEqual(self.request.reporter_count, 2)

    def test_same_source_key_joins_once(self):
        anonymous = self.env["res.partner"]
        first = self.join(self.request, anonymous, source_key="mail,1")
        self.assertEqual(first, self.join(self.request, anonymous, source_key="mail,1"))

    def test_reporter_does_not_join_their_own_request(self):
        with self.assertRaisesRegex(UserError, "their own request"):
            self.join(self.request, self.jane)

    def test_closed_request_is_not_joined(self):
        self.request._change_state("closed", outcome="fixed")
        with self.assertRaisesRegex(UserError, "not open any longer"):
            self.join(self.request)

    def test_invalid_answers_are_refused(self):
        request = self.open_request(answers={"which": "brown"})
        with self.assertRaises(ValidationError):
            self.join(request, answers={"which": "purple"})

    def test_each_recipient_has_their_own_link_and_description(self):
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

    def test_only_the_token_opens_the_co_report(self):
        Report = self.env["service.co.report"]
        report = self.join(self.request)
        self.assertEqual(Report._by_token(report.sudo().access_token), report)
        for text in ("", False, self.request.access_token, "x"):
            self.assertFalse(Report._by_token(text))

    def test_withdrawn_co_reporter_is_no_recipient(self):
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

    def test_withdrawn_co_report_becomes_a_request(self):
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

    def test_answers_move_to_the_new_request_and_none_are_required(self):
        self.which.is_required = True
        request = self.open_request(answers={"which": "brown"})
        with_answer = self.join(request, answers={"which": "blue"})
        own = with_answer._withdraw_co_report(own=True)
        self.assertEqual(own.answer_ids.text, "Blue bin")
        without = self.join(request, self.env["res.partner"])
        self.assertFalse(without._withdraw_co_report(own=True).answer_ids)

    def test_queries_do_not_grow_with_the_number_of_reporters(self):
        for _number in range(5):
            self.join(self.request, self.env["res.partner"])
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(45):
            self.join(self.request)
            self.env.flush_all()

    def test_staff_read_co_reports_of_their_requests_and_write_none(self):
        report = self.join(self.request)
        road_officer = self.make_user("test_paver", "service_officer")
        self.roads.member_ids = road_officer
        self.assertTrue(report.with_user(road_officer).read(["description"]))
        for user in (self.crewman, self.analyst):
            with self.assertRaises(AccessError):
                report.with_user(user).read(["description"])
        for user in (self.officer, road_officer):
            with self.assertRaises(AccessError):
                report.with_user(user).left_at = "2026-01-01"
            with self.assertRaises(AccessError):
                report.with_user(user).read(["access_token"])
        report.with_user(self.officer).action_leave()
        self.assertTrue(report.left_at)
        with self.assertRaises(AccessError):
            self.join(self.request).with_user(self.crewman).action_leave()

    def test_each_co_reporter_has_a_rating(self):
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
        texts = request.activity_ids.mapped("summary") + request.message_ids.mapped(
            "body"
        )
        return " ".join(filter(None, texts))

    def test_reopening_notifies_all_reporters(self):
        self.join(self.request)
        self.request._change_state("closed", outcome="fixed")
        self.request._dispute("Not done")
        self.assertEqual(len(self.request._recipients()), 2)

    # The person

    def test_erasure_keeps_the_number_of_reporters(self):
        report = self.join(
            self.request, description="I am Ken", attachments=[("k.png", PIXEL)]
        )
        token = report.sudo().access_token
        self.ken._erase()
        self.assertFalse(self.ken.exists())
        self.assertFalse(report.partner_id or report.description or report._photos())
        self.assertFalse(report._by_token(token))
        self.assertEqual(self.request.reporter_count, 2)

    def test_subject_access_discloses_the_description_and_no_token(self):
        fields = self.env["service.co.report"]._subject_access_fields()
        self.assertLessEqual({"description", "joined_at", "request_id"}, set(fields))
        self.assertFalse({"access_token", "source_key"} & set(fields))

    def test_merged_constituents_count_as_one_reporter(self):
        self.join(self.request)
        other = self.make_constituent("Ken")
        self.join(self.request, other)
        self.assertEqual(self.request.reporter_count, 3)
        other._prepare_merge_into(self.ken)
        self.assertEqual(self.request.reporter_count, 2)
        self.ken._prepare_merge_into(self.jane)
        self.assertEqual(self.request.reporter_count, 1)
        self.assertEqual(len(self.request._recipients()), 1)
