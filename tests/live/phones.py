"""SIP telephones over UDP on the loopback, as far as the calls of these tests need.

Calls follow RFC 3261, transfers RFC 3515 (REFER) and RFC 3891 (Replaces), withheld
numbers RFC 3323 (Privacy) and RFC 3325 (P-Asserted-Identity). No sound is sent.
"""

import re
import secrets
import socket
import threading
import time

HOST = "127.0.0.1"
TAG = re.compile(r"tag=([^;>]+)")
URI = re.compile(r"<([^>]+)>")
SHORT_NAMES = {"f": "from", "t": "to", "i": "call-id", "m": "contact", "v": "via"}
ALLOW = "Allow: INVITE, ACK, BYE, CANCEL, REFER, NOTIFY, INFO, UPDATE\r\n"
DTMF = "Content-Type: application/dtmf-relay\r\n"


class Message:
    """A SIP request or response."""

    def __init__(self, raw):
        head, _empty, self.body = raw.partition(b"\r\n\r\n")
        self.start, *lines = head.decode("utf-8", "surrogateescape").split("\r\n")
        self.headers = []
        for line in lines:
            name, _colon, value = line.partition(":")
            name = name.strip().lower()
            self.headers.append((SHORT_NAMES.get(name, name), value.strip()))
        is_response = self.start.startswith("SIP/2.0")
        first, second = self.start.split()[:2]
        self.status = int(second) if is_response else None
        self.method = None if is_response else first

    def get(self, name):
        return next(iter(self.all(name)), "")

    def all(self, name):
        return [value for known, value in self.headers if known == name]

    @property
    def sequence(self):
        number, method = self.get("cseq").split()
        return int(number), method


