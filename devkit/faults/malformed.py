"""Malformed payloads over the network: no internal error, and no stuck queue."""

import base64
import re
import smtplib
from functools import partial
from urllib.parse import quote

import requests

from ..console import say, step
from . import adapters, drain
from .collecting import Collected, Pairs, collect
from .council import API_KEY, EMAIL_TOKEN, Council, resident_mb
from .figures import Malformed
from .samples import emails, parameters

Figures = dict[str, object]
Violations = dict[str, list[str]]

# Share of payloads that are sent by SMTP, too, with one connection each.
SMTP_SHARE = 0.04
TIMEOUT_SECONDS = 60
MAX_SECONDS = 30.0
MAX_WORKER_MB = 1500
DRAIN_EACH, DRAIN_LEAST = 1.0, 600
# The message of Open311 responses to internal errors.
OUR_FAULT = "The service failed"
STATES = """
    SELECT endpoint.kind, message.state, count(*) FROM channel_message message
    JOIN channel_endpoint endpoint ON endpoint.id = message.endpoint_id
    WHERE message.direction = 'in' AND message.id > %s
    GROUP BY endpoint.kind, message.state ORDER BY 1, 2
"""
# Excluded are invalid Open311 reports, which are failed and whose clients were told.
FAULTS = """
    SELECT message.id, message.error, to_jsonb(message) ->> 'raw'
    FROM channel_message message
    WHERE message.direction = 'in' AND message.id > %s
    AND (state = 'received' OR (state = 'failed'
        AND coalesce(error, '') NOT LIKE 'The client was told%%'))
    ORDER BY message.id
"""
LOGGED = re.compile(r"^\S+ \S+ \d+ (?:ERROR|CRITICAL) \S+ \S+: (.*)$", re.M)


def run(council: Council, count: int, seed: int) -> Malformed:
    """Send malformed payloads of each kind.

    Args:
        council: the running product.
        count: number of payloads.
        seed: seed of the random numbers.

    Returns:
        Figures, and examples of violations.
    """
    figures: Figures = {}
    violations: Violations = {}
    with step(f"{count} malformed payloads for each parser"):
        _add(figures, violations, adapters.run(count, seed), adapters.MAX_SECONDS)
    start = council.number("SELECT coalesce(max(id), 0) FROM channel_message")
    log_size = council.log.stat().st_size
    figures["HTTP workers' MB before"] = resident_mb(council.workers("WorkerHTTP"))
    wires = {}
    for name, (collected, share) in _wires(council).items():
        number = max(1, int(count * share))
        with step(f"{number} malformed: {name}"):
            wires[name] = collected(number, seed)
    _add(figures, violations, wires, MAX_SECONDS)
    with step("Letting the queue run empty"):
        limit = max(DRAIN_LEAST, count * DRAIN_EACH)
        figures["seconds to drain"] = round(drain.drain(council, start, limit))
    _memory(council, figures, violations)
    _outcome(council, start, figures, violations)
    _logged(council, log_size, figures)
    return {"figures": figures, "violations": violations}


def _wires(council: Council) -> dict[str, tuple[adapters.Collect, float]]:
    """Return what sends payloads over each wire, and the share of them to send."""
    post, send = partial(_post_email, council), partial(_send_email, council)
    report, read = partial(_report, council), partial(_list, council)
    return {
        "e-mail by HTTP": (partial(collect, emails(), post), 1),
        "e-mail by SMTP": (partial(collect, emails(), send), SMTP_SHARE),
        "Open311 POST": (partial(collect, parameters(), report), 1),
        "Open311 GET": (partial(collect, parameters(), read), 1),
    }


def _post_email(council: Council, raw: bytes) -> str:
    answer = requests.post(
        f"{council.url}/channel/mail/{council.endpoints['demo_endpoint_email']}",
        data=raw,
        headers={
            "Authorization": f"Bearer {EMAIL_TOKEN}",
            "Content-Type": "message/rfc822",
        },
        timeout=TIMEOUT_SECONDS,
    )
    return "" if answer.status_code in (200, 400, 413) else _describe_answer(answer)


