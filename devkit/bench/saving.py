"""Benchmark of saving a constituent, against a contact with the same fields.

Peer: a `res.partner` of the same registry that is no constituent, so that other addons
and the machine affect both alike.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from .city import Resident, residents
from .inside import environment
from .table import Table
from .timing import Timing, summed

if TYPE_CHECKING:
    from odoo.api import Environment

Values = dict[str, object]
# Saves the values in a turn; returns milliseconds.
Work = Callable[["Environment", list[Values], int], float]

ROUNDS = 60
BATCH = 1000
BATCHES = 2
# Differs from the seed of the city's residents.
SEED = 58
MOST = 1_000_000


def main(database: str) -> None:
    with environment(database) as env:
        _table(env).tell()


def _table(env: Environment) -> Table:
    people = residents(MOST, SEED)
    lines: list[list[str]] = []
    for name, size, rounds, work in (
        ("create", 1, ROUNDS, _create),
        (f"create {BATCH:,} at once", BATCH, BATCHES, _create),
        ("write phone and e-mail", 1, ROUNDS, _writing(_reached)),
        ("write name and address", 1, ROUNDS, _writing(_moved)),
        ("write city", 1, ROUNDS, _writing(lambda number: {"city": f"City {number}"})),
        (
            f"write phone of {BATCH:,}, one by one",
            BATCH,
            BATCHES,
            _writing_each(_reached),
        ),
    ):
        ours, peer = _both(env, people, size, rounds, work)
        ratio = ours.median / peer.median
        lines.append([name, str(ours), str(peer), f"{ratio:.2f}"])
        print(" ", *lines[-1], sep="  ", file=sys.stderr, flush=True)
    return Table(
        ["save", "a constituent", "a contact", "ratio"],
        lines,
        note="Until it is in the database; the contact is in the same registry.",
    )


def _both(
    env: Environment, people: Iterator[Resident], size: int, rounds: int, work: Work
) -> tuple[Timing, Timing]:
    """Return timings of `work` on constituents and on contacts, in turns."""
    taken: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(rounds + 1):
        for is_constituent, milliseconds in taken.items():
            values = [_values(next(people), is_constituent) for _one in range(size)]
            with env.cr.savepoint():
                spent = work(env, values, turn)
            if turn:
                milliseconds.append(spent)
    return summed(taken[True]), summed(taken[False])


def _values(one: Resident, is_constituent: bool) -> Values:
    return {
        "name": one.name,
        "email": one.email,
        "phone": one.phone,
        "street": one.street,
        "zip": one.postcode,
        "is_constituent": is_constituent,
    }


def _create(env: Environment, values: list[Values], turn: int) -> float:
    return _timed(env, lambda: env["res.partner"].create(values))


def _writing(change: Callable[[int], Values]) -> Work:
    def work(env: Environment, values: list[Values], turn: int) -> float:
        partners = env["res.partner"].create(values)
        return _timed(env, lambda: partners.write(change(turn)))

    return work


def _writing_each(change: Callable[[int], Values]) -> Work:
    def work(env: Environment, values: list[Values], turn: int) -> float:
        partners = env["res.partner"].create(values)

        def write() -> None:
            for number, partner in enumerate(partners):
                partner.write(change(turn * BATCH + number))

        return _timed(env, write)

    return work


def _timed(env: Environment, call: Callable[[], object]) -> float:
    env.flush_all()
    env.invalidate_all()
    start = time.perf_counter()
    call()
    env.flush_all()
    return (time.perf_counter() - start) * 1000


def _reached(number: int) -> Values:
    return {
        "phone": f"+447800{number:06}",
        "email": f"moved.{number}@example.org",
    }


def _moved(number: int) -> Values:
    return {
        "name": f"Quentin Moved{number}",
        "street": f"{number} Larch Row",
        "zip": "HU5 3ZZ",
    }


if __name__ == "__main__":
    main(sys.argv[1])
