from unittest.mock import patch

from requests.exceptions import ConnectionError as Unreachable
from requests.exceptions import ReadTimeout
from urllib3.exceptions import ReadTimeoutError

from odoo.tests import tagged

from .common import ChannelCase


@tagged("-at_install", "post_install")
class TestSmsDelivery(ChannelCase):
    """Texts, whichever provider sends them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.has_quiet_hours = False
        cls.jane = cls.env["res.partner"].create(
            {"name": "Jane Testsmith", "phone": "07700 900987"}
        )
        cls.text = cls.Message._send_message(cls.jane, "News", "The road is open")

    def send(self, answer):
        """Have the provider answer with a state, or raise."""
        calls = []

        def batch(_api, messages, delivery_reports_url=False):
            calls.append(self.text.sms_id.state)
            if isinstance(answer, Exception):
                raise answer
            numbers = [number for one in messages for number in one["numbers"]]
            return [{"uuid": one["uuid"], "state": answer} for one in numbers]

        with patch(
            "odoo.addons.sms.tools.sms_api.SmsApi._send_sms_batch", autospec=True
        ) as provider:
            provider.side_effect = batch
            self.text.sms_id.send()
        return calls

    def test_attempt_is_recorded_before_the_provider_is_called(self):
        self.assertEqual(self.send("success"), ["process"])
        self.assertEqual((self.text.state, self.text.handover), ("sent", False))

    def test_fault_of_the_provider_is_retried(self):
        self.send("server_error")
        self.assertEqual((self.text.state, self.text.attempts), ("failed", 1))
        self.assertTrue(self.text.next_attempt_at)

    def test_wrong_number_is_final(self):
        self.send("wrong_number_format")
        self.assertEqual(self.text.state, "failed")
        self.assertFalse(self.text.next_attempt_at)

    def test_unreachable_provider_is_retried(self):
        self.send(Unreachable("Refused"))
        self.assertTrue(self.text.next_attempt_at)

    def test_missing_answer_of_the_provider_is_uncertain(self):
        late = ReadTimeout()
        late.__cause__ = ReadTimeoutError(None, "/", "No answer in time")
        self.send(late)
        self.assertEqual(self.text.state, "uncertain")
        self.assertEqual(self.send("success"), [])
