"""Benchmark of imports: a gazetteer, and constituents of whom half are known.

Peer: Odoo's own import (`load`) of the same rows, without validation, matching,
progress or undo. It gets fewer rows; its result is rows per second.
"""

from __future__ import annotations

import base64
import csv
import io
import itertools
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from . import city
from .inside import environment
from .table import Table

if TYPE_CHECKING:
    from odoo.api import Environment
    from odoo.models import BaseModel

Row = tuple[str, ...]

PROPERTIES = 120_000
PEOPLE = 10_000
# Number of these people who are in the city already.
KNOWN = PEOPLE // 2
FOR_CORE = 1_000
# Differs from the seed of the city's residents.
SEED = 91
FIRST_UPRN = 99_100_000_000
GAZETTEER = (
    "UPRN",
    "PAO_START_NUMBER",
    "STREET_DESCRIPTOR",
    "TOWN_NAME",
    "POSTCODE_LOCATOR",
    "LOGICAL_STATUS",
    "BLPU_CLASS",
    "WARD_CODE",
    "LATITUDE",
    "LONGITUDE",
)
PERSON = ("Name", "Phone", "Email", "Street", "Zip")
CORE_PROPERTY = ("uprn", "house", "street", "city", "postcode")
CORE_PERSON = ("name", "phone", "email", "street", "zip", "is_constituent")
THERE = """
    SELECT name, phone, email, street, zip FROM res_partner
    WHERE is_constituent AND phone <> '' AND email <> '' ORDER BY id LIMIT %s
"""


def main(database: str) -> None:
    with environment(database) as env:
        _table(env(su=True)).tell()


def _table(env: Environment) -> Table:
    places = list(itertools.islice(_places(), PROPERTIES))
    people = [*_known(env), *_new(PEOPLE - KNOWN)]
    core_people: list[Row] = [(*one, "1") for one in _new(FOR_CORE, SEED + 1)]
    core_places: list[Row] = [
        (f"{FIRST_UPRN + PROPERTIES + number}", *place[1:5])
        for number, place in enumerate(places[:FOR_CORE])
    ]
    property_rate = _core(env, "constituent.property", CORE_PROPERTY, core_places)
    person_rate = _core(env, "res.partner", CORE_PERSON, core_people)
    gazetteer = _file(GAZETTEER, places)
    lines = [
        _line(env, "gazetteer", "property", gazetteer, property_rate),
        _line(env, "gazetteer, again", "property", gazetteer, property_rate),
        _line(
            env,
            "constituents, half known",
            "constituent",
            _file(PERSON, people),
            person_rate,
        ),
    ]
    return Table(
        ["file", "rows", "checked", "imported", "result", "rows/s", "core, rows/s"],
        lines,
        note="By one worker, from the file to the last row; the check does all but keep"
        f" it. Core's `load` has {FOR_CORE:,} rows.",
    )


def _line(
    env: Environment, name: str, target: str, content: bytes, core: float
) -> list[str]:
    job = env["constituent.import"].create(
        {
            "file": base64.b64encode(content),
            "file_name": "bench.csv",
            "target": target,
            **({"makes_wards": True} if target == "property" else {}),
        }
    )
    checked = _worked(env, job, job.action_check)
    imported = _worked(env, job, job.action_run)
    counts = [
        f"{job[f'{what}_count']:,} {words}"
        for what, words in (
            ("created", "new"),
            ("updated", "changed"),
            ("unchanged", "same"),
            ("review", "to review"),
            ("rejected", "rejected"),
        )
        if job[f"{what}_count"]
    ]
    return [
        name,
        f"{job.row_count:,}",
        f"{checked:.0f} s",
        f"{imported:.0f} s",
        ", ".join(counts),
        f"{job.row_count / imported:,.0f}",
        f"{core:,.0f}",
    ]


def _worked(env: Environment, job: BaseModel, start: Callable[[], object]) -> float:
    begun = time.monotonic()
    start()
    env["constituent.import"]._cron_work()
    env.invalidate_all()
    assert job.state in ("checked", "done"), (job.state, job.problem)
    return time.monotonic() - begun


def _core(env: Environment, model: str, names: Row, lines: list[Row]) -> float:
    """Return how many rows per second Odoo imports; they are rolled back."""
    with env.cr.savepoint() as savepoint:
        begun = time.monotonic()
        done = env[model].load(list(names), [list(line) for line in lines])
        env.flush_all()
        seconds = time.monotonic() - begun
        assert done["ids"], done["messages"]
        savepoint.rollback()
    return len(lines) / seconds


def _file(headings: Row, lines: list[Row]) -> bytes:
    content = io.StringIO()
    csv.writer(content).writerows([headings, *lines])
    return content.getvalue().encode()


def _places() -> Iterator[Row]:
    """Yield properties street by street, in 21 wards."""
    for number in itertools.count():
        street = number // 60
        name = city.STREETS[street % len(city.STREETS)]
        kind = city.KINDS[street // len(city.STREETS) % len(city.KINDS)]
        yield (
            f"{FIRST_UPRN + number}",
            f"{number % 60 + 1}",
            f"{name} {kind} {street // 60 + 1}",
            "Kingston upon Hull",
            city.postcode(number // city.DOORS_PER_POSTCODE),
            "1",
            "RD04",
            f"W{street % 21:02}",
            f"{53.7 + street % 500 / 5000:.6f}",
            f"{-0.4 + number % 400 / 4000:.6f}",
        )


def _known(env: Environment) -> list[Row]:
    env.cr.execute(THERE, [KNOWN])
    rows: list[Row] = env.cr.fetchall()
    return rows


def _new(count: int, seed: int = SEED) -> list[Row]:
    """Return people who are not in the city, with further phone numbers."""
    return [
        (
            one.name,
            f"+447{900_000_000 + seed * 100_000 + number}",
            f"new.{seed}.{number}@example.org",
            one.street,
            one.postcode,
        )
        for number, one in enumerate(city.residents(count, seed))
    ]


if __name__ == "__main__":
    main(sys.argv[1])
