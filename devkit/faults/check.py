"""Check after the faults: each message is processed and acknowledged once."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .council import Council
from .load import EMAIL, Item
from .outgoing import Delivery
from .senders import Senders

MAX_EXAMPLES = 5
# The meaning of each kind of violation.
KINDS = {
    "refused for good": "a valid message got an answer after which nobody retries",
    "never accepted": "the sender gave up after many attempts",
    "lost": "accepted, but there is no row",
    "stored twice": "accepted once, but there are several rows",
    "stuck": "still waiting or failed after the queue had time",
    "set aside": "left to staff although it says clearly what it wants",
    "done without request": "done, but without a request",
    "request shared": "two messages are on one request",
    "request doubled": "there are more new requests than messages that opened one",
    "wrong receipt": "the client was given another reference than the request's",
    "retry left": "settled, but another attempt is still planned",
    "not acknowledged": "the sender was never told of the request",
    "acknowledged twice": "the sender was told by two different e-mails",
    "delivered again": "the same e-mail was delivered again more often than a kill"
    " between delivery and commit explains (RFC 1047)",
    "left to staff": "more than one message for each 50 faults, or part of 50, needed"
    " staff",
    "left in the mail queue": "an outgoing e-mail failed for good or still waits",
    "photo lost": "a file of the e-mail is missing, or damaged on disk",
}
ROWS = """
    SELECT message.id, message.external_id, message.body, message.state,
        message.error, message.next_attempt_at IS NOT NULL, request.id,
        request.reference, request.source_key
    FROM channel_message message
    LEFT JOIN service_request request ON request.id = message.request_id
    WHERE message.direction = 'in' AND message.id > %s
"""
NEW_REQUESTS = "SELECT id, reference FROM service_request WHERE id > %s"
UNSENT = """
    SELECT 'mail ' || id, coalesce(failure_reason, state) FROM mail_mail
        WHERE state IN ('outgoing', 'exception') AND id > %(mail)s
    UNION ALL
    SELECT 'message ' || id, coalesce(error, state) FROM channel_message
        WHERE direction = 'out' AND state IN ('queued', 'failed', 'uncertain')
        AND id > %(message)s
"""
PHOTOS = """
    SELECT res_id, name, store_fname, checksum FROM ir_attachment
    WHERE res_model = 'service.request' AND name LIKE 'photo-%%.png' AND res_id > %s
"""


@dataclass(frozen=True)
class Row:
    """A stored message and its request."""

    id: int
    external_id: str
    body: str
    state: str
    error: str
    has_retry: bool
    request_id: int | None
    reference: str | None
    source_key: str | None


@dataclass(frozen=True)
class Start:
    """The highest ids before the load."""

    message: int
    request: int
    mail: int

    @classmethod
    def of(cls, council: Council) -> "Start":
        tables = ("channel_message", "service_request", "mail_mail")
        return cls(*(_highest(council, table) for table in tables))


@dataclass(frozen=True)
class Allowed:
    """Limits of what the faults explain.

    Attributes:
        redeliveries: number of faults that may each have occurred between the
            delivery of an e-mail and its record, which SMTP cannot distinguish.
        left_to_staff: number of messages that may need staff.
    """

    redeliveries: int
    left_to_staff: int


@dataclass
class Verdict:
    """Violations by kind with examples, and further figures."""

    violations: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    figures: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, example: object) -> None:
        self.violations[kind] += 1
        if len(self.examples[kind]) < MAX_EXAMPLES:
            self.examples[kind].append(str(example))

    def count_left_to_staff(self, left: dict[str, list[int]], allowed: Allowed) -> None:
        """Record how many messages needed staff, by reason."""
        for reason, ids in left.items():
            self.figures[f"needed staff: {reason}"] = len(ids)
        self.figures["needed staff, at most"] = allowed.left_to_staff
        needed = [f"row {row}: {reason}" for reason, ids in left.items() for row in ids]
        for example in needed[allowed.left_to_staff :]:
            self.add("left to staff", example)


def check(
    council: Council,
    items: list[Item],
    senders: Senders,
    deliveries: list[Delivery],
    start: Start,
    allowed: Allowed,
) -> Verdict:
    """Compare accepted messages with the database and the mail server.

    Args:
        council: the running product.
        items: the messages that were sent.
        senders: the senders with their results.
        deliveries: the outgoing e-mails.
        start: the highest ids before the load.
        allowed: limits of what the faults explain.

    Returns:
        Violations and figures.
    """
    verdict = Verdict()
    rows = [Row(*row) for row in council.query(ROWS, (start.message,))]
    references = council.query(NEW_REQUESTS, (start.request,))
    accepted = [item for item in items if item.number in senders.accepted]
    for number, words in senders.refused.items():
        verdict.add("refused for good", f"{number}: {words}")
    for number in senders.given_up:
        verdict.add("never accepted", number)
    settled = dict(_processed(verdict, accepted, rows, senders))
    _requests(verdict, settled, references)
    _acknowledged(verdict, settled, deliveries, allowed.redeliveries)
    named = {"mail": start.mail, "message": start.message}
    for name, words in council.query(UNSENT, named):
        verdict.add("left in the mail queue", f"{name}: {words}")
    _photos(verdict, council, settled, start)
    verdict.figures |= {
        "accepted": len(accepted),
        "rows": len(rows),
        "requests": len(references),
        **{f"rows {state}": n for state, n in Counter(r.state for r in rows).items()},
    }
    return verdict


def _processed(
    verdict: Verdict, accepted: Iterable[Item], rows: list[Row], senders: Senders
) -> Iterator[tuple[Item, Row]]:
    """Yield each accepted item that is done, with its row."""
    found = _by_item(rows)
    for item in accepted:
        mine = found.get(item.key if item.kind == EMAIL else item.mark, [])
        if not mine:
            verdict.add("lost", item.key)
            continue
        if len(mine) > 1:
            verdict.add("stored twice", f"{item.key}: rows {[row.id for row in mine]}")
        row = min(mine, key=lambda one: (one.state != "done", one.id))
        wrong = _wrong(row)
        if wrong:
            verdict.add(wrong, f"row {row.id} ({row.state}): {row.error}")
            continue
        given = senders.receipts[item.number].get("service_request_id")
        if given and given != row.reference:
            verdict.add("wrong receipt", f"row {row.id}: {given}, not {row.reference}")
        yield item, row


def _by_item(rows: list[Row]) -> dict[str, list[Row]]:
    """Return rows by Message-ID and by the mark in their text."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        mark = re.search(r"note \w+k\d{6}", row.body or "")
        for key in {row.external_id, *([mark[0]] if mark else [])}:
            found[key].append(row)
    return found


