"""A mobile network's message centre that speaks SMPP 3.4, for one client.

Texts of phones are put in with `deliver`; what the client submits stands in
`submitted`, and is reported as the test says.
"""

import asyncio
import struct
import threading
import time
from dataclasses import dataclass

BIND, SUBMIT, DELIVER, ENQUIRE, UNBIND = (1, 2, 9), 4, 5, 0x15, 6
RESPONSE = 0x80000000
BIND_FAILED, REJECTED = 0x0D, 0x45
UDH, RECEIPT = 0x40, 0x04
UCS2 = 8
PASSWORD = "secret"
# The default alphabet as it is on the wire, by position (3GPP TS 23.038, 6.2.1).
BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = {
    0x0A: "\f", 0x14: "^", 0x28: "{", 0x29: "}", 0x2F: "\\", 0x3C: "[", 0x3D: "~",
    0x3E: "]", 0x40: "|", 0x65: "€",
}  # fmt: skip


@dataclass(frozen=True)
class Submitted:
    """A message that the client has submitted."""

    sender: str
    recipient: str
    coding: int
    header: bytes
    content: bytes
    wants_report: bool

    @property
    def text(self):
        if self.coding == UCS2:
            return self.content.decode("utf-16-be")
        return decode_gsm(self.content)


def decode_gsm(septets):
    text, is_escaped = "", False
    for septet in septets:
        if is_escaped:
            text += EXTENDED[septet]
        elif septet != 0x1B:
            text += BASIC[septet]
        is_escaped = septet == 0x1B and not is_escaped
    return text


def encode_gsm(text):
    escaped = {character: code for code, character in EXTENDED.items()}
    return b"".join(
        bytes([0x1B, escaped[one]]) if one in escaped else bytes([BASIC.index(one)])
        for one in text
    )


def _pdu(command, status, sequence, body=b""):
    return struct.pack(">IIII", 16 + len(body), command, status, sequence) + body


def _string(body, offset):
    end = body.index(0, offset)
    return body[offset:end].decode("latin-1"), end + 1


class MessageCentre:
    """Runs in a thread of its own, on a free port of this machine."""

    def __init__(self):
        self.submitted = []
        # How it reports what it is asked to: DELIVRD, UNDELIV, or None for not at all.
        self.outcome = "DELIVRD"
        self.is_refusing = False
        self.acknowledged = 0
        self._sequence = 1000
        self._writer = None
        self._loop = asyncio.new_event_loop()
        self._is_ready = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()
        self._is_ready.wait(10)

    def _run(self):
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._listen())
        self._loop.run_forever()

    async def _listen(self):
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._is_ready.set()

    def stop(self):
        self._loop.call_soon_threadsafe(self._loop.stop)

    @property
    def is_bound(self):
        return self._writer is not None

    def deliver(self, sender, text, recipient="60060", *, header=b"", alphabet=None):
        """Send a phone's text to the client."""
        is_gsm = all(one in BASIC or one in EXTENDED.values() for one in text)
        coding = 0 if (alphabet or ("gsm" if is_gsm else "ucs2")) == "gsm" else UCS2
        content = encode_gsm(text) if coding == 0 else text.encode("utf-16-be")
        esm = UDH if header else 0
        self._push(_message(sender, recipient, header + content, esm, coding))

    def report(self, message_id, submitted, status):
        now = time.strftime("%y%m%d%H%M")
        text = (
            f"id:{message_id} sub:001 dlvrd:001 submit date:{now} done date:{now}"
            f" stat:{status} err:000 text:"
        )
        sender, recipient = submitted.recipient, submitted.sender
        self._push(_message(sender, recipient, text.encode(), RECEIPT, 0))

    def _push(self, body):
        self._sequence += 1
        packet = _pdu(DELIVER, 0, self._sequence, body)
        self._loop.call_soon_threadsafe(self._writer.write, packet)

    async def _serve(self, reader, writer):
        try:
            while True:
                head = await reader.readexactly(16)
                length, command, _status, sequence = struct.unpack(">IIII", head)
                body = await reader.readexactly(length - 16)
                writer.write(self._answer(command, sequence, body, writer))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            self._writer = None

    def _answer(self, command, sequence, body, writer):
        if command in BIND:
            name, offset = _string(body, 0)
            password, offset = _string(body, offset)
            is_known = password == PASSWORD
            self._writer = writer if is_known else None
            status = 0 if is_known else BIND_FAILED
            return _pdu(command | RESPONSE, status, sequence, name.encode() + b"\0")
        if command == SUBMIT:
            return self._answer_submit(sequence, body)
        if command == DELIVER | RESPONSE:
            self.acknowledged += 1
            return b""
        if command in (ENQUIRE, UNBIND):
            return _pdu(command | RESPONSE, 0, sequence)
        return b""

    def _answer_submit(self, sequence, body):
        if self.is_refusing:
            return _pdu(SUBMIT | RESPONSE, REJECTED, sequence)
        submitted = _parse_submit(body)
        self.submitted.append(submitted)
        message_id = f"{len(self.submitted):010d}"
        if submitted.wants_report and self.outcome:
            # As some networks do, it reports before it has accepted.
            self.report(message_id, submitted, self.outcome)
        return _pdu(SUBMIT | RESPONSE, 0, sequence, message_id.encode() + b"\0")


def _message(sender, recipient, content, esm, coding):
    numbers = b"\1\1" + sender.encode() + b"\0\1\1" + recipient.encode() + b"\0"
    flags = bytes([esm, 0, 0]) + b"\0\0" + bytes([0, 0, coding, 0, len(content)])
    return b"\0" + numbers + flags + content


def _parse_submit(body):
    _service, offset = _string(body, 0)
    sender, offset = _string(body, offset + 2)
    recipient, offset = _string(body, offset + 2)
    esm = body[offset]
    _time, offset = _string(body, offset + 3)
    _validity, offset = _string(body, offset)
    registered, _replace, coding, _default, length = body[offset : offset + 5]
    content = body[offset + 5 : offset + 5 + length]
    size = content[0] + 1 if esm & UDH else 0
    return Submitted(
        sender, recipient, coding, content[:size], content[size:], bool(registered & 1)
    )
