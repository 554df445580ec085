from unittest.mock import patch
from urllib.parse import unquote_to_bytes, urlsplit

from requests.exceptions import ConnectionError as Unreachable

from odoo.tests import tagged
from odoo.tools import mute_logger

from .sms_case import MOBILE, SECRET, Kannel
from .sms_delivery_case import LATE, Refusals


@tagged("-at_install", "post_install")
class TestKannelSending(Refusals, Kannel):
    accepted = (202, "0: Accepted for delivery")

    def calls_of(self, body):
        self.use_gateway()
        sent = self.send(body)
        return sent, self.deliver(sent)

    def test_call(self):
        sent, ((method, url, options),) = self.calls_of("Siân £5")
        self.assertEqual((method, url), ("POST", "http://gateway.test/send"))
        headers = options["headers"]
        self.assertEqual(headers["X-Kannel-Username"], "council")
        self.assertEqual(headers["X-Kannel-Password"], SECRET)
        self.assertEqual(headers["X-Kannel-To"], MOBILE)
        self.assertEqual(headers["X-Kannel-Coding"], "2")
        self.assertEqual(options["data"].decode(), "Siân £5")
        report = urlsplit(headers["X-Kannel-DLR-Url"])
        self.assertEqual((report.username, report.password), ("kannel", "test-sms"))
        self.assertEqual(report.path, self.path())
        self.assertIn(f"sms={sent.external_id}&type=%d", report.query)
        self.assertNotIn("X-Kannel-UDH", headers)

    def test_alphabet_is_ours_to_choose(self):
        for body, coding in (("Hello £5 {€}", "0"), ("“Hello”", "2"), ("🚮", "2")):
            with self.subTest(body):
                _sent, ((_method, _url, options),) = self.calls_of(body)
                self.assertEqual(options["headers"]["X-Kannel-Coding"], coding)

    def test_every_part_of_a_long_text_is_reported(self):
        sent, calls = self.calls_of("a" * 152 + "€" + "b" * 200)
        texts = [options["data"].decode() for _m, _u, options in calls]
        self.assertEqual(texts, ["a" * 152, "€" + "b" * 151, "b" * 49])
        headers = [
            unquote_to_bytes(options["headers"]["X-Kannel-UDH"])
            for _m, _u, options in calls
        ]
        self.assertEqual([one[4:] for one in headers], [b"\3\1", b"\3\2", b"\3\3"])
        self.assertEqual(len({one[:4] for one in headers}), 1)
        for part, state in ((2, "sent"), (2, "sent"), (1, "sent"), (3, "delivered")):
            self.report(sent.external_id, 8, part=part)
            self.report(sent.external_id, 1, part=part)
            self.assertEqual(sent.state, state)

    def test_part_that_fails_fails_the_text(self):
        sent, _calls = self.calls_of("a" * 200)
        self.report(sent.external_id, 1, part=1)
        self.report(sent.external_id, 2, part=2, reply="stat:UNDELIV")
        self.assertEqual((sent.state, sent.error), ("failed", "stat:UNDELIV"))

    def test_rest_of_a_text_follows_after_a_fault(self):
        self.use_gateway()
        for answer in ((503, ""), Unreachable("Refused")):
            with self.subTest(answer):
                sent = self.send("a" * 153 + "b" * 153 + "c")
                self.deliver(sent, self.accepted, answer)
                self.assertEqual(sent.state, "failed")
                self.assertTrue(sent.next_attempt_at)
                sent._send_again()
                calls = self.deliver(sent)
                texts = [options["data"].decode() for _m, _u, options in calls]
                self.assertEqual(texts, ["b" * 153, "c"])
                self.assertEqual(sent.state, "sent")

    def test_text_that_is_sent_again_is_sent_whole(self):
        sent, _calls = self.calls_of("a" * 200)
        self.report(sent.external_id, 2, part=1)
        sent._send_again()
        self.assertEqual(len(self.deliver(sent)), 2)

    def test_missing_answer_is_uncertain(self):
        self.use_gateway()
        sent = self.send("a" * 200)
        self.deliver(sent, self.accepted, LATE)
        self.assertEqual(sent.state, "uncertain")

    def test_delivered_before_accepted(self):
        self.use_gateway()
        sent = self.send()
        self.report(sent.external_id, 1)
        self.assertEqual(sent.state, "delivered")
        self.assertEqual(len(self.contacts()), 1)
        self.assertFalse(self.deliver(sent))
        for kind in (8, 16, 2):
            self.report(sent.external_id, kind)
        self.assertEqual(sent.state, "delivered")
        self.assertEqual(len(self.contacts()), 1)

    def test_report_waits_for_the_attempt_that_is_running(self):
        sent, _calls = self.calls_of("Hello")
        sent.write({"state": "queued", "handover": "begun"})
        sms = type(sent.sms_id)
        with patch.object(sms, "try_lock_for_update", lambda self: self.browse()):
            self.report(sent.external_id, 1)
        self.assertEqual(sent.state, "queued")
        self.assertTrue(self.env["channel.receipt"].search([]))
        self.apply_receipts()
        self.assertEqual(sent.state, "delivered")
        self.assertFalse(self.env["channel.receipt"].search([]))

    def test_fault_with_one_report_leaves_the_others(self):
        sent, _calls = self.calls_of("Hello")
        Receipt = self.env["channel.receipt"]
        bad = Receipt.create({"reference": sent.external_id, "status": "failed"})
        fault = patch.object(
            type(sent), "_report_failed", side_effect=ValueError("broken")
        )
        with fault, mute_logger("odoo.addons.channel_gateway.models.channel_receipt"):
            self.report(sent.external_id, 1)
        self.assertEqual(sent.state, "delivered")
        self.assertEqual((Receipt.search([]), bad.attempts), (bad, 1))

    def test_unknown_and_waiting_texts_change_nothing(self):
        sent, _calls = self.calls_of("Hello")
        for reference, kind in (("unknown", 1), (sent.external_id, 4), ("", 1)):
            with self.subTest(kind):
                self.assertEqual(self.report(reference, kind).status_code, 200)
        self.assertEqual(sent.state, "sent")