def _wrong(row: Row) -> str:
    if row.state in ("received", "failed"):
        return "stuck"
    if row.state != "done":
        return "set aside"
    if not row.request_id:
        return "done without request"
    return "retry left" if row.has_retry else ""


def _requests(
    verdict: Verdict, settled: dict[Item, Row], references: list[tuple[Any, ...]]
) -> None:
    by_request: defaultdict[int | None, list[int]] = defaultdict(list)
    for row in settled.values():
        by_request[row.request_id].append(row.id)
    for request, rows in by_request.items():
        if len(rows) > 1:
            verdict.add("request shared", f"request {request}: rows {rows}")
    for request, reference in references:
        if request not in by_request:
            verdict.add("request doubled", f"{reference} is no message's")


def _acknowledged(
    verdict: Verdict,
    settled: dict[Item, Row],
    deliveries: list[Delivery],
    max_redeliveries: int,
) -> None:
    told: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for delivery in deliveries:
        told[delivery.recipient][delivery.subject, delivery.message_id] += 1
    again: list[str] = []
    for item, row in settled.items():
        times = {
            message_id: count
            for (subject, message_id), count in told[item.address].items()
            if row.reference and row.reference in subject
        }
        if not times:
            verdict.add("not acknowledged", f"{row.reference} to {item.address}")
        elif len(times) > 1:
            verdict.add("acknowledged twice", f"{row.reference}: {sorted(times)}")
        again += [
            f"{row.reference}: {message_id} {count} times"
            for message_id, count in times.items()
            if count > 1
        ]
    verdict.figures["delivered again"] = len(again)
    verdict.figures["delivered again at most"] = max_redeliveries
    for example in again[max_redeliveries:]:
        verdict.add("delivered again", example)


def _photos(
    verdict: Verdict, council: Council, settled: dict[Item, Row], start: Start
) -> None:
    kept: dict[tuple[int | None, str], tuple[str, str]] = {}
    for request, name, path, checksum in council.query(PHOTOS, (start.request,)):
        kept[request, name] = (path, checksum)
    store = council.data_dir / "filestore" / council.database
    sent = [item for item in settled if item.photo]
    verdict.figures["photos sent"] = len(sent)
    for item in sent:
        path, checksum = kept.get((settled[item].request_id, item.photo_name), ("", ""))
        if not path or not _is_whole(store / path, checksum):
            words = "damaged on disk" if path else "no attachment"
            verdict.add("photo lost", f"{settled[item].reference}: {words}")


def _is_whole(path: Path, checksum: str) -> bool:
    try:
        # Odoo's file names are this digest; it is no security measure.
        return hashlib.sha1(path.read_bytes()).hexdigest() == checksum
    except OSError:
        return False


def _highest(council: Council, table: str) -> int:
    # The names of tables are the constants of `Start.of`.
    statement = f"SELECT coalesce(max(id), 0) FROM {table}"  # noqa: S608
    return council.number(statement)
