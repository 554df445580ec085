#!/usr/bin/env python3
"""Receive e-mail by SMTP and store each one in Odoo before it is acknowledged.

An e-mail is answered with 250 only when Odoo has stored it. While Odoo is unavailable,
or refuses the token, the sending server is asked to try again later (451), so that no
e-mail is lost. An e-mail that is too large is refused (552), and staff see that it was.

The relay also asks Odoo every few seconds to process waiting messages. A cron worker
that starts looks for work only after a minute, unless it is notified. If all workers
were killed at once, this call notifies the new ones.

The token comes from the environment variable CHANNEL_TOKEN. Other users of the machine
could read it on a command line.
"""

import argparse
import asyncio
import http.client
import json
import logging
import os
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, AnyStr
from urllib.parse import quote

try:
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP, Envelope, Session
except ModuleNotFoundError:
    sys.exit(
        "The relay needs the Python package aiosmtpd.\n"
        "→ pip install aiosmtpd, or on Debian: apt install python3-aiosmtpd"
    )

MB = 1024 * 1024
PATIENCE_SECONDS = 60
WAKE_PATIENCE_SECONDS = 10
# Between two calls that wake Odoo, and after one whose token Odoo refuses, because Odoo
# counts each of those as a failed authentication.
WAKE_PAUSE_SECONDS = 5
WAKE_PAUSE_REFUSED_SECONDS = 300
LATER = "451 4.3.0 The council's system is away for a moment, please try again"

# Of more recipients, Odoo needs no list. HTTP servers refuse long headers.
MAX_RECIPIENTS = 20
# RFC 8187, 3.2: begins a header that is not ASCII.
ENCODED = "UTF-8''"

log = logging.getLogger("smtp_relay")

# What Odoo answers, as JSON.
Answer = dict[str, Any]


@dataclass
class Odoo:
    """Client of the endpoint in Odoo that stores e-mails."""

    url: str
    token: str
    headers: dict[str, str] = field(default_factory=dict)

    def post(self, content: bytes, **headers: str) -> tuple[int, Answer]:
        """Send an e-mail to Odoo.

        Args:
            content: the e-mail as it was received.
            **headers: additional HTTP headers, with underscores for hyphens.

        Returns:
            The HTTP status, 0 when there is no response, and the JSON response as a
            dict.
        """
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named["Content-Type"] = "message/rfc822"
        return self._call(self.url, content, named, PATIENCE_SECONDS)

    def wake(self) -> int:
        """Ask Odoo to process waiting messages; return the status or 0."""
        url = f"{self.url.rstrip('/')}/wake"
        return self._call(url, b"", {}, WAKE_PATIENCE_SECONDS)[0]

    def _call(
        self, url: str, body: bytes, headers: dict[str, str], patience: int
    ) -> tuple[int, Answer]:
        bearer = {"Authorization": f"Bearer {self.token}"}
        named = {**bearer, **self.headers, **headers}
        try:
            call = urllib.request.Request(url, data=body, headers=named)
            try:
                answer = urllib.request.urlopen(call, timeout=patience)
            except urllib.error.HTTPError as refusal:
                answer = refusal
            with answer:
                return answer.status, _json(answer.read())
        # ValueError: the URL, or that of a redirection, is invalid.
        except (OSError, http.client.HTTPException, ValueError) as fault:
            return 0, {"error": str(fault)}


def _json(body: bytes) -> Answer:
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def wake_periodically(odoo: Odoo, wait: Callable[[float], object]) -> None:
    """Ask Odoo every few seconds to process waiting messages, until it is to stop.

    Args:
        odoo: client of the endpoint.
        wait: function that waits for a number of seconds, and returns whether to stop.
    """
    was_answered, pause = True, 0
    while not wait(pause):
        status = odoo.wake()
        is_answered = status == 200
        if was_answered and not is_answered:
            log.warning("Odoo cannot be woken for what waits (status %s)", status)
        elif is_answered and not was_answered:
            log.info("Odoo can be woken again")
        was_answered = is_answered
        is_refused = status in (401, 403)
        pause = WAKE_PAUSE_REFUSED_SECONDS if is_refused else WAKE_PAUSE_SECONDS


