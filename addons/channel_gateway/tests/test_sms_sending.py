import json
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from requests.exceptions import ConnectionError as Unreachable

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..sms import signed_json
from .sms_case import (
    ACCOUNT,
    MOBILE,
    SECRET,
    Kannel,
    Notify,
    SignedJson,
    Twilio,
    hs256_claims,
)
from .sms_delivery_case import LATE, Refusals


@tagged("-at_install", "post_install")
class TestTwilioSending(Refusals, Twilio):
    accepted = (201, {"sid": "SM1", "status": "queued"})

    def report(self, sent, status, **more):
        fields = [("MessageSid", "SM1"), ("MessageStatus", status), *more.items()]
        answer = self.post_form(fields, query=f"?sms={sent.external_id}")
        self.apply_receipts()
        return answer

    def test_call_and_receipts(self):
        self.use_gateway(text_url=False)
        sent = self.send()
        ((method, url, options),) = self.deliver(sent)
        self.assertEqual(
            (method, url),
            (
                "POST",
                f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Messages.json",
            ),
        )
        self.assertEqual(options["auth"], (ACCOUNT, SECRET))
        data = options["data"]
        self.assertEqual((data["To"], data["From"]), (MOBILE, "60060"))
        receipts = urlsplit(data["StatusCallback"])
        self.assertEqual(receipts.path, self.path())
        self.assertEqual(parse_qs(receipts.query)["sms"], [sent.external_id])
        for status, state in (
            ("sent", "sent"),
            ("delivered", "delivered"),
            ("sent", "delivered"),
            ("failed", "delivered"),
        ):
            with self.subTest(status):
                self.assertEqual(self.report(sent, status).status_code, 200)
                self.assertEqual(sent.state, state)
        self.assertEqual(len(self.contacts()), 1)

    def test_undelivered_text_falls_back(self):
        self.jane.email = "jane@example.org"
        self.use_gateway()
        sent = self.send()
        self.deliver(sent)
        self.report(sent, "undelivered", ErrorCode="30003")
        self.assertEqual((sent.state, sent.error), ("failed", "30003"))
        instead = self.Message.search([("fallback_of_id", "=", sent.id)])
        self.assertEqual(instead.channel_id.code, "email")

    def test_forged_receipt_is_refused(self):
        self.use_gateway()
        sent = self.send()
        self.deliver(sent)
        fields = [("MessageSid", "SM1"), ("MessageStatus", "delivered")]
        for query, secret in ((f"?sms={sent.external_id}", "forged"), ("", "forged")):
            answer = self.post_form(fields, query=query, secret=secret)
            self.assertEqual(answer.status_code, 401)
        self.assertEqual(sent.state, "sent")

    def test_messaging_service_chooses_the_number(self):
        self.use_gateway(text_sender="MG" + "1" * 32)
        ((_method, _url, options),) = self.deliver(self.send())
        self.assertNotIn("From", options["data"])
        self.assertEqual(options["data"]["MessagingServiceSid"], "MG" + "1" * 32)

    def test_wrong_number_is_said_in_its_words(self):
        self.use_gateway()
        sent = self.send()
        answer = {"code": 21211, "message": "The 'To' number is not valid."}
        self.deliver(sent, (400, answer))
        self.assertEqual(sent.error, "400 The 'To' number is not valid.")
        self.assertEqual(sent.sms_id.failure_type, "sms_number_format")

    def test_missing_answer_is_uncertain_until_a_receipt_comes(self):
        self.use_gateway()
        sent = self.send()
        self.deliver(sent, LATE)
        self.assertEqual(sent.state, "uncertain")
        self.report(sent, "delivered")
        self.assertEqual(sent.state, "delivered")

    def test_receipt_of_another_addon_s_text_goes_to_odoo(self):
        text = self.env["sms.sms"].create({"number": MOBILE, "body": "Mailing"})
        partner, note = self.jane, self.jane.message_post(body="Mailing")
        notification = self.env["mail.notification"].create(
            {
                "mail_message_id": note.id,
                "res_partner_id": partner.id,
                "notification_type": "sms",
                "notification_status": "pending",
            }
        )
        self.env["sms.tracker"].create(
            {"sms_uuid": text.uuid, "mail_notification_id": notification.id}
        )
        fields = [("MessageSid", "SM1"), ("MessageStatus", "delivered")]
        self.post_form(fields, query=f"?sms={text.uuid}")
        self.apply_receipts()
        self.assertEqual(notification.notification_status, "sent")