class Call:
    """One call of a telephone, with the times at which the telephone saw it happen.

    Attributes:
        state: `calling`, `ringing`, `up` or `ended`.
        status: SIP status of the final response to an own call.
        began_at: when it was dialled, or began to ring.
        answered_at: when it was answered, 0.0 if it was not.
        ended_at: when it ended, 0.0 before.
        held_seconds: how long this telephone has put it on hold.
        shown: the From header, that is, the number on the telephone's display.
    """

    def __init__(self, phone, call_id, local, remote, target, sequence=1):
        self.phone = phone
        self.call_id = call_id
        self.local, self.remote, self.target = local, remote, target
        self.local_tag, self.remote_tag = secrets.token_hex(4), ""
        self.sequence = sequence
        self.branch = _branch()
        self.invite = None
        self.state, self.status, self.shown = "calling", None, ""
        self.began_at, self.answered_at, self.ended_at = time.time(), 0.0, 0.0
        self.held_seconds, self._held_since = 0.0, 0.0
        self._version = 1
        self._settled, self._over = threading.Event(), threading.Event()

    # What a person does

    def answer(self):
        if self.state == "ringing":
            self._go_up()
            self.phone.respond(self.invite, 200, "OK", self.local_tag, self._media())

    def reject(self, status=486, reason="Busy Here"):
        self.phone.respond(self.invite, status, reason, self.local_tag)
        self._end()

    def hang_up(self):
        """Hang up: with BYE, or CANCEL while it rings at the other end."""
        if self.state == "up":
            self.request("BYE")
        elif self.state == "calling":
            self.phone.cancel(self)
        self._end()

    def hold(self):
        self._held_since = time.time()
        self.request("INVITE", self._media("sendonly"))

    def resume(self):
        self._count_hold()
        self.request("INVITE", self._media("sendrecv"))

    def press(self, key):
        body = f"Signal={key}\r\nDuration=160\r\n".encode()
        self.request("INFO", body, DTMF)

    def transfer(self, extension):
        """Transfer blindly to an extension."""
        self._refer(f"<sip:{extension}@{self.phone.server}>")

    def transfer_to(self, consultation):
        """Transfer to the other end of another own call (attended)."""
        replaces = (
            f"{consultation.call_id}%3Bto-tag%3D{consultation.remote_tag}"
            f"%3Bfrom-tag%3D{consultation.local_tag}"
        )
        self._refer(f"<sip:consultation@{self.phone.server}?Replaces={replaces}>")

    def wait_settled(self, seconds=10):
        self._settled.wait(seconds)
        return self

    def wait_ended(self, seconds=30):
        assert self._over.wait(seconds), f"{self.phone.user}: the call has not ended"
        return self

    # Protocol

    def request(self, method, body=b"", headers="", sequence=None):
        if sequence is None:
            self.sequence += 1
            sequence = self.sequence
        remote = f"{self.remote};tag={self.remote_tag}" if self.remote_tag else ""
        if body and not headers:
            headers = "Content-Type: application/sdp\r\n"
        self.phone.send(
            f"{method} {self.target} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP {self.phone.address};branch={_branch()}\r\n"
            "Max-Forwards: 70\r\n"
            f"From: {self.local};tag={self.local_tag}\r\n"
            f"To: {remote or self.remote}\r\n"
            f"Call-ID: {self.call_id}\r\nCSeq: {sequence} {method}\r\n"
            f"Contact: <sip:{self.phone.user}@{self.phone.address}>\r\n{headers}",
            body,
        )

    def take_response(self, message):
        """Take a response to the INVITE, and acknowledge a final one."""
        tag = TAG.search(message.get("to"))
        if tag:
            self.remote_tag = tag.group(1)
        if message.status < 200:
            return
        number, _method = message.sequence
        if message.status < 300:
            contact = URI.search(message.get("contact"))
            self.target = contact.group(1) if contact else self.target
            self.request("ACK", sequence=number)
            if self.state == "calling":
                self._go_up()
            elif self.state == "ended":
                # It was cancelled at the moment of the answer.
                self.request("BYE")
        else:
            self.phone.acknowledge_failure(message, self.target)
            if self.state == "calling":
                self._end()
        if self.status is None:
            self.status = message.status
        self._settled.set()

    def take_request(self, message):
        if message.method == "INVITE":
            self.phone.respond(message, 200, "OK", self.local_tag, self._media())
            return
        self.phone.respond(message, 200, "OK", self.local_tag)
        if message.method == "BYE":
            self._end()
        elif message.method == "CANCEL" and self.state == "ringing":
            self.reject(487, "Request Terminated")

    def _refer(self, target):
        self.request(
            "REFER", headers=f"Refer-To: {target}\r\nReferred-By: {self.local}\r\n"
        )

    def _go_up(self):
        self.state, self.answered_at = "up", time.time()

    def _end(self):
        if not self.ended_at:
            self._count_hold()
            self.state, self.ended_at = "ended", time.time()
        self._settled.set()
        self._over.set()

    def _count_hold(self):
        if self._held_since:
            self.held_seconds += time.time() - self._held_since
            self._held_since = 0.0

    def _media(self, mode="sendrecv"):
        self._version += 1
        return (
            f"v=0\r\no=phone 1 {self._version} IN IP4 {HOST}\r\ns=-\r\n"
            f"c=IN IP4 {HOST}\r\nt=0 0\r\nm=audio {self.phone.port + 1} RTP/AVP 0\r\n"
            f"a=rtpmap:0 PCMU/8000\r\na={mode}\r\n"
        ).encode()


