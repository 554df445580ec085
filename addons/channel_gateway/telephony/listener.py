#!/usr/bin/env python3
"""Listen to Asterisk's manager interface (AMI) and post its events to Odoo.

Events are kept in a spool file until Odoo has stored them, so that a restart of either
side loses none. While AMI is away, events are read from Asterisk's queue_log as soon as
it is back, and what is still waiting or talking is asked for. Odoo's answers carry
commands: to dial, to transfer, to take a caller out of a queue.

The secrets come from the environment variables AMI_SECRET and CHANNEL_SECRET. Other
users of the machine could read them on a command line.
"""

import argparse
import base64
import contextlib
import hashlib
import hmac
import http.client
import itertools
import json
import logging
import os
import queue
import secrets
import signal
import socket
import sqlite3
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# The events that tell what becomes of calls. A filter of AMI takes the beginning of a
# name.
EVENTS = {
    "AgentCalled",
    "AgentComplete",
    "AgentConnect",
    "AgentRingNoAnswer",
    "AttendedTransfer",
    "BlindTransfer",
    "BridgeEnter",
    "BridgeLeave",
    "DialBegin",
    "DialEnd",
    "Hangup",
    "HangupRequest",
    "Hold",
    "LocalBridge",
    "OriginateResponse",
    "Pickup",
    "QueueCallerAbandon",
    "QueueCallerJoin",
    "QueueCallerLeave",
    "Unhold",
    "UserEvent",
}
# Own events, sent by the dialplan (docs/telephony.md), begin with this.
OWN_EVENTS = "Council"
# The ends of names of values that no call is told by.
LEFT_OUT = (
    "AccountCode",
    "BridgeCreator",
    "BridgeName",
    "BridgeNumChannels",
    "BridgeTechnology",
    "BridgeVideoSourceMode",
    "ChannelState",
    "ChannelStateDesc",
    "Context",
    "Exten",
    "Language",
    "Priority",
    "Privilege",
)
# Actions of AMI that Odoo may ask for, and no others.
ACTIONS = {"Originate", "BlindTransfer", "QueueWithdrawCaller", "UserEvent", "Hangup"}

PATIENCE_SECONDS = 10
KEEPALIVE_SECONDS = 10
LONGEST_PAUSE_SECONDS = 60
REFUSED_PAUSE_SECONDS = 60
BATCH = 200
MAX_BLOCK = 1024 * 1024

log = logging.getLogger("pbx_listener")

# A name that comes several times in one event has a list.
Event = dict[str, Any]


def parse(block: bytes) -> Event:
    """Read one event or response of AMI.

    Args:
        block: its lines, without the empty line after them. A name of a caller can be
            in any encoding.

    Returns:
        Values by name; a list where a name is repeated (`ChanVariable`).
    """
    found: Event = {}
    for line in block.decode("utf-8", "replace").split("\r\n"):
        name, colon, value = line.partition(":")
        if not colon:
            continue
        value = value.removeprefix(" ")
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found


class Disconnected(Exception):
    """AMI is away, or does not do what it must."""


