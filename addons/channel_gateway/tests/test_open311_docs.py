import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from unittest import skipUnless

from odoo.tests import tagged

from .open311_case import PIXEL, Open311HttpCase

PAGE = Path(__file__).parents[3] / "docs" / "open311.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)
COMMAND = re.compile(r"^(curl .*?)  # (\d{3})$", re.M | re.S)
STATUS = "%{stderr}%{http_code}"


@skipUnless(PAGE.exists() and shutil.which("curl"), "docs/ or curl is not here")
@tagged("-at_install", "post_install")
class TestOpen311Documentation(Open311HttpCase):
    """The commands of the documentation do what it says."""

    def test_every_command_is_answered_as_documented(self):
        everything = self.env["service.type"].with_context(active_test=False)
        everything.search([("code", "=", "pothole")]).code = "test_other_pothole"
        # First: one UPDATE of both may repeat the code for a moment.
        everything.flush_model(["code"])
        self.hole.code = "pothole"
        request = self.env["service.request"]._open_request(
            {
                "service_id": self.bin.id,
                "channel": "api",
                "address": "Park Avenue",
            }
        )
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        Path(folder, "hole.png").write_bytes(PIXEL)
        environment = {
            "PATH": os.environ["PATH"],
            "COUNCIL": f"{self.base_url()}/open311/v2",
            "KEY": self.endpoint.token,
            "REFERENCE": request.reference,
        }
        text = "".join(BLOCK.findall(PAGE.read_text()))
        commands = COMMAND.findall(text)
        self.assertEqual(len(commands), text.count("curl "), "a command has no status")
        for command, status in commands:
            with self.subTest(command):
                quiet = command.replace(
                    "curl ", f"curl --silent --write-out '{STATUS}' ", 1
                )
                self.env.flush_all()
                with self.allow_requests(all_requests=True):
                    done = subprocess.run(
                        ["bash", "-c", quiet],
                        cwd=folder,
                        env=environment,
                        capture_output=True,
                        timeout=60,
                        check=False,
                    )
                self.assertEqual(done.stderr.decode(), status, done.stdout.decode())
        reported = self.env["channel.message"].search(
            [("endpoint_id", "=", self.endpoint.id), ("is_refused", "=", False)]
        )
        self.assertEqual(len(reported.request_id), 3)
