"""Benchmark of the constituent look-up, for everything an officer may type.

Peers: Odoo's `name_search` with the same text, and Odoo's search by the matching field,
if there is one. Limit: one hand-written statement with the best index that returns what
the look-up shows.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .inside import environment
from .table import Table
from .timing import Timing, summed, taken

if TYPE_CHECKING:
    from odoo.api import Environment

# Columns of the database by name, and parts of them.
Row = dict[str, Any]

CASES = 200
# Odoo may take seconds for each: maximum number of cases, and seconds.
PEER_CASES = 20
PEER_SECONDS = 5
SEED = 16_000
LIMIT = 8

NOTE = """\
Server time, with what is read in memory; the ratios are of medians. Core's
`name_search` is asked what the officer typed, its search by field the parts of it. The
bare SQL is one statement that returns the columns that the box shows. The last column
says how many of the people that were meant are among the eight rows: many fit a number
or name that is only begun, and the made-up city has each street many times."""

SHOWN = """
    SELECT partner.id, partner.complete_name, partner.street, partner.zip,
        partner.phone, partner.email, kind.name ->> 'en_US', kind.icon,
        EXISTS (
            SELECT FROM constituent_marker marker WHERE marker.partner_id = partner.id
            AND marker.active AND marker.ended_at IS NULL
            AND (marker.expiry_date IS NULL OR marker.expiry_date >= current_date)
        )
    FROM res_partner partner
    LEFT JOIN constituent_kind kind ON kind.id = partner.kind_id
"""
BY_IDENTIFIER = """
    JOIN constituent_identifier identifier ON identifier.partner_id = partner.id
    WHERE identifier.value_normalised = %(value)s AND identifier.active
        AND partner.active AND partner.is_constituent LIMIT 8
"""
BY_NUMBER_BEGUN = """
    JOIN constituent_identifier identifier ON identifier.partner_id = partner.id
    WHERE identifier.value_normalised LIKE %(value)s || '%%' AND identifier.active
        AND partner.active AND partner.is_constituent
    ORDER BY identifier.value_normalised USING ~<~ LIMIT 8
"""
BY_POSTCODE = """
    WHERE partner.lookup_postcode = %(postcode)s AND partner.active
        AND partner.is_constituent AND partner.complete_name ILIKE %(name)s
        AND partner.street ILIKE %(street)s LIMIT 8
"""
BY_TEXT = """
    JOIN constituent_lookup lookup ON lookup.partner_id = partner.id
    WHERE lookup.text LIKE %(text)s || '%%' AND lookup.is_address = %(is_address)s
        AND partner.active AND partner.is_constituent
    ORDER BY lookup.text USING ~<~ LIMIT 8
"""
BY_TEXT_AND_PLACE = """
    JOIN constituent_lookup lookup ON lookup.partner_id = partner.id
    WHERE lookup.text LIKE %(text)s || '%%' AND NOT lookup.is_address
        AND lookup.outward = %(outward)s AND partner.active AND partner.is_constituent
    ORDER BY lookup.text USING ~<~ LIMIT 8
"""
BY_WORDS_ALIKE = """
    JOIN (
        WITH word AS MATERIALIZED (
            SELECT text FROM constituent_lookup_word
            WHERE string_to_array(spellings, ' ') && %(keys)s
        )
        SELECT found.partner_id FROM word CROSS JOIN LATERAL (
            SELECT lookup.partner_id FROM constituent_lookup lookup
            WHERE lookup.is_address = FALSE
                AND lookup.text ~>=~ (%(given)s || ' ' || word.text)
                AND lookup.text ~<~ (%(given)s || ' ' || word.text || '~') LIMIT 8
        ) found
    ) hit ON hit.partner_id = partner.id
    WHERE partner.active AND partner.is_constituent LIMIT 8
"""


@dataclass(frozen=True)
class Way:
    """A kind of query: what is typed, Odoo's search by field, and the bare SQL."""

    name: str
    typed: Callable[[Row], str]
    statement: str
    parameters: Callable[[Row], Row]
    domain: Callable[[Row], list[tuple[str, str, str]]] | None = None


def main(database: str) -> None:
    with environment(database) as env:
        _table(env).tell()


def _table(env: Environment) -> Table:
    sample = _sample(env)
    lines: list[list[str]] = []
    everything: dict[str, list[float]] = {"ours": [], "peer": [], "limit": []}
    for way in _ways():
        # Also warms the cache for all sides alike.
        finds = _found(env, way, sample)
        sides = _measured(env, way, sample)
        for side, milliseconds in everything.items():
            milliseconds += sides[side]
        lines.append([*_line(way.name, sides), finds])
        print(" ", *lines[-1], sep="  ", file=sys.stderr, flush=True)
    lines.append([*_line("all of them", everything), ""])
    return Table(
        "look-up by|ours|core `name_search`|core by field|bare SQL"
        "|core / ours|ours / SQL|finds".split("|"),
        lines,
        note=NOTE,
    )