class Manager:
    """A connection to AMI.

    Args:
        address: host and port.
        user: name in manager.conf.
        secret: its secret.
    """

    def __init__(self, address: tuple[str, int], user: str, secret: str) -> None:
        self._numbers = itertools.count(1)
        self._buffer = b""
        self._waiting: list[Event] = []
        try:
            self._socket = socket.create_connection(address, PATIENCE_SECONDS)
        except OSError as fault:
            raise Disconnected(str(fault)) from fault
        try:
            self._log_in(user, secret)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._socket.close()

    def _log_in(self, user: str, secret: str) -> None:
        while b"\r\n" not in self._buffer:
            if not self._receive(PATIENCE_SECONDS):
                raise Disconnected("it is no manager interface")
        _banner, _line, self._buffer = self._buffer.partition(b"\r\n")
        # No events until the filter is set.
        answer = self.ask("Login", Username=user, Secret=secret, Events="off")
        if answer.get("Response") != "Success":
            raise Disconnected(f"login refused: {answer.get('Message')}")
        for name in sorted(EVENTS):
            answer = self.ask("Filter", Operation="Add", Filter=f"Event: {name}")
            if answer.get("Response") != "Success":
                raise Disconnected(f"filter refused: {answer.get('Message')}")
        self.ask("Events", EventMask="on")
        self._prove_filter()

    def _prove_filter(self) -> None:
        """Send an event of our own: a wrong filter is accepted, and all is quiet."""
        token = secrets.token_hex(8)
        self.send("UserEvent", UserEvent="CouncilProof", Token=token)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            event = self._next(PATIENCE_SECONDS)
            if event and event.get("Token") == token and "Event" in event:
                return
            if event:
                self._waiting.append(event)
        raise Disconnected("the filter lets no events through")

    def send(self, action: str, **values: str) -> str:
        """Send an action; return its ActionID."""
        number = f"council-{next(self._numbers)}"
        lines = {"Action": action, "ActionID": number, **values}
        text = "".join(f"{name}: {_line(value)}\r\n" for name, value in lines.items())
        try:
            self._socket.settimeout(PATIENCE_SECONDS)
            self._socket.sendall(text.encode() + b"\r\n")
        except OSError as fault:
            raise Disconnected(str(fault)) from fault
        return number

    def ask(self, action: str, **values: str) -> Event:
        """Send an action and return its response; events meanwhile are kept."""
        return self.collect(action, "", **values)[0]

    def collect(self, action: str, end: str, **values: str) -> list[Event]:
        """Send an action, and return its response and the events that belong to it.

        Args:
            action: name of the action.
            end: name of the event that is the last one; "" where there are none.
            values: values of the action.

        Raises:
            Disconnected: there is no response in time.
        """
        number = self.send(action, **values)
        found: list[Event] = []
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            event = self._next(max(0.01, deadline - time.monotonic()))
            if event is None:
                continue
            if event.get("ActionID") != number:
                self._waiting.append(event)
                continue
            found.append(event)
            is_refused = event.get("Response") == "Error"
            if not end or is_refused or event.get("Event") == end:
                return found
        raise Disconnected(f"no response to {action}")

    def next_event(self, seconds: float) -> Event | None:
        """Return the next event, None if there is none within `seconds`."""
        if self._waiting:
            return self._waiting.pop(0)
        return self._next(seconds)

    def _next(self, seconds: float) -> Event | None:
        deadline = time.monotonic() + seconds
        while b"\r\n\r\n" not in self._buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not self._receive(left):
                return None
        block, _empty, self._buffer = self._buffer.partition(b"\r\n\r\n")
        return parse(block)

    def _receive(self, seconds: float) -> bool:
        """Read into the buffer; return False if nothing came."""
        # Not `makefile`, which cannot be read again after a timeout.
        self._socket.settimeout(max(seconds, 0.01))
        try:
            data = self._socket.recv(65536)
        except TimeoutError:
            return False
        except OSError as fault:
            raise Disconnected(str(fault)) from fault
        if not data or len(self._buffer) > MAX_BLOCK:
            raise Disconnected("the connection was closed")
        self._buffer += data
        return True


def _line(value: object) -> str:
    """Return a value without line ends, which would be further headers."""
    return str(value).replace("\r", " ").replace("\n", " ")