def _head(content: bytes) -> bytes:
    """Return the headers of an e-mail, with the empty line after them."""
    ends = [content.find(mark) + len(mark) for mark in (b"\r\n\r\n", b"\n\n")]
    found = [end for end in ends if end > 4]
    return content[: min(found)] if found else content[:MB]


class Handler:
    """Handler of received e-mails; aiosmtpd calls its methods `handle_…`."""

    def __init__(self, odoo: Odoo, limit: int) -> None:
        self.odoo = odoo
        self.limit = limit

    async def handle_DATA(
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Store a received e-mail in Odoo, and return the SMTP reply."""
        content = envelope.original_content or b""
        status, answer = await asyncio.to_thread(
            self.odoo.post, content, **_envelope(envelope)
        )
        # Neither the sender nor what Odoo quotes of the e-mail belongs in a log.
        log.info("Odoo says %s, message %s", status, answer.get("message"))
        # Other servers in between, e.g. a maintenance page, store nothing.
        if status == 200 and answer.get("message"):
            return f"250 2.0.0 Stored as message {answer['message']}"
        if status == 413:
            return await self.refuse_large(envelope, len(content), _head(content))
        if status == 400 and answer.get("error") and not content.strip():
            return "554 5.6.0 There is no e-mail in it"
        # Odoo also answers 404 at its start, while it cannot open its database.
        if status in (401, 403, 404):
            log.error("Odoo refuses this relay: look at --url and CHANNEL_TOKEN")
        return LATER

    async def handle_exception(self, error: Exception) -> str:
        """Ask the sending server to try again after a fault of our own."""
        log.error("An e-mail could not be handed over (%s)", type(error).__name__)
        return LATER

    async def refuse_large(
        self, envelope: Envelope, size: int, head: bytes = b""
    ) -> str:
        """Record a refused e-mail for staff, and return the SMTP reply.

        If the attempt cannot be recorded, the sending server is asked to try again,
        because staff must see every refused e-mail.
        """
        if not head:
            sender = (envelope.mail_from or "").strip("<>")
            head = f"From: <{sender}>\r\n\r\n".encode("utf-8", "surrogateescape")
        status, answer = await asyncio.to_thread(
            self.odoo.post, head, X_Refused_Size=str(size), **_envelope(envelope)
        )
        log.info("Refused %s bytes, noted: %s", size, status)
        if status != 200 or not answer.get("message"):
            return LATER
        return (
            f"552 5.3.4 Your message has {size / MB:.0f} MB and the council takes"
            f" {self.limit / MB:.0f} MB at most. Please send fewer or smaller files"
        )


def _envelope(envelope: Envelope) -> dict[str, str]:
    return {
        "X_Envelope_From": _header(envelope.mail_from or ""),
        "X_Envelope_To": _header(", ".join(envelope.rcpt_tos[:MAX_RECIPIENTS])),
    }


def _header(text: str) -> str:
    """Return a text for an HTTP header: as it is, or as RFC 8187 encodes it.

    Addresses may hold any letter (RFC 6531). Without one, they would be another's.
    """
    if text.isascii() and text.isprintable() and not text.startswith(ENCODED):
        return text
    return ENCODED + quote(text, safe="", errors="surrogateescape")


# What aiosmtpd answers to an e-mail, and to a line of it, above the limit.
TOO_LARGE = ("552 Error", "500 Line too long")


class Receiver(SMTP):
    """SMTP server that refuses large e-mails with an explanation and records them."""

    _announced = ""

    def __init__(self, handler: Handler, **options: Any) -> None:
        # RFC 5321 allows lines of 1000 characters. Some e-mails are one line.
        self.line_length_limit = max(options.get("data_size_limit") or 0, MB)
        super().__init__(handler, **options)

    async def smtp_MAIL(self, arg: str | None) -> None:
        """Remember the parameters of MAIL, which announce the size."""
        self._announced = arg or ""
        await super().smtp_MAIL(arg)

    async def push(self, status: AnyStr) -> None:
        """Replace aiosmtpd's own replies to large e-mails by one that is recorded."""
        # aiosmtpd sends these itself, where no handler is called: on the announced size
        # (RFC 1870) and while the e-mail is received.
        if isinstance(status, str) and status.startswith(TOO_LARGE):
            try:
                status = await self._refused()
            except Exception as error:  # noqa: BLE001 - the session goes on
                status = await self.event_handler.handle_exception(error)
        await super().push(status)

    async def _refused(self) -> str:
        # A copy: the session goes on, with another e-mail.
        envelope = Envelope()
        if self.envelope:
            envelope.mail_from = self.envelope.mail_from
            envelope.rcpt_tos = [*self.envelope.rcpt_tos]
        size = self.data_size_limit or 0
        words = self._announced.split()
        for word in words[1:]:
            name, _is, value = word.partition("=")
            if name.upper() == "SIZE" and value.isdecimal():
                size = max(size, int(value))
        if not envelope.mail_from and words:
            address = self._strip_command_keyword("FROM:", self._announced)
            envelope.mail_from = self._getaddr(address or "")[0] or ""
        reply: str = await self.event_handler.refuse_large(envelope, size)
        return reply


class Relay(Controller):
    """The server, with `start()` and `stop()`; `port` is where it listens."""

    def factory(self) -> Receiver:
        """Return a session for a new connection."""
        return Receiver(self.handler, **self.SMTP_kwargs)


def relay(odoo: Odoo, host: str, port: int, limit: int) -> Relay:
    """Return a relay to `odoo`.

    Args:
        odoo: client of the endpoint.
        host: address to listen on.
        port: port to listen on.
        limit: maximal size of an e-mail in bytes.

    Returns:
        The relay, not yet started.
    """
    return Relay(
        Handler(odoo, limit),
        hostname=host,
        port=port,
        data_size_limit=limit,
        ident="Council Connect",
    )


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    """Parse the command line.

    Args:
        words: arguments, by default those of the process.

    Returns:
        The options, with `host` and `port` of `listen`.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--listen", required=True, metavar="HOST:PORT")
    parser.add_argument("--url", required=True, help=".../channel/mail/<endpoint>")
    parser.add_argument(
        "--max-size", type=int, default=25, metavar="MB", help="default: 25"
    )
    parser.add_argument(
        "--db", metavar="NAME", help="where one Odoo serves several databases"
    )
    given = parser.parse_args(words)
    host, _colon, port = given.listen.rpartition(":")
    if not port.isdecimal():
        parser.error("--listen wants HOST:PORT, e.g. 127.0.0.1:2525")
    if not os.environ.get("CHANNEL_TOKEN"):
        parser.error("set CHANNEL_TOKEN to the token of the endpoint in Odoo")
    given.host, given.port = host.strip("[]"), int(port)
    return given


def main() -> int:
    """Run the relay until SIGTERM or SIGINT; return the exit status."""
    given = arguments()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    headers = {"X-Odoo-Database": given.db} if given.db else {}
    odoo = Odoo(given.url, os.environ["CHANNEL_TOKEN"], headers)
    server = relay(odoo, given.host, given.port, given.max_size * MB)
    # Before any thread starts, so that none of them receives the signal.
    stop = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, stop)
    try:
        server.start()
    except OSError as fault:
        sys.exit(f"Cannot listen on {given.listen}: {fault.strerror or fault}")
    log.info("Listening on %s, handing e-mails to %s", given.listen, given.url)
    # This thread is free: the server has its own.
    wake_periodically(odoo, lambda seconds: signal.sigtimedwait(stop, seconds))
    server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
