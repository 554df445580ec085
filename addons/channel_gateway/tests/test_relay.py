import smtplib
import socket
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tests.common import TEST_CURSOR_COOKIE_NAME
from odoo.tools import mute_logger

from ..relay import smtp_relay
from .common import ChannelCase
from .sample_emails import make_email
from .web_server import CUT_OFF, NO_DATABASE, WebServer

MB = 1024 * 1024
SENDER = "jane.testsmith@example.net"
COUNCIL = "contact@council.test"


@tagged("-at_install", "post_install")
class TestRelay(HttpCase, ChannelCase):
    """A real conversation over SMTP with the relay, which speaks to a real Odoo."""

    def setUp(self):
        super().setUp()
        self.start(self.base_url())

    def start(self, base, token="test-token", limit=MB):
        url = f"{base}/channel/mail/{self.mailbox.id}"
        cookie = f"{TEST_CURSOR_COOKIE_NAME}={self.http_request_key}"
        odoo = smtp_relay.Odoo(url, token, {"Cookie": cookie})
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.relay = smtp_relay.relay(odoo, "127.0.0.1", port, limit)
        self.relay.start()
        self.addCleanup(self.relay.stop)

    def send(self, raw, sender=SENDER):
        self.env.flush_all()
        with (
            self.allow_requests(all_requests=True),
            smtplib.SMTP("127.0.0.1", self.relay.port, timeout=30) as smtp,
        ):
            smtp.sendmail(sender, [COUNCIL], raw)

    def refusal(self, raw):
        """Return code and text of the relay's refusal, before or after the e-mail."""
        try:
            self.send(raw)
        except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as refused:
            return refused.smtp_code, refused.smtp_error.decode()
        raise AssertionError("the e-mail was accepted")

    def stored(self):
        return self.Message.search([("endpoint_id", "=", self.mailbox.id)])

    def test_email_is_taken_when_it_is_stored(self):
        self.send(make_email())
        message = self.stored()
        self.assertEqual(message.external_id, "<brown-bin@example.org>")
        self.assertEqual((message.sender, message.recipient), (SENDER, COUNCIL))
        message._process()
        self.assertEqual(message.request_id.service_id, self.missed_bin)

    def test_dots_and_bytes_arrive_as_they_were_sent(self):
        raw = make_email(body="line\n.dot\n..dots\ncaf\u00e9\n").replace(b"\n", b"\r\n")
        self.send(raw)
        self.assertEqual(self.stored()._raw_bytes(), raw)

    def converse(self, sender, raw=None, options=(), encoding="utf-8"):
        """Send an e-mail command by command; return the replies."""
        self.env.flush_all()
        with (
            self.allow_requests(all_requests=True),
            smtplib.SMTP("127.0.0.1", self.relay.port, timeout=30) as smtp,
        ):
            smtp.ehlo()
            smtp.command_encoding = encoding
            words = " ".join([f"FROM:<{sender}>", *options])
            return [
                smtp.docmd("MAIL", words),
                smtp.rcpt(COUNCIL),
                smtp.data(raw or make_email()),
            ]

    def test_sender_in_another_script_is_kept(self):
        for number, (options, encoding) in enumerate(
            ((("SMTPUTF8",), "utf-8"), ((), "utf-8"), ((), "latin-1"))
        ):
            with self.subTest(options=options, encoding=encoding):
                raw = make_email(message_id=f"<utf8-{number}@example.org>")
                replies = self.converse("josé@exempel.se", raw, options, encoding)
                self.assertEqual([code for code, _text in replies], [250, 250, 250])
                message = self.stored().sorted("id")[-1]
                self.assertEqual(message.sender, "josé@exempel.se")

    def test_null_sender_is_kept(self):
        self.send(make_email(), sender="<>")
        message = self.stored()
        self.assertEqual(message.sender, "<>")
        message._process()
        self.assertTrue(message.is_automatic)

    def test_same_message_id_with_other_content_is_stored_too(self):
        for body in ("My bin", "My lamp", "My bin"):
            self.send(make_email(body=body))
        self.assertEqual(len(self.stored()), 2)

    def test_email_of_one_line_is_taken(self):
        self.start(self.base_url(), limit=5 * MB)
        line = b"My bin was missed. " * 100_000
        for line_break in (b"\n", b"\r"):
            with self.subTest(line_break):
                raw = make_email(body="x").replace(b"x\n", line)
                # What smtplib sends, without its own line breaks.
                replies = self.converse(SENDER, raw.replace(b"\n", line_break))
                self.assertEqual(replies[-1][0], 250)

    def test_line_above_the_limit_is_recorded(self):
        code, words = self.refusal(make_email(body="x").replace(b"x\n", b"x" * 3 * MB))
        self.assertEqual(code, 552)
        self.assertIn("1 MB at most", words)
        self.assertEqual(self.stored().state, "triage")

    def test_session_goes_on_after_a_refusal(self):
        with (
            self.allow_requests(all_requests=True),
            smtplib.SMTP("127.0.0.1", self.relay.port, timeout=30) as smtp,
        ):
            smtp.ehlo()
            self.assertEqual(smtp.mail(SENDER, [f"SIZE={60 * MB}"])[0], 552)
            self.assertEqual(smtp.mail(SENDER)[0], 250)
            self.assertEqual(smtp.rcpt(COUNCIL)[0], 250)
            self.assertEqual(smtp.data(make_email())[0], 250)
        self.assertEqual(len(self.stored()), 2)

    def test_fault_while_a_large_email_is_recorded_is_a_temporary_error(self):
        fault = patch.object(smtp_relay.Odoo, "post", side_effect=RuntimeError)
        with (
            fault,
            self.assertLogs("smtp_relay", "ERROR"),
            smtplib.SMTP("127.0.0.1", self.relay.port, timeout=30) as smtp,
        ):
            smtp.ehlo()
            self.assertEqual(smtp.mail(SENDER, [f"SIZE={60 * MB}"])[0], 451)
            smtp.mail(SENDER)
            smtp.rcpt(COUNCIL)
            code, _words = smtp.data(make_email() + b"y\r\n" * MB)
            self.assertEqual(code, 451)
            # The session is as it was before the e-mail.
            self.assertEqual(smtp.mail(SENDER)[0], 250)

    def test_announced_too_large(self):
        code, words = self.refusal(make_email() + b"x" * 60 * MB)
        self.assertEqual(code, 552)
        self.assertIn("1 MB at most", words)
        message = self.stored()
        self.assertEqual((message.state, message.sender), ("triage", SENDER))
        self.assertIn("60.0 MB", message.error)

    def test_found_too_large_while_it_streams_in(self):
        with (
            self.allow_requests(all_requests=True),
            smtplib.SMTP("127.0.0.1", self.relay.port, timeout=30) as smtp,
        ):
            smtp.helo()
            smtp.mail(SENDER)
            smtp.rcpt(COUNCIL)
            code, words = smtp.data(make_email() + b"x" * 900 + b"\r\n" + b"y\r\n" * MB)
        self.assertEqual(code, 552)
        self.assertIn(b"smaller files", words)
        self.assertEqual(self.stored().state, "triage")

    def test_endpoint_knows_a_smaller_limit_than_the_relay(self):
        self.start(self.base_url(), limit=5 * MB)
        self.mailbox.limit_mb = 1
        code, _words = self.refusal(make_email(subject="Photos") + b"x\r\n" * MB)
        self.assertEqual(code, 552)
        self.assertEqual(self.stored().subject, "Photos")

    def test_unreachable_odoo_is_answered_with_a_temporary_error(self):
        self.start("http://127.0.0.1:9")
        self.assertEqual(self.refusal(make_email())[0], 451)

    def start_before(self, *answers):
        """Start the relay before a server that gives `answers` in Odoo's place."""
        web = WebServer()
        self.addCleanup(web.close)
        web.answers = list(answers)
        self.start(web.url)

    def test_odoo_without_its_database_is_a_temporary_error(self):
        self.start_before(NO_DATABASE)
        with self.assertLogs("smtp_relay", "ERROR"):
            self.assertEqual(self.refusal(make_email())[0], 451)

    def test_incomplete_response_is_a_temporary_error(self):
        self.start_before(CUT_OFF)
        self.assertEqual(self.refusal(make_email())[0], 451)

    def test_foreign_page_is_not_an_acceptance(self):
        self.start_before((200, b"<p>We are down for maintenance.</p>"))
        self.assertEqual(self.refusal(make_email())[0], 451)

    def test_foreign_refusal_is_not_final(self):
        for body in (b"<p>Header too large</p>", b'{"error": "Bad gateway"}'):
            with self.subTest(body):
                self.start_before((400, body))
                self.assertEqual(self.refusal(make_email())[0], 451)

    def test_any_fault_of_odoo_is_a_temporary_error(self):
        for answer in (
            (500, b"<p>Internal Server Error</p>"),
            (502, b""),
            (503, b"{}"),
            (200, b""),
            (200, b"[]"),
            (200, b"[" * 100_000),
            (204, b""),
            (404, b"{}"),
            (405, b"{}"),
            (415, b'{"error": "Send it as message/rfc822."}'),
        ):
            with self.subTest(answer=answer[0], body=answer[1][:9]):
                self.start_before(answer)
                with mute_logger("smtp_relay"):
                    self.assertEqual(self.refusal(make_email())[0], 451)

    def test_large_email_is_refused_only_once_it_is_recorded(self):
        self.start_before((413, b"<p>Too large</p>"), (200, b"<p>Maintenance</p>"))
        self.assertEqual(self.refusal(make_email())[0], 451)

    def test_fault_of_the_relay_is_a_temporary_error(self):
        fault = patch.object(smtp_relay.Odoo, "post", side_effect=ValueError)
        with fault, self.assertLogs("smtp_relay", "ERROR"):
            self.assertEqual(self.refusal(make_email())[0], 451)

    def test_wrong_token_is_a_temporary_error(self):
        self.start(self.base_url(), token="forged")
        with self.assertLogs("smtp_relay", "ERROR"):
            self.assertEqual(self.refusal(make_email())[0], 451)

    def test_closed_endpoint_is_a_temporary_error(self):
        self.mailbox.is_active = False
        self.assertEqual(self.refusal(make_email())[0], 451)

    def test_command_has_help(self):
        script = Path(smtp_relay.__file__)
        shown = subprocess.run(
            [sys.executable, script, "--help"],
            capture_output=True,
            text=True,
            check=True,
        )
        self.assertIn("--listen", shown.stdout)

    def test_missing_library_is_reported(self):
        script = Path(smtp_relay.__file__)
        # -S leaves out the installed packages, aiosmtpd among them.
        ran = subprocess.run(
            [sys.executable, "-S", "-I", script, "--help"],
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(ran.returncode, 1)
        self.assertIn("pip install aiosmtpd", ran.stderr)
