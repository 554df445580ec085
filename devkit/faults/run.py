"""Run the product under load while its parts are killed: `./dev test --faults`.

As a program it runs in the environment of the tests: `python -m devkit.faults.run
DATABASE TEMPLATE --count 10000 --seed 1`.
"""

import argparse
import contextlib
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from .. import odoo, postgres
from ..console import say, step
from ..place import LOGS, STATE
from . import (
    FLOW,
    LOAD,
    MALFORMED,
    PARTS,
    PAYLOADS,
    drain,
    flow,
    malformed,
    report,
    staff,
)
from .check import Allowed, Start, check
from .council import Council
from .disk import AttachmentDisk
from .figures import Figures, Flow, Load
from .injector import Injector
from .load import items
from .outgoing import OutgoingServer
from .senders import Senders

DATA = STATE / "faults"
RECORD = "delivered.jsonl"
# Seconds for each message, and at least, until the queues must be empty.
DRAIN_EACH, DRAIN_LEAST = 0.5, 600
# A small load is spread over this time, so that two rounds of faults hit it.
MIN_SEND_SECONDS = 140
# Faults that may occur between a delivery and its record.
CUTTING = ("cron worker killed", "database backend ended", "server killed")
CONFIGURE = """
    DELETE FROM ir_config_parameter WHERE key = 'ir_attachment.location';
    UPDATE channel_endpoint SET is_active = true;
"""
BASE_URL = """
    UPDATE ir_config_parameter SET value = '{url}' WHERE key = 'web.base.url'
"""


@dataclass
class Rig:
    """The running product with its surroundings."""

    council: Council
    outgoing: OutgoingServer
    disk: AttachmentDisk


def main(words: list[str] | None = None) -> int:
    given = arguments(words)
    # Interruption cleans up: nothing stays running or mounted.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    figures: Figures = {"seed": given.seed, "count": given.count}
    failed = False
    with rig(given.database, given.template, given.seed) as running:
        figures["disk"] = running.disk.method
        if FLOW in given.parts:
            figures["flow"] = _measure_flow(running, given.seed)
        if LOAD in given.parts:
            figures["load"] = _bear_load(running, given.count, given.seed)
            failed |= bool(figures["load"]["violations"])
        if MALFORMED in given.parts:
            found = malformed.run(running.council, given.payloads, given.seed)
            figures["malformed"] = found
            failed |= bool(found["violations"])
    if given.json:
        Path(given.json).write_text(json.dumps(figures, indent=2) + "\n")
    say(report.table(figures))
    return 1 if failed else 0


def arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("database")
    parser.add_argument("template")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--payloads", type=int, default=PAYLOADS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--json", metavar="FILE")
    return parser.parse_args(words)


@contextlib.contextmanager
def rig(database: str, template: str, seed: int) -> Iterator[Rig]:
    """Start everything on a copy of `template`; clean up afterwards."""
    server = postgres.start()
    odoo.clone(server, template, database)
    odoo.psql(server, database, CONFIGURE)
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    LOGS.mkdir(exist_ok=True)
    for log in LOGS.glob(f"{database}*.log"):
        log.unlink()
    outgoing = OutgoingServer(DATA / RECORD, seed)
    outgoing.open()
    council = Council(server, database, DATA / "data", outgoing.port)
    odoo.psql(server, database, BASE_URL.format(url=council.url))
    disk = AttachmentDisk(council.data_dir / "filestore" / database)
    with disk.mounted():
        try:
            with step("Starting Odoo with its workers, and the relay"):
                council.start()
                council.start_relay()
            yield Rig(council, outgoing, disk)
        finally:
            council.stop()
            outgoing.close()
    odoo.drop(server, database)


def _measure_flow(running: Rig, seed: int) -> Flow:
    with step(f"{flow.RATE_COUNT} e-mails without faults"):
        rate = flow.rate(running.council, seed)
    with step(f"A flood of {flow.FLOOD_COUNT} e-mails at one of two endpoints"):
        delay = flow.delay(running.council, seed)
    return {
        "rate": asdict(rate)
        | {
            "accepted_a_second": rate.accepted_a_second,
            "processed_a_second": rate.processed_a_second,
        },
        "delay": asdict(delay),
    }


def _bear_load(running: Rig, count: int, seed: int) -> Load:
    council = running.council
    start = Start.of(council)
    load = items(count, seed, "load")
    senders = Senders(council)
    injector = Injector(council, running.outgoing, running.disk, seed)
    began = time.monotonic()
    with step(f"{count} messages while faults are injected"):
        running.outgoing.refuses_some = True
        injector.start()
        senders.deliver(load, MIN_SEND_SECONDS / count)
        sent = time.monotonic() - began
        injector.finish()
        injector.join()
        running.outgoing.refuses_some = False
    if injector.problem:
        raise injector.problem
    with step("Letting the queues run empty"):
        limit = max(DRAIN_LEAST, count * DRAIN_EACH)
        drained = drain.drain(council, start.message, limit)
    deliveries = running.outgoing.deliveries
    with step("Doing what staff do about what is left to them"):
        left = staff.settle(council, deliveries, start.message)
        if any(left.values()):
            drained += drain.drain(council, start.message, limit)
    injected = injector.injected
    allowed = Allowed(
        redeliveries=sum(injected[name] for name in CUTTING),
        left_to_staff=staff.max_left(injected.total()),
    )
    verdict = check(council, load, senders, deliveries, start, allowed)
    verdict.count_left_to_staff(left, allowed)
    return {
        "send_seconds": sent,
        "drain_seconds": drained,
        "faults": dict(injected),
        "refusals": dict(running.outgoing.refusals),
        "retries": dict(senders.retries),
        "figures": verdict.figures,
        "violations": dict(verdict.violations),
        "examples": dict(verdict.examples),
    }


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error}\n{error.stderr or ''}")
