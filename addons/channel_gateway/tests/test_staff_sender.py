from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCase

from ..models.channel_message.sending import TOKEN_LIFETIME
from .common import ChannelCase
from .sample_emails import make_email

PASSED = "mx.council.test; dmarc=pass header.from=council.example"


@tagged("-at_install", "post_install")
class TestStaffSender(ChannelCase, MailCase):
    """An e-mail that bears an officer's address is theirs only when that is shown."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer, cls.colleague = (
            cls.make_user(name, "officer", email=f"{name}@council.example")
            for name in ("staff_officer", "staff_colleague")
        )
        cls.request = cls.receive().request_id
        cls.notification = cls.request.message_post(
            body="Which bin?",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    def reply(self, *references, message_id="<officer@council.example>", **headers):
        answered = [*references, self.notification.message_id]
        return self.receive(
            sender=f"Staff Officer <{self.officer.email}>",
            body="We come on Friday.",
            subject="Re: Bin",
            message_id=message_id,
            References=" ".join(answered),
            **headers,
        )

    def token(self, user=None, request=None):
        return self.Message._make_reply_token(
            user or self.officer, request or self.request, "council.example"
        )

    def assertDoubtful(self, message):
        self.assertEqual(message.state, "triage")
        self.assertTrue(message.is_sender_unverified)
        self.assertFalse(message.partner_id | message.officer_id.partner_id)
        self.assertFalse(message.interaction_id)
        self.assertNotIn(
            "We come on Friday.", str(self.request.message_ids.mapped("body"))
        )

    def assertPosted(self, message):
        self.assertEqual(message.officer_id, self.officer)
        posted = self.request.message_ids.sorted("id")[-1]
        self.assertIn("We come on Friday.", posted.body)
        self.assertEqual(posted.author_id, self.officer.partner_id)

    def test_forged_address_is_left_to_staff_with_the_reason(self):
        message = self.reply()
        self.assertDoubtful(message)
        self.assertIn("is not verified", message.error)
        self.assertEqual(message.subject, "Re: Bin")

    def look_alikes(self):
        local, domain = self.officer.email.split("@")
        return (
            f"{local}@{domain}.",
            f'"{local}"@{domain}',
            f"{local}@{domain.upper()}",
            f"{local}(desk)@{domain}",
            f"{local[:3]}\u200b{local[3:]}@{domain}",
        )

    def reply_from(self, sender, number, results=()):
        raw = self.raw_reply.replace(b"SENDER", sender.encode())
        raw = raw.replace(b"NUMBER", str(number).encode())
        for line in results:
            raw = f"Authentication-Results: {line}\n".encode() + raw
        return self.receive(raw=raw)

    @property
    def raw_reply(self):
        return make_email(
            sender="SENDER",
            body="We come on Friday.",
            subject="Re: Bin",
            message_id="<NUMBER@council.example>",
            References=self.notification.message_id,
        )

    def test_address_that_looks_like_an_officers_is_left_to_staff(self):
        for number, sender in enumerate(self.look_alikes()):
            with self.subTest(sender):
                self.assertDoubtful(self.reply_from(sender, number))

    def test_verified_other_spelling_of_an_officers_address_is_accepted(self):
        self.mailbox.authserv_id = "mx.council.test"
        for number, sender in enumerate(self.look_alikes()[:4]):
            with self.subTest(sender):
                self.assertPosted(self.reply_from(sender, number, [PASSED]))

    def test_address_that_only_looks_like_an_officers_is_not_verified(self):
        self.mailbox.authserv_id = "mx.council.test"
        sender = self.look_alikes()[-1]
        self.assertDoubtful(self.reply_from(sender, 0, [PASSED]))

    def test_results_of_our_server_are_trusted(self):
        self.mailbox.authserv_id = "mx.council.test"
        message = self.reply(Authentication_Results=PASSED)
        self.assertPosted(message)
        self.assertEqual(message.sender_verdict, "passed")

    def test_results_are_not_trusted_without_an_authserv_id(self):
        self.assertDoubtful(self.reply(Authentication_Results=PASSED))

    def test_results_of_another_server_are_not_trusted(self):
        self.mailbox.authserv_id = "other.council.test"
        self.assertDoubtful(self.reply(Authentication_Results=PASSED))

    def test_token_of_this_officer_is_accepted(self):
        message = self.reply(self.token())
        self.assertPosted(message)
        self.assertEqual(message.sender_verdict, "unknown")

    def test_token_of_a_colleague_is_refused(self):
        self.assertDoubtful(self.reply(self.token(user=self.colleague)))

    def test_token_of_another_request_is_refused(self):
        other = self.receive(message_id="<another@example.org>").request_id
        self.assertDoubtful(self.reply(self.token(request=other)))

    def test_expired_token_is_refused(self):
        with freeze_time(datetime.now() - TOKEN_LIFETIME - timedelta(minutes=1)):
            token = self.token()
        self.assertDoubtful(self.reply(token))

    def test_new_email_with_an_officers_address_is_left_to_staff(self):
        message = self.receive(
            sender=self.officer.email, message_id="<new@council.example>"
        )
        self.assertDoubtful(message)

    def test_new_email_of_a_verified_officer_is_processed_as_a_constituents(self):
        self.mailbox.authserv_id = "mx.council.test"
        message = self.receive(
            sender=self.officer.email,
            body="My bin was missed.",
            message_id="<new@council.example>",
            Authentication_Results=PASSED,
        )
        self.assertEqual(message.state, "done")
        self.assertEqual(message.partner_id.email_normalized, self.officer.email)
        self.assertFalse(message.officer_id)

    def test_email_attached_by_staff_is_not_posted_as_the_officers(self):
        message = self.reply()
        message.with_user(self.colleague)._attach_to(self.request)
        posted = self.request.message_ids.sorted("id")[-1]
        self.assertIn("We come on Friday.", posted.body)
        self.assertFalse(posted.author_id)
        self.assertNotEqual(posted.create_uid, self.officer)

    def test_odoos_mail_gateway_omits_the_unverified_author(self):
        raw = make_email(
            sender=self.officer.email,
            body="We come on Friday.",
            message_id="<fetched@council.example>",
            In_Reply_To=self.notification.message_id,
        )
        self.env["mail.thread"].message_process("service.request", raw)
        posted = self.request.message_ids.sorted("id")[-1]
        self.assertIn("We come on Friday.", posted.body)
        self.assertFalse(posted.author_id)

    def test_verdict_on_a_constituent_is_kept(self):
        self.mailbox.authserv_id = "mx.council.test"
        failed = "mx.council.test; dmarc=fail header.from=example.net"
        message = self.receive(
            message_id="<jane@example.net>", Authentication_Results=failed
        )
        self.assertEqual(message.sender_verdict, "failed")
        self.assertEqual(message.state, "done")

    def test_only_emails_to_officers_have_a_token(self):
        self.officer.notification_type = "email"
        with self.mock_mail_gateway():
            self.request.message_post(
                body="News",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                partner_ids=(self.officer.partner_id | self.request.partner_id).ids,
            )
        to_officer, to_jane = (
            next(one for one in self._mails if address in str(one["email_to"]))
            for address in (self.officer.email, self.request.partner_id.email)
        )
        self.assertNotIn("<officer.", str(to_jane["references"]))
        token = to_officer["references"].split()[0]
        self.assertPosted(self.reply(token))
