"""A real telephone system beside the council's server; see ./dev test --live."""

import base64
import contextlib
import os
import secrets
import subprocess
import sys

import pytest

from devkit import asterisk
from devkit.bench import without_orm
from devkit.place import ADDONS, LOGS

from ..conftest import eventually
from . import rig as rigs

# Only where it is asked for: calls take as long as they take.
collect_ignore_glob = [] if os.environ.get("COUNCIL_LIVE") else ["test_*.py"]

without_orm.register("channel_gateway")

LISTENER = ADDONS / "channel_gateway" / "telephony" / "listener.py"
LISTENER_LOG = LOGS / "test_listener.log"
OFFICERS = {"101": "agent_one", "102": "agent_two", "103": "agent_three"}


@pytest.fixture(scope="session")
def rig():
    from channel_gateway.telephony import listener

    try:
        with rigs.running() as running:
            running.connect(listener)
            yield running
    except asterisk.Missing as reason:
        pytest.skip(f"no telephone system here: {reason}")


class Telephony:
    """The council's side: the endpoint, officers with extensions, and the listener."""

    def __init__(self, council, rig, folder):
        self.council, self.rig, self.folder = council, rig, folder
        key = base64.b64encode(secrets.token_bytes(24)).decode()
        self.secret = f"whsec_{key}"
        (company,) = council.search("res.company", [], ["id"], limit=1)
        council.call(
            "res.company",
            "write",
            [company["id"]],
            {"country_id": council.id_of("base.uk")},
        )
        self.endpoint = council.call(
            "channel.endpoint",
            "create",
            {
                "name": "Telephones",
                "kind": "asterisk",
                "channel_id": council.id_of("constituent_crm.channel_phone"),
                "secret": self.secret,
            },
        )
        self.users = {
            extension: self._officer(extension, login)
            for extension, login in OFFICERS.items()
        }
        self._process = None

    def _officer(self, extension, login):
        return self.council.call(
            "res.users",
            "create",
            {
                "name": login.replace("_", " ").title(),
                "login": login,
                "password": login,
                "telephone_extension": extension,
                "group_ids": [
                    (4, self.council.id_of("constituent_crm.group_officer")),
                ],
            },
        )

    @contextlib.contextmanager
    def listening(self):
        self.start()
        try:
            yield self
        finally:
            self.stop()

    def start(self):
        with LISTENER_LOG.open("a") as log:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    str(LISTENER),
                    f"--url={self.council.url}/channel/in/{self.endpoint}",
                    f"--manager={self.rig.address[0]}:{self.rig.address[1]}",
                    f"--user={rigs.USER}",
                    f"--spool={self.folder / 'spool'}",
                    f"--queue-log={self.rig.asterisk.queue_log}",
                    "--poll=0.3",
                ],
                env={
                    **os.environ,
                    "AMI_SECRET": self.rig.secret,
                    "CHANNEL_SECRET": self.secret,
                },
                stderr=log,
            )
        before = self._heard()
        eventually(lambda: self._heard() != before, "the listener")

    def kill(self):
        """End the listener at once, as a fault of its machine would."""
        self._process.kill()
        self._process.wait()

    def stop(self):
        self._process.terminate()
        self._process.wait(timeout=20)

    def _heard(self):
        (row,) = self.council.call(
            "channel.endpoint", "read", [self.endpoint], ["last_signature_id"]
        )
        return row["last_signature_id"]

    def calls(self, after=0):
        """Return the calls since one, in the order in which they began."""
        return self.council.search(
            "channel.call",
            [("endpoint_id", "=", self.endpoint), ("id", ">", after)],
            [],
            order="id",
        )

    def last_id(self):
        return max((call["id"] for call in self.calls()), default=0)


@pytest.fixture(scope="session")
def telephony(council, rig, tmp_path_factory):
    LISTENER_LOG.unlink(missing_ok=True)
    council.call(
        "ir.config_parameter", "set_param", "channel_gateway.wrap_up_minutes", "0"
    )
    made = Telephony(council, rig, tmp_path_factory.mktemp("listener"))
    with made.listening():
        yield made