class Spool:
    """Events that Odoo has not stored yet, and how far queue_log has been read."""

    def __init__(self, path: str) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False)
        with self._write() as cursor:
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute(
                "CREATE TABLE IF NOT EXISTS event"
                " (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT, refused TEXT)"
            )
            cursor.execute(
                "CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, value TEXT)"
            )
        self.has_more = threading.Event()

    @contextlib.contextmanager
    def _write(self) -> Iterator[sqlite3.Cursor]:
        with self._lock, self._database:
            yield self._database.cursor()

    def add(self, events: list[Event]) -> None:
        rows = [(json.dumps(event),) for event in events]
        with self._write() as cursor:
            cursor.executemany("INSERT INTO event (body) VALUES (?)", rows)
        self.has_more.set()

    def first(self, count: int) -> list[tuple[int, Event]]:
        with self._write() as cursor:
            rows = cursor.execute(
                "SELECT id, body FROM event WHERE refused IS NULL ORDER BY id LIMIT ?",
                (count,),
            ).fetchall()
        return [(number, json.loads(body)) for number, body in rows]

    def remove(self, last: int) -> None:
        """Remove what was accepted: all up to and including `last`."""
        with self._write() as cursor:
            cursor.execute(
                "DELETE FROM event WHERE id <= ? AND refused IS NULL", (last,)
            )

    def refuse(self, number: int, reason: str) -> None:
        """Set an event aside that Odoo will never take; it stays in the file."""
        with self._write() as cursor:
            cursor.execute(
                "UPDATE event SET refused = ? WHERE id = ?", (reason, number)
            )

    def mark(self, name: str, value: str | None = None) -> str:
        """Return what was noted under `name`; note `value`, if given, instead."""
        with self._write() as cursor:
            if value is not None:
                cursor.execute("REPLACE INTO mark VALUES (?, ?)", (name, value))
            row = cursor.execute(
                "SELECT value FROM mark WHERE name = ?", (name,)
            ).fetchone()
        return row[0] if row else ""


class QueueLog:
    """Asterisk's queue_log, read from where AMI was last known to be complete."""

    def __init__(self, path: str, spool: Spool) -> None:
        self._path, self._spool = Path(path), spool

    def note_complete(self) -> None:
        """Note that everything up to now has come by AMI."""
        with contextlib.suppress(OSError):
            now = self._path.stat()
            self._spool.mark("queue_log", f"{now.st_ino} {now.st_size}")

    def missed(self) -> list[Event]:
        """Return the lines since then as events; none at the very first start."""
        inode, _space, offset = self._spool.mark("queue_log").partition(" ")
        if not inode:
            return []
        lines = []
        for path in self._files(int(inode)):
            with contextlib.suppress(OSError), path.open("rb") as file:
                if file.seek(0, os.SEEK_END) >= int(offset):
                    file.seek(int(offset))
                else:
                    file.seek(0)
                lines += file.read().splitlines()
            offset = "0"
        return [
            {"Event": "QueueLog", "Timestamp": line.split("|", 1)[0], "Line": line}
            for line in (raw.decode("utf-8", "replace") for raw in lines)
            if "|" in line
        ]

    def _files(self, inode: int) -> list[Path]:
        """Return the file that was read last, which may be rotated, and those after."""
        files = [self._path]
        if self._path.exists() and self._path.stat().st_ino != inode:
            older = self._path.parent.glob(f"{self._path.name}[.-]*")
            files = [path for path in older if path.stat().st_ino == inode] + files
        return files


@dataclass
class Odoo:
    """Client of the endpoint in Odoo, signing by https://www.standardwebhooks.com."""

    url: str
    secret: str
    spool: Spool

    def post(self, body: Event) -> tuple[int, Event]:
        """Return the HTTP status, 0 without a response, and the JSON response."""
        content = json.dumps(body).encode()
        number, now = self._next_number(), str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "webhook-id": number,
            "webhook-timestamp": now,
            "webhook-signature": sign(self.secret, number, now, content),
        }
        try:
            call = urllib.request.Request(self.url, data=content, headers=headers)
            try:
                answer = urllib.request.urlopen(call, timeout=PATIENCE_SECONDS * 3)
            except urllib.error.HTTPError as refusal:
                answer = refusal
            with answer:
                told = json.loads(answer.read() or b"{}")
                return answer.status, told if isinstance(told, dict) else {}
        except (OSError, http.client.HTTPException, ValueError) as fault:
            return 0, {"error": str(fault)}

    def _next_number(self) -> str:
        """Return a number above all that were used, also if the clock is set back."""
        last = int(self.spool.mark("number") or 0)
        number = max(time.time_ns(), last + 1)
        self.spool.mark("number", str(number))
        return f"pbx_{number:020d}"


