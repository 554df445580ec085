import logging
import os
import smtplib
import socket
import subprocess
import sys
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ..relay import smtp_relay
from .sample_emails import make_email
from .web_server import CUT_OFF, NO_DATABASE, STORED, WebServer

PATH = "/channel/mail/1"
WAKE = f"{PATH}/wake"


@tagged("-at_install", "post_install")
class TestRelayWake(BaseCase):
    """The relay has Odoo process what waits, though nothing comes in."""

    def setUp(self):
        super().setUp()
        self.web = WebServer()
        self.addCleanup(self.web.close)
        self.odoo = smtp_relay.Odoo(self.web.url + PATH, "test-token")

    def wake(self, *answers):
        """Call for each of `answers` once; return the pauses there were."""
        self.web.answers = list(answers)
        pauses = []

        def wait(seconds):
            pauses.append(seconds)
            return len(pauses) > len(answers)

        smtp_relay.wake_periodically(self.odoo, wait)
        return pauses

    def test_relay_wakes_with_its_token_until_it_is_stopped(self):
        self.wake(STORED, STORED)
        self.assertEqual(self.web.calls, [(WAKE, "Bearer test-token")] * 2)

    def test_relay_wakes_at_once_and_then_every_few_seconds(self):
        pause = smtp_relay.WAKE_PAUSE_SECONDS
        with self.assertLogs("smtp_relay", "WARNING"):
            pauses = self.wake(STORED, CUT_OFF)
        self.assertEqual(pauses, [0, pause, pause])

    def test_log_has_one_line_when_odoo_goes_and_one_when_it_returns(self):
        answers = (STORED, NO_DATABASE, CUT_OFF, (503, b""), STORED, STORED)
        with self.assertLogs("smtp_relay", logging.INFO) as logged:
            self.wake(*answers)
        levels = [record.levelname for record in logged.records]
        self.assertEqual(levels, ["WARNING", "INFO"])

    def test_unreachable_odoo_raises_no_error(self):
        self.odoo = smtp_relay.Odoo("http://127.0.0.1:9", "test-token")
        self.assertEqual(self.odoo.wake(), 0)

    def test_invalid_url_raises_no_error(self):
        self.odoo = smtp_relay.Odoo("council.example/channel/mail/1", "test-token")
        self.assertEqual(self.odoo.wake(), 0)

    def test_refused_token_is_retried_less_often(self):
        with self.assertLogs("smtp_relay", "WARNING"):
            pauses = self.wake((403, b"{}"), STORED)
        self.assertEqual(
            pauses,
            [0, smtp_relay.WAKE_PAUSE_REFUSED_SECONDS, smtp_relay.WAKE_PAUSE_SECONDS],
        )

    def test_email_is_accepted_while_the_wake_call_hangs(self):
        self.web.hold = (WAKE,)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        relay = subprocess.Popen(
            [
                sys.executable,
                Path(smtp_relay.__file__),
                f"--listen=127.0.0.1:{port}",
                f"--url={self.web.url}{PATH}",
            ],
            env={**os.environ, "CHANNEL_TOKEN": "test-token"},
            stderr=subprocess.PIPE,
        )
        self.addCleanup(relay.communicate)
        self.addCleanup(relay.terminate)
        self.addCleanup(self.web.released.set)
        self.assertTrue(self.web.held.wait(60))
        with smtplib.SMTP("127.0.0.1", port, timeout=30) as smtp:
            smtp.sendmail("jane@example.net", ["contact@council.test"], make_email())
        self.assertIn((PATH, "Bearer test-token"), self.web.calls)
