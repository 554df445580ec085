import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from unittest import skipUnless

from odoo.tests import HttpCase, tagged

from .test_webhook_kind import WebhookKind

PAGE = Path(__file__).parents[3] / "docs" / "channels.md"
TOOLS = ("curl", "openssl", "base64", "od")


@tagged("-at_install", "post_install")
@skipUnless(PAGE.exists(), "the documentation is not beside the addon")
class TestDocumentedExamples(WebhookKind, HttpCase):
    """The programs of docs/channels.md, as they are written there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_webhook()

    def run_example(self, language, *command):
        (program,) = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(), re.S)
        url = f"{self.base_url()}/channel/in/{self.chat.id}"
        environ = {"CHANNEL_URL": url, "CHANNEL_SECRET": self.chat.secret}
        self.env.flush_all()
        with self.allow_requests(all_requests=True):
            done = subprocess.run(
                [*command, program],
                env={**os.environ, **environ},
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        message = self.stored()
        self.assertIn(f'{{"message": {message.id}}}', done.stdout)
        message._process()
        self.assertEqual(message.request_id.service_id, self.missed_bin, message.error)
        return message

    @skipUnless(all(map(shutil.which, TOOLS)), "a tool of the example is missing")
    def test_curl(self):
        self.assertEqual(self.run_example("sh", "sh", "-c").sender, "jane")

    def test_python(self):
        message = self.run_example("python", sys.executable, "-c")
        self.assertEqual(message.sender, "ann.lee@example.org")