def sign(secret: str, number: str, timestamp: str, content: bytes) -> str:
    """Return the value of the header `webhook-signature` (Standard Webhooks).

    Args:
        secret: `whsec_` and a key in base64.
        number: value of the header `webhook-id`.
        timestamp: value of the header `webhook-timestamp`.
        content: the body as it is sent.
    """
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{number}.{timestamp}.".encode() + content
    digest = hmac.new(key, signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def pause_after(failures: int) -> float:
    """Return the seconds to wait after so many failures: ever more."""
    return float(min(LONGEST_PAUSE_SECONDS, 2 ** min(failures - 1, 10)))


@dataclass
class Sender:
    """Posts what is in the spool, in order, and takes commands from the answers."""

    odoo: Odoo
    spool: Spool
    poll: float
    commands: "queue.Queue[Event]" = field(default_factory=queue.Queue)
    is_stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        failures = 0
        while not self.is_stopping.is_set():
            status = self.post(BATCH)
            failures = 0 if status == 200 else failures + 1
            if failures == 1:
                log.warning("Odoo does not take events (status %s)", status)
            if status in (401, 403):
                self.is_stopping.wait(REFUSED_PAUSE_SECONDS)
            elif failures:
                self.is_stopping.wait(
                    min(LONGEST_PAUSE_SECONDS / 2, 0.25 * 2**failures)
                )
            else:
                self.spool.has_more.wait(self.poll)

    def post(self, count: int) -> int:
        """Post up to `count` events; return the status.

        Events that Odoo calls malformed are halved until the one is alone, which is set
        aside: it must not hold up the others.
        """
        self.spool.has_more.clear()
        rows = self.spool.first(count)
        status, told = self.odoo.post({"events": [event for _number, event in rows]})
        if status == 200:
            if rows:
                self.spool.remove(rows[-1][0])
            if len(rows) == count:
                self.spool.has_more.set()
            for command in told.get("commands") or []:
                self.commands.put(command)
        elif status in (400, 413, 422) and len(rows) > 1:
            return self.post(len(rows) // 2)
        elif status in (400, 413, 422) and rows:
            log.error("Odoo refuses an event: %s", told.get("error"))
            self.spool.refuse(rows[0][0], str(told.get("error")))
            return 200
        return status


@dataclass
class Listener:
    """Reads AMI into the spool, and carries out commands."""

    connect: Callable[[], Manager]
    spool: Spool
    queue_log: QueueLog | None
    sender: Sender

    def run(self) -> None:
        """Listen until it is to stop; reconnect after growing pauses."""
        failures = 0
        _notify("READY=1")
        while not self.sender.is_stopping.is_set():
            _notify("WATCHDOG=1")
            try:
                manager = self.connect()
                log.info("Connected to AMI")
                failures = 0
                try:
                    self._catch_up(manager)
                    self._listen(manager)
                finally:
                    manager.close()
            except Disconnected as fault:
                log.warning("AMI is away: %s", fault)
                failures += 1
                self.sender.is_stopping.wait(
                    min(LONGEST_PAUSE_SECONDS, 2**failures / 2)
                )

    def _catch_up(self, manager: Manager) -> None:
        """Spool what was missed, and who is waiting and talking now."""
        events = self.queue_log.missed() if self.queue_log else []
        now = f"{time.time():.6f}"
        waiting = manager.collect("QueueStatus", "QueueStatusComplete")
        talking = manager.collect("CoreShowChannels", "CoreShowChannelsComplete")
        events += [
            {**kept(event), "Timestamp": now}
            for event in waiting
            if event.get("Event") == "QueueEntry"
        ]
        channels = [event["Uniqueid"] for event in talking if "Uniqueid" in event]
        snapshot = {"Event": "CouncilSnapshot", "Timestamp": now, "Channels": channels}
        self.spool.add([*events, snapshot])
        self._note_complete()

    def _listen(self, manager: Manager) -> None:
        heard = time.monotonic()
        while not self.sender.is_stopping.is_set():
            event = manager.next_event(0.1)
            events = []
            while event:
                if is_wanted(event):
                    events.append(kept(event))
                event = manager.next_event(0) if len(events) < BATCH else None
            if events:
                self.spool.add(events)
            self._carry_out(manager)
            if time.monotonic() > heard + KEEPALIVE_SECONDS:
                manager.ask("Ping")
                heard = time.monotonic()
                self._note_complete()
                _notify("WATCHDOG=1")

    def _note_complete(self) -> None:
        if self.queue_log:
            self.queue_log.note_complete()

    def _carry_out(self, manager: Manager) -> None:
        while not self.sender.commands.empty():
            command = self.sender.commands.get()
            action, values = command.get("action"), command.get("values") or {}
            if action in ACTIONS:
                answer = manager.ask(action, **values)
            else:
                answer = {"Response": "Error", "Message": f"not allowed: {action}"}
            self.spool.add(
                [
                    {
                        "Event": "CouncilResult",
                        "Timestamp": f"{time.time():.6f}",
                        "Command": command.get("id"),
                        "Response": answer.get("Response"),
                        "Message": answer.get("Message", ""),
                    }
                ]
            )


def is_wanted(event: Event) -> bool:
    """Return whether an event is one of `EVENTS`, or one of our own."""
    own = str(event.get("UserEvent", OWN_EVENTS))
    is_proof = own == "CouncilProof"
    return event.get("Event") in EVENTS and own.startswith(OWN_EVENTS) and not is_proof


def kept(event: Event) -> Event:
    """Return what is sent of an event; the time is now where AMI does not give it."""
    told = {
        name: value
        for name, value in event.items()
        if not name.endswith(LEFT_OUT) and value not in ("", "<unknown>")
    }
    return {"Timestamp": f"{time.time():.6f}", **told}


def _notify(state: str) -> None:
    """Tell systemd, if it started this, that all is well (sd_notify(3))."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address:
        address = "\0" + address[1:] if address.startswith("@") else address
        with (
            contextlib.suppress(OSError),
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify,
        ):
            notify.sendto(state.encode(), address)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", required=True, help="address of the endpoint in Odoo")
    parser.add_argument("--manager", default="127.0.0.1:5038", metavar="HOST:PORT")
    parser.add_argument("--user", required=True, help="user in manager.conf")
    parser.add_argument("--spool", required=True, help="file for events not yet taken")
    parser.add_argument("--queue-log", help="Asterisk's queue_log, to catch up from")
    parser.add_argument(
        "--poll", type=float, default=1.0, help="seconds between looks for commands"
    )
    return parser.parse_args()


def main() -> int:
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level="INFO")
    given = arguments()
    missing = [n for n in ("AMI_SECRET", "CHANNEL_SECRET") if not os.environ.get(n)]
    if missing:
        sys.exit(f"Set {' and '.join(missing)} in the environment.")
    host, _colon, port = given.manager.rpartition(":")
    spool = Spool(given.spool)
    odoo = Odoo(given.url, os.environ["CHANNEL_SECRET"], spool)
    sender = Sender(odoo, spool, given.poll)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_frame: sender.is_stopping.set())
    thread = threading.Thread(target=sender.run, daemon=True)
    thread.start()
    Listener(
        lambda: Manager((host, int(port)), given.user, os.environ["AMI_SECRET"]),
        spool,
        QueueLog(given.queue_log, spool) if given.queue_log else None,
        sender,
    ).run()
    spool.has_more.set()
    thread.join(timeout=5)
    return 0


if __name__ == "__main__":
    sys.exit(main())