@tagged("-at_install", "post_install")
class TestNotifySending(Refusals, Notify):
    accepted = (201, {"id": "n1"})

    def report(self, sent, status):
        answer = self.post_json(
            {
                "id": "n1",
                "reference": sent.external_id,
                "status": status,
                "notification_type": "sms",
                "completed_at": "2026-11-30T09:05:06Z",
            }
        )
        self.apply_receipts()
        return answer

    def found(self, sent, status="delivered"):
        notification = {"id": "n1", "reference": sent.external_id, "status": status}
        return 200, {"notifications": [notification]}

    def test_call_and_receipts(self):
        self.use_gateway(text_sender=False)
        sent = self.send()
        ((method, url, options),) = self.deliver(sent)
        self.assertEqual(method, "POST")
        self.assertEqual(url, "http://gateway.test/send/v2/notifications/sms")
        token = options["headers"]["Authorization"].removeprefix("Bearer ")
        claims = hs256_claims(token, "3d844edf-8d35-48ac-975b-e847b4f122b0")
        self.assertEqual(claims["iss"], "26785a09-ab16-4eb0-8407-a37497a57506")
        self.assertLess(abs(claims["iat"] - time.time()), 30)
        self.assertEqual(
            options["json"],
            {
                "phone_number": MOBILE,
                "template_id": self.gateway.text_template,
                "personalisation": {"message": "The road is open"},
                "reference": sent.external_id,
            },
        )
        self.report(sent, "delivered")
        self.assertEqual(sent.state, "delivered")
        self.assertEqual(str(sent.delivered_at), "2026-11-30 09:05:06")

    def test_text_without_an_answer_is_looked_for(self):
        for name, answer in {
            "late": LATE,
            "503": (503, {}),
            "lost": Unreachable(),
        }.items():
            with self.subTest(name):
                self.use_gateway()
                sent = self.send()
                calls = self.deliver(sent, answer, self.found(sent, "sending"))
                self.assertEqual([method for method, _u, _o in calls], ["POST", "GET"])
                self.assertEqual(calls[1][2]["params"], {"reference": sent.external_id})
                self.assertEqual(sent.state, "sent")

    def test_text_that_is_not_there_is_sent_again_after_another_look(self):
        self.use_gateway()
        sent = self.send()
        self.deliver(sent, LATE, (200, {"notifications": []}))
        self.assertEqual(sent.state, "failed")
        self.assertTrue(sent.next_attempt_at)
        sent._send_again()
        calls = self.deliver(sent, self.found(sent))
        self.assertEqual([method for method, _u, _o in calls], ["GET"])
        self.assertEqual(sent.state, "sent")

    def test_fault_of_notify_is_sent_again(self):
        self.use_gateway()
        sent = self.send()
        self.deliver(sent)
        self.report(sent, "technical-failure")
        self.assertEqual(sent.state, "failed")
        self.assertTrue(sent.next_attempt_at)
        sent._send_again()
        calls = self.deliver(sent, self.found(sent, "technical-failure"), self.accepted)
        self.assertEqual([method for method, _u, _o in calls], ["GET", "POST"])

    def test_receipt_that_was_missed_is_asked_for(self):
        self.use_gateway()
        sent = self.send()
        self.deliver(sent)
        sent.processed_at -= timedelta(hours=1)
        with self.answering(self.found(sent)):
            self.gateway._kind()._poll_receipts(self.gateway)
        self.apply_receipts()
        self.assertEqual(sent.state, "delivered")


@tagged("-at_install", "post_install")
class TestSignedJsonSending(Refusals, SignedJson):
    accepted = (202, {})

    def test_call_and_receipts(self):
        self.use_gateway()
        sent = self.send("Zażółć 🚮")
        ((_method, _url, options),) = self.deliver(sent)
        headers, body = options["headers"], options["data"]
        self.assertTrue(
            signed_json.is_signed(
                headers[signed_json.SIGNATURE],
                headers[signed_json.TIMESTAMP],
                body,
                [SECRET],
                time.time(),
            )
        )
        given = json.loads(body)
        self.assertEqual((given["to"], given["text"]), (MOBILE, "Zażółć 🚮"))
        self.assertEqual((given["alphabet"], given["parts"]), ("ucs2", 1))
        receipt = {"type": "receipt", "reference": given["reference"]}
        for status, state in (("delivered", "delivered"), ("failed", "delivered")):
            self.post_json({**receipt, "status": status})
            self.apply_receipts()
            self.assertEqual(sent.state, state)

    def test_missing_answer_is_sent_again_under_the_same_reference(self):
        self.use_gateway()
        sent = self.send()
        first = self.deliver(sent, LATE)
        self.assertEqual(sent.state, "failed")
        self.assertTrue(sent.next_attempt_at)
        sent._send_again()
        second = self.deliver(sent)
        references = [
            json.loads(options["data"])["reference"]
            for _method, _url, options in (*first, *second)
        ]
        self.assertEqual(len(set(references)), 1)


@tagged("-at_install", "post_install")
class TestSettings(Kannel):
    """The gateway of texts, and the text to try it."""

    def settings(self, number="07400 123456"):
        return self.env["res.config.settings"].create({"test_text_number": number})

    def test_text_to_try_it_leaves_at_once(self):
        self.use_gateway()
        with self.answering((202, "0: Accepted for delivery")) as calls:
            told = self.settings().action_send_test_text()
        self.assertEqual(calls[0][2]["headers"]["X-Kannel-To"], MOBILE)
        self.assertIn(MOBILE, told["params"]["message"])

    def test_refusal_is_said_in_the_gateway_s_words(self):
        self.use_gateway()
        for answer, words in (
            ((403, "Authorization failed for sendsms"), "Authorization failed"),
            (Unreachable("Refused"), "does not answer"),
        ):
            with (
                self.subTest(words),
                self.answering(answer),
                self.assertRaisesRegex(UserError, words),
            ):
                self.settings().action_send_test_text()

    def test_number_is_needed(self):
        for number in ("", "hello", False):
            with self.subTest(number), self.assertRaises(UserError):
                self.settings(number).action_send_test_text()

    def test_incomplete_gateway_cannot_be_chosen(self):
        for field in ("text_url", "text_sender"):
            self.env.company.text_endpoint_id = False
            self.gateway.write({"text_url": "http://x.test", "text_sender": "60060"})
            self.gateway[field] = False
            with self.subTest(field), self.assertRaises(ValidationError):
                self.env.company.text_endpoint_id = self.gateway

    def test_every_kind_of_gateway_can_be_chosen(self):
        kinds = self.env["channel.endpoint"]._text_kinds()
        self.assertEqual(
            sorted(kinds), ["sms_json", "sms_kannel", "sms_notify", "sms_twilio"]
        )