def _ways() -> list[Way]:
    return [
        Way(
            "phone",
            lambda row: f"0{row['phone'][3:7]} {row['phone'][7:]}",
            BY_IDENTIFIER,
            lambda row: {"value": row["phone"]},
            lambda row: [("phone_mobile_search", "=", row["phone"])],
        ),
        Way(
            "phone, begun",
            lambda row: f"0{row['phone'][3:7]} {row['phone'][7:10]}",
            BY_NUMBER_BEGUN,
            lambda row: {"value": row["phone"][:10]},
            lambda row: [("phone_mobile_search", "=", row["phone"][:10])],
        ),
        Way(
            "e-mail",
            lambda row: row["email"],
            BY_IDENTIFIER,
            lambda row: {"value": row["email"]},
            lambda row: [("email_normalized", "=", row["email"])],
        ),
        Way(
            "name and postcode",
            lambda row: f"{row['family']} {row['zip']}",
            BY_POSTCODE,
            lambda row: _at(row, name=f"%{row['family']}%"),
            lambda row: [("name", "ilike", row["family"]), ("zip", "=", row["zip"])],
        ),
        Way(
            "house number and postcode",
            lambda row: f"{row['house']} {row['zip']}",
            BY_POSTCODE,
            lambda row: _at(row, street=f"{row['house']} %"),
            lambda row: [
                ("street", "=ilike", f"{row['house']} %"),
                ("zip", "=", row["zip"]),
            ],
        ),
        Way(
            "name and half a postcode",
            lambda row: f"{row['family']} {row['zip'].split()[0]}",
            BY_TEXT_AND_PLACE,
            lambda row: {
                "text": _folded(row["family"]),
                "outward": row["zip"].split()[0],
            },
            lambda row: [
                ("name", "ilike", row["family"]),
                ("zip", "=ilike", f"{row['zip'].split()[0]} %"),
            ],
        ),
        Way(
            "house and street",
            lambda row: row["street"],
            BY_TEXT,
            lambda row: {"text": row["street"].lower(), "is_address": True},
            lambda row: [("street", "ilike", row["street"])],
        ),
        Way(
            "whole name",
            lambda row: row["name"],
            BY_TEXT,
            lambda row: {"text": _folded(row["name"]), "is_address": False},
        ),
        Way(
            "surname, begun",
            lambda row: row["family"][:4],
            BY_TEXT,
            lambda row: {"text": _folded(row["family"])[:4], "is_address": False},
        ),
        Way(
            "misspelt name",
            lambda row: f"{row['given']} {_misspelt(row['family'])}",
            BY_WORDS_ALIKE,
            lambda row: {
                "given": _folded(row["given"]),
                "keys": _keys(_misspelt(row["family"])),
            },
        ),
    ]


def _at(row: Row, name: str = "%", street: str = "%") -> Row:
    return {"postcode": row["zip"], "name": name, "street": street}


def _folded(name: str) -> str:
    from odoo.addons.constituent_crm.matching import normalise

    folded: str = normalise.name(name)
    return folded


def _keys(word: str) -> list[str]:
    from odoo.addons.constituent_crm.matching import keys

    return list(keys.of_word(_folded(word)))


def _misspelt(word: str) -> str:
    """Swap the second and third last letters of a word."""
    return f"{word[:-3]}{word[-2]}{word[-3]}{word[-1]}"


def _sample(env: Environment) -> list[Row]:
    env.cr.execute(
        "SELECT id, name, email, phone, street, zip FROM res_partner"
        " WHERE is_constituent AND email <> '' AND phone <> '' ORDER BY id"
    )
    chosen: list[Row] = random.Random(SEED).sample(env.cr.dictfetchall(), CASES)
    for row in chosen:
        row["given"], row["family"] = row["name"].split()
        row["house"] = row["street"].split()[0]
    return chosen


def _measured(env: Environment, way: Way, sample: list[Row]) -> dict[str, list[float]]:
    partners = env["res.partner"]

    def ours(row: Row) -> object:
        env.invalidate_all()
        return partners.constituent_lookup(way.typed(row), limit=LIMIT)

    def name_search(row: Row) -> object:
        env.invalidate_all()
        return partners.name_search(way.typed(row), limit=LIMIT)

    def by_field(row: Row) -> object:
        assert way.domain
        env.invalidate_all()
        return partners.search_read(way.domain(row), ["name"], limit=LIMIT)

    def bare(row: Row) -> object:
        env.cr.execute(SHOWN + way.statement, way.parameters(row))
        return env.cr.fetchall()

    return {
        "ours": taken(ours, sample),
        "peer": _patient(name_search, sample),
        "field": _patient(by_field, sample) if way.domain else [],
        "limit": taken(bare, sample),
    }


def _found(env: Environment, way: Way, sample: list[Row]) -> str:
    """Return the share of the intended people among the rows."""
    partners = env["res.partner"]

    def is_found(row: Row) -> bool:
        rows = partners.constituent_lookup(way.typed(row), limit=LIMIT)
        return row["id"] in (found["id"] for found in rows)

    return f"{sum(map(is_found, sample)) / len(sample):.0%}"


def _patient(call: Callable[[Row], object], cases: list[Row]) -> list[float]:
    """Return the milliseconds of the first cases, within a limit of time."""
    milliseconds = []
    until = time.monotonic() + PEER_SECONDS
    for case in cases[:PEER_CASES]:
        start = time.perf_counter()
        call(case)
        milliseconds.append((time.perf_counter() - start) * 1000)
        if time.monotonic() > until and len(milliseconds) > 1:
            break
    return milliseconds


def _line(name: str, sides: dict[str, list[float]]) -> list[str]:
    ours, peer, limit = (summed(sides[side]) for side in ("ours", "peer", "limit"))
    field: Timing | str = summed(sides["field"]) if sides.get("field") else ""
    return [
        name,
        f"{ours.median:.2f} ({ours.p95:.2f})",
        str(peer),
        str(field),
        f"{limit.median:.2f} ({limit.p95:.2f})",
        f"{peer.median / ours.median:.0f}",
        f"{ours.median / limit.median:.1f}",
    ]


if __name__ == "__main__":
    main(sys.argv[1])
