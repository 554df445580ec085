from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCase
from odoo.addons.service_catalog.models import service_rate_limit
from odoo.addons.service_catalog.models.service_rate_limit import MAX_PER_HOUR
from odoo.addons.service_catalog.tests.common import make_image
from odoo.addons.service_catalog.tests.pages_case import PagesCase


@tagged("post_install", "-at_install")
class TestTrackingActions(PagesCase, MailCase):
    """What a resident says on the page of a request."""

    def setUp(self):
        super().setUp()
        self.request = self.open_request(description="A secret of Jane")
        self.path = self.request._tracking_path()

    def submit(self, where, status=200, files=None, **typed):
        page = self.page(self.path)
        sent = self.fields(page, f"/{where}")
        path = f"/track/{self.request.reference}/{where}"
        return self.page(path, status, {**sent, **typed}, files)

    def close(self):
        self.request._change_state("closed", outcome="fixed")

    def age(self, days):
        self.request.closed_at = fields.Datetime.now() - timedelta(days=days)

    def test_reply_reaches_staff_and_is_shown_on_the_page(self):
        page = self.submit("reply", reply="It is <b>still</b> there\nnow")
        self.assertIn("Thank you", self.words(page))
        self.assertIn("You", self.words(page))
        self.assertIn("It is <b>still</b> there", self.words(page))
        self.assertIn("there<br>now", self.request._correspondence()[0]["body"])
        activity = self.request.activity_ids
        self.assertEqual(activity.user_id, self.crewman)
        self.assertEqual(self.request.interaction_ids.channel_id.code, "web")

    def test_messages_of_staff_are_shown_and_notes_are_not(self):
        self.request.message_post(
            body="We come on Monday",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.request.message_post(body="Inside only", message_type="comment")
        words = self.words(self.page(self.path))
        self.assertIn("We come on Monday", words)
        self.assertNotIn("Inside only", words)

    def test_photographs_are_added(self):
        files = [("answer-photos", ("more.png", make_image("PNG"), "image/png"))]
        self.submit("reply", files=files, reply="Look")
        self.assertEqual(self.request._photos().mapped("name"), ["more.png"])

    def test_invalid_photo_keeps_the_typed_reply(self):
        files = [("answer-photos", ("bad.png", b"nothing", "image/png"))]
        page = self.submit("reply", 400, files=files, reply="Kept words")
        self.assertIn(
            "bad.png", page.get_element_by_id("answer-photos-fault").text_content()
        )
        self.assertIn("Kept words", page.get_element_by_id("reply").value)
        self.assertFalse(self.request._photos())

    def test_reply_ends_the_waiting(self):
        self.request._change_state("waiting_constituent")
        page = self.page(self.path)
        self.assertIn("Answer us", self.words(page))
        page = self.submit("reply", reply="The left one")
        self.assertEqual(self.request.phase, "in_progress")
        self.assertIn("We are working on it", self.words(page))
        self.request._change_state("waiting_others")
        self.submit("reply", reply="And the right one")
        self.assertEqual(self.request.phase, "waiting")

    def test_empty_reply_is_refused(self):
        page = self.submit("reply", 400, reply="  ")
        self.assertIn(
            "Write your message", page.get_element_by_id("reply-fault").text_content()
        )

    def test_request_is_withdrawn(self):
        page = self.submit("withdraw", withdraw="It came back")
        self.assertEqual(self.request.state_id.code, "withdrawn")
        self.assertIn("Withdrawn", self.words(page))
        self.assertFalse(
            [one for one in page.forms if one.get("action", "").endswith("/withdraw")]
        )

    def test_closed_request_is_not_withdrawn_or_replied_to(self):
        page = self.page(self.path)
        sent = self.fields(page, "/reply")
        self.close()
        for where in ("reply", "withdraw"):
            path = f"/track/{self.request.reference}/{where}"
            self.page(path, 400, {**sent, "reply": "More", "withdraw": "No"})
        self.assertEqual(self.request.phase, "closed")

    def test_request_is_reopened(self):
        self.close()
        self.submit("dispute", dispute="Still full")
        self.assertEqual(self.request.phase, "open")

    def test_reopening_needs_a_reason(self):
        self.close()
        page = self.submit("dispute", 400, dispute="")
        self.assertIn("Tell us what is still wrong", self.words(page))
        self.assertEqual(self.request.phase, "closed")

    def test_request_is_not_reopened_after_the_allowed_days(self):
        self.close()
        sent = self.fields(self.page(self.path), "/dispute")
        self.request.reopen_until = fields.Datetime.now() - timedelta(seconds=1)
        page = self.page(self.path)
        self.assertNotIn("Open it again", self.words(page))
        path = f"/track/{self.request.reference}/dispute"
        refused = self.page(path, 400, {**sent, "dispute": "Still full"})
        self.assertIn("closed too long ago", self.words(refused))

    def test_request_is_rated(self):
        self.close()
        self.submit("rate", satisfaction="2", comment="Late")
        self.assertEqual(self.request.satisfaction, "2")

    def test_a_rating_without_a_choice_keeps_the_comment(self):
        self.close()
        page = self.submit("rate", 400, comment="Kept words")
        self.assertIn("Kept words", page.get_element_by_id("comment").value)

    def test_actions_need_the_token(self):
        sent = self.fields(self.page(self.path), "/reply")
        for token in ("", "forged", self.open_request().access_token):
            for where in ("reply", "withdraw", "dispute", "rate"):
                path = f"/track/{self.request.reference}/{where}"
                form = {**sent, "access_token": token, "reply": "More"}
                refused = self.page(path, 404, form)
                self.assertNotIn("A secret of Jane", self.words(refused))
        self.assertEqual(self.request.phase, "open")
        self.assertFalse(self.request._correspondence())

    # The link

    def test_a_link_expires_after_closing(self):
        self.close()
        self.age(89)
        self.assertIn("A secret of Jane", self.words(self.page(self.path)))
        self.age(91)
        words = self.words(self.page(self.path, 410))
        self.assertIn("expired", words)
        self.assertNotIn("A secret of Jane", words)

    def test_validity_of_a_link_is_a_setting(self):
        self.env["ir.config_parameter"].set_param("service_catalog.link_days", "1")
        self.close()
        self.age(2)
        self.page(self.path, 410)

    def test_a_new_link_goes_to_the_contact_on_record_and_is_not_shown(self):
        self.close()
        self.age(91)
        page = self.page(self.path, 410)
        path = f"/track/{self.request.reference}/link"
        old = self.request.access_token
        with self.mock_mail_gateway():
            shown = self.page(path, data=self.fields(page, "/link"))
            self.env.ref("service_catalog.cron_send_links").method_direct_trigger()
        mail = self._new_mails
        self.assertEqual(mail.recipient_ids, self.jane)
        self.assertFalse(mail.email_to)
        new = self.request.access_token
        self.assertNotEqual(new, old)
        self.assertIn(new, mail.body_html)
        self.assertNotIn(new, self.words(shown))
        self.assertNotIn("jane", self.words(shown).lower())
        self.page(self.path, 404)
        self.assertIn(
            "A secret of Jane", self.words(self.page(self.request._tracking_path()))
        )

    def test_link_request_does_not_reveal_whether_a_request_exists(self):
        self.close()
        self.age(91)
        sent = self.fields(self.page(self.path, 410), "/link")
        responses = {
            self.words(self.page(f"/track/{reference}/link", data=sent))
            for reference in (self.request.reference, "HC-0000-0000")
        }
        self.assertEqual(len(responses), 1)

    def test_wrong_proofs_are_limited(self):
        page = self.page("/track")
        sent = {**self.fields(page, "/track"), "reference": self.request.reference}
        Attempt = self.env["service.rate.limit"]
        while Attempt._is_within_limit("track", "127.0.0.1"):
            pass
        refused = self.page("/track", 429, {**sent, "proof": "HU5 3ER"})
        self.assertIn("many times", self.words(refused))
        self.assertNotIn("A secret of Jane", self.words(refused))

    def test_number_of_counted_network_addresses_is_limited(self):
        Attempt = self.env["service.rate.limit"]
        self.patch(service_rate_limit, "MAX_ROWS", Attempt.search_count([]) + 1)
        self.patch(service_rate_limit, "OTHER_ADDRESSES_FACTOR", 2)
        for _number in range(MAX_PER_HOUR["link"]):
            self.assertTrue(Attempt._is_within_limit("link", "192.0.2.1"))
        self.assertFalse(Attempt._is_within_limit("link", "192.0.2.1"))
        allowed = [
            Attempt._is_within_limit("link", f"192.0.2.{number}")
            for number in range(2, 30)
        ]
        self.assertEqual(allowed.count(True), 2 * MAX_PER_HOUR["link"])
        self.env.invalidate_all()
        mine = [("address", "=like", "192.0.2.%")]
        self.assertEqual(Attempt.search_count(mine), 1)

    def test_all_addresses_of_one_network_count_as_one(self):
        Attempt = self.env["service.rate.limit"]
        for number in range(MAX_PER_HOUR["link"]):
            self.assertTrue(
                Attempt._is_within_limit("link", f"2001:db8:1:2::{number:x}")
            )
        self.assertFalse(Attempt._is_within_limit("link", "2001:db8:1:2:ffff::1"))
        self.assertTrue(Attempt._is_within_limit("link", "2001:db8:1:3::1"))

    def test_counted_attempts_are_deleted_after_a_day(self):
        Attempt = self.env["service.rate.limit"]
        Attempt._is_within_limit("track", "192.0.2.1")
        self.env.invalidate_all()
        row = Attempt.search([("address", "=", "192.0.2.1")])
        row.hour -= timedelta(days=2)
        Attempt._gc_attempts()
        self.assertFalse(row.exists())

    def test_queries_do_not_grow_with_the_number_of_events(self):
        def queries():
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            found = self.env["service.request"].browse(self.request.id)
            values = {
                "found": found,
                "zone": "UTC",
                "said": {},
                "faults": {},
                "photos": [],
                "thanks": False,
                "path": "/track",
                "files": found.sent_file_ids,
            }
            for part in ("state", "correspondence", "details"):
                self.env["ir.qweb"]._render(f"service_catalog.track_{part}", values)
            for event in found.event_ids:
                self.assertTrue(event.happened_at)
            return self.cr.sql_log_count - before

        self.request._reply("One")
        self.env.flush_all()
        queries()
        few = queries()
        for _number in range(10):
            self.request._reply("More")
        self.env.flush_all()
        self.assertEqual(queries(), few)
