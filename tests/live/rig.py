"""A telephone system with officers' telephones and constituents' ones."""

import contextlib
import secrets
import socket
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from devkit import asterisk
from devkit.place import ADDONS

from .phones import HOST, Phone

CONFIG = Path(__file__).parent / "asterisk"
DIALPLAN = ADDONS / "channel_gateway" / "telephony" / "asterisk"
USER = "council"
OFFICERS = ("agent101", "agent102", "agent103")


@dataclass
class Visit:
    """What the telephones saw of a visit to a queue.

    Times are 0.0 where it did not come to it. Extension is that of the telephone
    which really was spoken to.
    """

    queue: str
    result: str
    number: str
    began: float
    ended: float
    answered: float = 0.0
    extension: str = ""
    held: float = 0.0


@dataclass
class Rig:
    """A running Asterisk; `manager` is a connection for the actions of tests."""

    asterisk: asterisk.Asterisk
    ports: dict[str, int]
    secret: str
    manager: object = None
    open_phones: list = field(default_factory=list)

    @property
    def server(self):
        return f"{HOST}:{self.ports['SIP_PORT']}"

    @property
    def address(self):
        return HOST, self.ports["AMI_PORT"]

    def connect(self, listener):
        """Connect the manager for actions, by the module of the listener."""
        self.manager = listener.Manager(self.address, USER, self.secret)
        # Events that nobody reads would fill the connection.
        self.manager.ask("Events", EventMask="off")

    def officer(self, user="agent101", ring=1.0, **how):
        port = self.ports[f"{user.upper()}_PORT"]
        return self._open(Phone(user, self.server, port, ring=ring, **how))

    def constituent(self, number="07700900101", **how):
        return self._open(Phone(number, self.server, **how))

    def trunk(self, **how):
        """Return the telephone at the other end of calls that go out."""
        return self._open(Phone("trunk", self.server, self.ports["TRUNK_PORT"], **how))

    def _open(self, phone):
        self.open_phones.append(phone)
        return phone

    def hang_up_all(self):
        while self.open_phones:
            self.open_phones.pop().close()
        deadline = time.monotonic() + 10
        while "0 active channels" not in self.asterisk.command("core show channels"):
            assert time.monotonic() < deadline, "a call does not end"
            time.sleep(0.1)


@contextlib.contextmanager
def running():
    """Run the telephone system on free ports.

    Raises:
        asterisk.Missing: it cannot be had on this machine.
    """
    names = ["SIP_PORT", "TRUNK_PORT", *(f"{user.upper()}_PORT" for user in OFFICERS)]
    ports = dict(zip([*names, "AMI_PORT"], free_ports(len(names) + 1), strict=True))
    secret = secrets.token_hex(8)
    values = {name: str(port) for name, port in ports.items()} | {"AMI_SECRET": secret}
    with tempfile.TemporaryDirectory() as folder:
        for file in [*CONFIG.glob("*.conf"), *DIALPLAN.glob("*.conf")]:
            (Path(folder) / file.name).write_text(file.read_text())
        name = f"council-{ports['SIP_PORT']}"
        with asterisk.running(name, Path(folder), values) as running_asterisk:
            rig = Rig(running_asterisk, ports, secret)
            try:
                yield rig
            finally:
                while rig.open_phones:
                    rig.open_phones.pop().close()


def free_ports(count):
    """Return ports that are free for UDP and TCP, with a free one after each."""
    found = []
    while len(found) < count:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((HOST, 0))
            port = probe.getsockname()[1]
        with contextlib.suppress(OSError), socket.socket() as other:
            other.bind((HOST, port))
            if port < 60000 and port not in found:
                found.append(port)
    return found
