"""An outgoing mail server that records deliveries and can refuse them."""

import json
import os
import random
import threading
from collections import Counter
from dataclasses import asdict, dataclass
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from ..databases import free_port

ACCEPT, LATER, HANG_UP = "accept", "later", "hang up"
# Even without faults mail servers defer some clients.
REFUSAL_RATE = 0.03


@dataclass(frozen=True)
class Delivery:
    """One e-mail to one recipient that was accepted with 250."""

    recipient: str
    message_id: str
    subject: str


class OutgoingServer:
    """SMTP on a fixed port of the loopback interface.

    An e-mail is on disk (fsync) before the response 250, as RFC 5321, section 4.2.5,
    requires of a server that takes responsibility.
    """

    def __init__(self, record: Path, seed: int) -> None:
        self.port = free_port()
        self.mode = ACCEPT
        self.deliveries: list[Delivery] = []
        self.refusals: Counter[str] = Counter()
        self.refuses_some = False
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._file = record.open("w")
        self._controller: Controller | None = None

    def open(self) -> None:
        """Start listening, unless it already does."""
        if not self._controller:
            self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
            self._controller.start()

    def close(self) -> None:
        """Stop listening, so that connections are refused."""
        if self._controller:
            self._controller.stop()
            self._controller = None

    async def handle_DATA(
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.mode == HANG_UP:
            self.refusals["421"] += 1
            await server.push("421 4.3.2 Shutting down")
            if server.transport:
                server.transport.close()
            return "421 4.3.2 Shutting down"
        by_chance = self.refuses_some and self._random.random() < REFUSAL_RATE
        if self.mode == LATER or by_chance:
            self.refusals["451"] += 1
            return "451 4.3.0 Please try again later"
        self._keep(envelope)
        return "250 2.0.0 Kept"

    def _keep(self, envelope: Envelope) -> None:
        content = envelope.original_content or b""
        email = message_from_bytes(content, policy=policy.default)
        message_id = str(email["Message-ID"] or "").strip()
        subject = str(email["Subject"] or "")
        with self._lock:
            for recipient in envelope.rcpt_tos:
                delivery = Delivery(recipient.lower(), message_id, subject)
                self._file.write(json.dumps(asdict(delivery)) + "\n")
                self.deliveries.append(delivery)
            self._file.flush()
            os.fsync(self._file.fileno())