class Phone:
    """A telephone: a constituent's, or with a known user name an officer's.

    Args:
        user: user name that it registers by: `agent101` for an officer's.
        server: `host:port` of the telephone system.
        port: own UDP port; 0 for any.
        ring: seconds after which it answers; None for never.
        rejects: status and reason with which it refuses calls, or None.
    """

    def __init__(self, user, server, port=0, *, ring=None, rejects=None):
        self.user, self.server = user, server
        self.ring, self.rejects = ring, rejects
        self.calls = []
        self._by_id = {}
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((HOST, port))
        self._socket.settimeout(0.2)
        self.port = self._socket.getsockname()[1]
        self.address = f"{HOST}:{self.port}"
        host, _colon, number = server.partition(":")
        self._peer = host, int(number)
        self._is_open = True
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_fault):
        self.close()

    def close(self):
        for call in self.calls:
            if call.state != "ended":
                call.hang_up()
        self._is_open = False
        self._thread.join()
        self._socket.close()

    # What a person does

    def dial(self, extension, *, number="", name="", sender="", headers=""):
        """Dial an extension.

        Args:
            extension: what is dialled.
            number: own number that is shown; by default the user name.
            name: own name that is shown.
            sender: a whole From header instead of both.
            headers: more headers, each with its line end.

        Returns:
            The call, which may not be answered yet.
        """
        shown = f'"{name}" ' if name else ""
        local = sender or f"{shown}<sip:{number or self.user}@{self.address}>"
        target = f"sip:{extension}@{self.server}"
        call = Call(self, secrets.token_hex(8), local, f"<{target}>", target)
        self._by_id[call.call_id] = call
        self.calls.append(call)
        self.send(
            f"INVITE {target} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP {self.address};branch={call.branch}\r\n"
            "Max-Forwards: 70\r\n"
            f"From: {local};tag={call.local_tag}\r\nTo: <{target}>\r\n"
            f"Call-ID: {call.call_id}\r\nCSeq: 1 INVITE\r\n"
            f"Contact: <sip:{self.user}@{self.address}>\r\n{ALLOW}{headers}"
            "Content-Type: application/sdp\r\n",
            call._media(),
        )
        return call

    def wait_call(self, count=1, seconds=15):
        """Return the last call, as soon as it rings here for the `count`th time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if len(self.calls) >= count:
                return self.calls[-1]
            time.sleep(0.02)
        raise AssertionError(f"{self.user} has not been rung {count} times")

    # Protocol

    def send(self, head, body=b""):
        text = f"{head}Content-Length: {len(body)}\r\n\r\n"
        self._socket.sendto(text.encode("utf-8", "surrogateescape") + body, self._peer)

    def respond(self, message, status, reason, tag, body=b""):
        to = message.get("to")
        if "tag=" not in to and tag:
            to = f"{to};tag={tag}"
        vias = "".join(f"Via: {via}\r\n" for via in message.all("via"))
        kind = "Content-Type: application/sdp\r\n" if body else ""
        self.send(
            f"SIP/2.0 {status} {reason}\r\n{vias}"
            f"From: {message.get('from')}\r\nTo: {to}\r\n"
            f"Call-ID: {message.get('call-id')}\r\nCSeq: {message.get('cseq')}\r\n"
            f"Contact: <sip:{self.user}@{self.address}>\r\n{kind}",
            body,
        )

    def acknowledge_failure(self, message, target):
        number, _method = message.sequence
        self.send(
            f"ACK {target} SIP/2.0\r\nVia: {message.get('via')}\r\nMax-Forwards: 70\r\n"
            f"From: {message.get('from')}\r\nTo: {message.get('to')}\r\n"
            f"Call-ID: {message.get('call-id')}\r\nCSeq: {number} ACK\r\n"
        )

    def cancel(self, call):
        self.send(
            f"CANCEL {call.target} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP {self.address};branch={call.branch}\r\n"
            "Max-Forwards: 70\r\n"
            f"From: {call.local};tag={call.local_tag}\r\nTo: {call.remote}\r\n"
            f"Call-ID: {call.call_id}\r\nCSeq: 1 CANCEL\r\n"
        )

    def _listen(self):
        while self._is_open:
            try:
                raw, _sender = self._socket.recvfrom(65536)
            except TimeoutError:
                continue
            if raw.strip():
                self._handle(Message(raw))

    def _handle(self, message):
        call = self._by_id.get(message.get("call-id"))
        if message.status:
            if call and message.sequence[1] == "INVITE":
                call.take_response(message)
        elif message.method == "INVITE" and not call:
            self._be_rung(message)
        elif call and message.method != "ACK":
            call.take_request(message)

    def _be_rung(self, message):
        sender = message.get("from")
        call = Call(
            self,
            message.get("call-id"),
            local=message.get("to"),
            remote=re.sub(r";tag=.*", "", sender),
            target=URI.search(message.get("contact")).group(1),
            sequence=100,
        )
        call.invite, call.state, call.shown = message, "ringing", sender
        call.remote_tag = TAG.search(sender).group(1)
        self._by_id[call.call_id] = call
        if self.rejects:
            call.reject(*self.rejects)
        else:
            self.respond(message, 180, "Ringing", call.local_tag)
            if self.ring is not None:
                threading.Timer(self.ring, call.answer).start()
        self.calls.append(call)


def _branch():
    return f"z9hG4bK{secrets.token_hex(6)}"