def _send_email(council: Council, raw: bytes) -> str:
    """Send raw bytes; smtplib changes line ends only."""
    with smtplib.SMTP("127.0.0.1", council.relay_port, timeout=TIMEOUT_SECONDS) as smtp:
        smtp.ehlo()
        smtp.mail("robin@example.org")
        smtp.rcpt("contact@example.org")
        code, words = smtp.data(raw)
    # 5xx means rejected with a reason; 500 means that a line is too long.
    return "" if code == 250 or code >= 500 else f"SMTP {code} {words!r}"


def _report(council: Council, pairs: Pairs) -> str:
    answer = requests.post(
        f"{council.url}/open311/v2/requests.json",
        data=[("api_key", API_KEY), *pairs],
        timeout=TIMEOUT_SECONDS,
    )
    return _fault_in(answer)


def _list(council: Council, pairs: Pairs) -> str:
    """Read one of the URLs, with the pairs in its query."""
    words = dict(pairs)
    code = quote(words.get("description") or "x", safe="")[:200]
    paths = (
        "services.json",
        "requests.json",
        "requests.xml",
        f"services/{code}.json",
        f"requests/{code}.xml",
        f"tokens/{code}.json",
        "discovery.xml",
    )
    path = paths[len(repr(pairs)) % len(paths)]
    answer = requests.get(
        f"{council.url}/open311/v2/{path}", params=pairs, timeout=TIMEOUT_SECONDS
    )
    return _fault_in(answer)


def _fault_in(answer: requests.Response) -> str:
    is_ours = answer.status_code >= 500 or OUR_FAULT in answer.text
    return _describe_answer(answer) if is_ours else ""


def _describe_answer(answer: requests.Response) -> str:
    return f"HTTP {answer.status_code} {' '.join(answer.text.split())[:80]}"


def _add(
    figures: Figures,
    violations: Violations,
    found: dict[str, Collected],
    max_seconds: float,
) -> None:
    for name, one in found.items():
        figures[name] = (
            f"{one.calls} calls, {one.seconds:.0f} s, slowest {one.slowest:.2f} s"
        )
        for problem, payload in one.problems.items():
            key = f"{name}: {problem}"
            violations[key] = [f"{one.times[problem]} times: {_short(payload)}"]
        if one.slowest > max_seconds:
            words = f"{one.slowest:.1f} s for {one.slowest_size} bytes"
            violations[f"{name}: too slow"] = [words]


def _short(payload: bytes | Pairs) -> str:
    return repr(payload)[:400]


def _memory(council: Council, figures: Figures, violations: Violations) -> None:
    for kind in ("WorkerHTTP", "WorkerCron"):
        used = resident_mb(council.workers(kind))
        figures[f"{kind} MB after"] = used
        if max(used, default=0) > MAX_WORKER_MB:
            violations[f"{kind} too large"] = [f"{used} MB"]


def _outcome(
    council: Council, start: int, figures: Figures, violations: Violations
) -> None:
    for kind, state, number in council.query(STATES, (start,)):
        figures[f"{kind} rows {state}"] = number
    faults = council.query(FAULTS, (start,))
    figures["rows with a fault of ours or stuck"] = len(faults)
    for number, error, raw in faults:
        words = f"row stuck: {re.sub(r'[0-9]+', '#', error or 'waiting')[:120]}"
        violations.setdefault(words, []).append(f"row {number}: {_stored(raw)!r}")


def _stored(raw: str | None) -> bytes:
    """Decode the beginning of a stored payload from hex digits and base64."""
    held = bytes.fromhex((raw or "").removeprefix("\\x"))
    return base64.b64decode(held)[:300]


def _logged(council: Council, size: int, figures: Figures) -> None:
    with council.log.open(errors="replace") as log:
        log.seek(size)
        said = [re.sub(r"\d+", "#", line)[:100] for line in LOGGED.findall(log.read())]
    for line in sorted(set(said)):
        figures[f"logged: {line}"] = said.count(line)
        say(f"    logged {said.count(line)} times: {line}")
