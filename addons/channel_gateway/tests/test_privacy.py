from odoo.tests import tagged

from odoo.addons.constituent_crm.tests.every_trace import traces

from .common import ChannelCase
from .sample_emails import make_email

MARK = "Zyxerasure"


@tagged("-at_install", "post_install")
class TestPrivacy(ChannelCase):
    """What stays of messages and calls of somebody who is erased."""

    def test_messages_and_calls_are_kept_for_figures(self):
        person = self.make_constituent(MARK)
        email = self.env.ref("constituent_crm.channel_email")
        message = self.Message.create(
            {
                "channel_id": email.id,
                "partner_id": person.id,
                "state": "done",
                "raw": MARK.encode(),
                "whole_text": MARK,
                **dict.fromkeys(("sender", "sender_name", "subject", "body"), MARK),
            }
        )
        call = self.env["channel.call"].create(
            {
                "partner_id": person.id,
                "number": MARK,
                "queue": "Waste",
                "note": MARK,
                "draft": {"description": MARK},
                "state": "done",
            }
        )
        person._erase()
        self.assertFalse(person.exists())
        self.assertEqual((message.state, message.channel_id), ("done", email))
        self.assertEqual((call.state, call.queue), ("done", "Waste"))
        for record in (message, call):
            values = record.with_context(bin_size=False).read()[0]
            self.assertNotIn(MARK, str(values))
        self.assertFalse(message.raw)


@tagged("-at_install", "post_install")
class TestUnlinkedMessages(ChannelCase):
    """Messages and calls that nobody was found for are known by their addresses."""

    EMAIL = "zyxerasure@example.org"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.make_constituent(
            f"Quill {MARK}", email=cls.EMAIL, phone="07400 123456"
        )

    def message(self, **values):
        email = self.env.ref("constituent_crm.channel_email")
        return self.Message.create({"channel_id": email.id, **values})

    def found(self, model="channel.message"):
        records = self.env[model].sudo().with_context(active_test=False)
        return records._personal_rows_of(self.person)

    def test_automatic_message_from_their_address(self):
        raw = make_email(sender=self.EMAIL, Auto_Submitted="auto-replied")
        message = self.receive(raw)
        self.assertFalse(message.partner_id)
        self.assertIn(message, self.found())

    def test_address_is_found_in_any_case(self):
        message = self.message(sender=self.EMAIL.upper())
        self.assertIn(message, self.found())

    def test_message_from_their_number_however_it_is_written(self):
        for number in ("07400123456", "+44 7400 123456", "0044 7400-123456"):
            with self.subTest(number):
                self.assertIn(self.message(sender=number), self.found())

    def test_outgoing_message_to_their_address(self):
        message = self.message(direction="out", recipient=self.EMAIL, state="sent")
        self.assertIn(message, self.found())

    def test_address_in_what_was_not_read_yet(self):
        message = self.Message._accept_message(
            self.mailbox, make_email(sender=self.EMAIL)
        )
        self.assertFalse(message.sender)
        self.assertIn(message, self.found())

    def test_automatic_message_that_names_their_address(self):
        words = f"Could not be delivered to {self.EMAIL}"
        daemon = "daemon@example.org"
        message = self.message(sender=daemon, body=words, is_automatic=True)
        self.assertIn(message, self.found())

    def test_message_of_somebody_else_is_not_theirs(self):
        jane = self.env["res.partner"].create({"name": "Jane"})
        self.message(sender="other@example.org")
        self.message(sender=self.EMAIL, partner_id=jane.id)
        self.assertFalse(self.found())

    def test_shared_address_matches_nobody(self):
        self.make_constituent("Jane", email=self.EMAIL)
        self.message(sender=self.EMAIL)
        self.assertFalse(self.found())

    def test_call_from_their_number_that_nobody_answered(self):
        call = self.env["channel.call"].create(
            {"number": "0044 7400 123456", "state": "abandoned"}
        )
        self.assertEqual(self.found("channel.call"), call)

    def test_erasure_leaves_no_personal_data(self):
        self.message(sender=self.EMAIL, subject=MARK, body=MARK, raw=MARK.encode())
        self.message(direction="out", recipient=self.EMAIL, body=MARK, state="queued")
        self.Message._accept_message(self.mailbox, make_email(MARK, self.EMAIL))
        self.person._erase()
        left = traces(self.env, [MARK, self.EMAIL, "7400 123456", "7400123456"])
        self.assertEqual(left, [])

    def test_undecided_message_is_discarded(self):
        message = self.message(sender=self.EMAIL, state="triage", body=MARK)
        self.person._erase()
        self.assertEqual((message.state, message.error), ("discarded", "Erased"))

    def test_queued_message_is_not_sent(self):
        message = self.message(
            direction="out",
            recipient=self.EMAIL,
            partner_id=self.person.id,
            state="queued",
        )
        self.person._erase()
        self.assertEqual(message.state, "failed")

    def test_email_about_a_co_reported_request_is_deleted(self):
        jane = self.env["res.partner"].create({"name": "Jane"})
        Request = self.env["service.request"]
        request = Request._open_request(
            {"service_id": self.missed_bin.id, "partner_id": jane.id}
        )
        Request._add_co_report(
            request, {"partner_id": self.person.id, "channel": "web"}
        )
        sent = self.env["mail.message"].search(
            [("message_id", "=", self.sent_to(self.person).external_id)]
        )
        self.assertIn(MARK, sent.body)
        self.person._erase()
        self.assertFalse(sent.exists().body)
        self.assertTrue(request.message_ids)

    def test_unlinked_messages_are_disclosed_after_a_review(self):
        message = self.message(sender=self.EMAIL, body=MARK)
        access = self.env["constituent.subject.access"].create(
            {"partner_id": self.person.id, "identity_check": "known"}
        )
        access.action_collect()
        item = access.item_ids.filtered(lambda one: one.res_model == message._name)
        self.assertEqual((item.res_id, item.decision), (message.id, "look"))
        self.assertIn("Found by an address", item.review_reason)

    def test_cost_does_not_grow_with_messages(self):
        self.found()
        self.env.invalidate_all()
        with self.assertQueryCount(13):
            self.found()
        self.message(sender="other@example.org")
        for number in range(30):
            self.message(
                sender=f"other.{number}@example.org", partner_id=self.person.id
            )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(13):
            self.found()
