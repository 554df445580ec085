"""What is the same for all gateways of texts that go out, to mix into test cases."""

from unittest.mock import patch

from requests.exceptions import ConnectionError as Unreachable
from requests.exceptions import ReadTimeout
from urllib3.exceptions import ReadTimeoutError

from .sms_case import MOBILE, SECRET

SMS_LOGGER = "odoo.addons.sms.models.sms_sms"
LATE = ReadTimeout()
LATE.__cause__ = ReadTimeoutError(None, "/", "No answer in time")


class Delivery:
    """Sending of texts, to mix into the case of a gateway."""

    accepted = (200, {})

    def deliver(self, message, *answers):
        """Make one attempt; returns the calls to the gateway."""
        with self.answering(*(answers or (self.accepted,))) as calls:
            message.sms_id.send()
        return calls

    def contacts(self):
        return self.jane.interaction_ids.filtered(lambda row: row.direction == "out")


class Refusals(Delivery):
    """What is the same for all gateways."""

    def test_text_is_sent_once_it_is_accepted(self):
        self.use_gateway()
        sent = self.send()
        self.assertEqual((sent.state, sent.endpoint_id), ("queued", self.gateway))
        self.deliver(sent)
        self.assertEqual(sent.state, "sent", sent.error)
        self.assertEqual(len(self.contacts()), 1)

    def test_refusals_of_the_gateway(self):
        self.use_gateway()
        for status, is_temporary in ((400, False), (401, True), (429, True)):
            with self.subTest(status):
                sent = self.send()
                self.deliver(sent, (status, {}))
                self.assertEqual(sent.state, "failed")
                self.assertEqual(bool(sent.next_attempt_at), is_temporary)
                self.assertIn(str(status), sent.error)

    def test_unreachable_gateway_is_tried_again(self):
        self.use_gateway()
        sent = self.send()
        self.deliver(sent, Unreachable("Refused"))
        self.assertEqual(sent.state, "failed")
        self.assertTrue(sent.next_attempt_at)

    def test_secrets_and_words_are_not_logged(self):
        self.use_gateway()
        sent = self.send("Private words")
        with self.assertLogs(SMS_LOGGER, "INFO") as logs:
            self.deliver(sent, (400, {}))
            self.deliver(self.send("Private words"), Unreachable("Refused"))
        written = " ".join(logs.output)
        for one in (SECRET, "Private", MOBILE, self.gateway.token):
            self.assertNotIn(one, written)

    def test_several_texts_at_once(self):
        self.use_gateway()
        texts = self.env["sms.sms"].create(
            [{"number": f"+4474001234{two}", "body": "Mailing"} for two in (10, 11, 12)]
        )
        with self.answering(self.accepted, (400, {}), self.accepted) as calls:
            texts.send()
        self.assertEqual(texts.mapped("state"), ["pending", "error", "pending"])
        self.assertEqual(len(calls), 3)

    def test_fault_at_one_of_several_keeps_the_results_of_the_others(self):
        self.use_gateway()
        texts = self.env["sms.sms"].create(
            [{"number": f"+4474001234{two}", "body": "Mailing"} for two in (10, 11)]
        )
        with self.answering(self.accepted, Unreachable("Refused"), (500, {})):
            texts.send()
        self.assertEqual(texts.mapped("state"), ["pending", "error"])

    def test_without_a_gateway_odoo_sends(self):
        sent = self.send()
        self.assertFalse(sent.endpoint_id)
        with (
            self.answering(self.accepted) as calls,
            patch(
                "odoo.addons.sms.tools.sms_api.SmsApi._send_sms_batch", autospec=True
            ) as provider,
        ):
            provider.return_value = [{"uuid": sent.sms_id.uuid, "state": "success"}]
            sent.sms_id.send()
        self.assertEqual(sent.state, "sent")
        self.assertFalse(calls)
