"""Benchmark of the search for duplicates in a whole city, with planted ones."""

from __future__ import annotations

import random
import resource
import sys
import time
from typing import TYPE_CHECKING

from . import labelled
from .inside import environment
from .table import Table

if TYPE_CHECKING:
    from odoo.api import Environment

SEED = 2_501
# One constituent of this many has a planted duplicate.
EVERY = 100
SLIPS = ("misspelt", "nickname", "address_slip", "swapped", "moved", "")
CITY = """
    SELECT id, name, email, phone, street, zip FROM res_partner
    WHERE is_constituent AND name LIKE '% %' AND phone <> '' AND email <> ''
    ORDER BY id
"""
FOUND = """
    SELECT match.partner_id, match.other_id, one.name = other.name
        AND one.street = other.street AND one.zip = other.zip
    FROM constituent_match match
    JOIN res_partner one ON one.id = match.partner_id
    JOIN res_partner other ON other.id = match.other_id
"""


def main(database: str) -> None:
    with environment(database) as env:
        _table(env(su=True)).tell()


def _table(env: Environment) -> Table:
    planted = _plant(env)
    env.cr.commit()
    begun = time.monotonic()
    search = env["constituent.match.search"].create({"scope": "all"})
    search.action_start()
    env["constituent.match.search"]._cron_find()
    seconds = time.monotonic() - begun
    assert search.state == "done", search.state
    env.cr.execute(FOUND)
    found = {frozenset(pair): alike for *pair, alike in env.cr.fetchall()}
    chance = sum(found[pair] for pair in found.keys() - planted)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    right = len(planted & found.keys())
    others = len(found) - right - chance
    return Table(
        ["searched", "time", "peak memory", "pairs compared", "planted", "found"],
        [
            [
                f"{search.total:,}",
                f"{seconds / 60:.1f} min",
                f"{peak:,.0f} MiB",
                f"{search.pair_count:,}",
                f"{len(planted):,}",
                f"{right:,} ({100 * right / len(planted):.1f} %)",
            ]
        ],
        note="From scratch, by one worker; the memory is Python's, Odoo with it.",
        remarks=f"Proposed besides: {chance:,} pairs of one name at one address, as the"
        f" city has them by chance, and {others:,} others.",
    )


def _plant(env: Environment) -> set[frozenset[int]]:
    """Create duplicates of some constituents, with an error; return the pairs."""
    chance = random.Random(SEED)
    env.cr.execute(CITY)
    rows = env.cr.dictfetchall()
    some = chance.sample(rows, len(rows) // EVERY)
    kind = env["constituent.kind"].search([("code", "=", "citizen")]).id
    made = env["res.partner"].create(
        [
            {**_again(chance, row), "is_constituent": True, "kind_id": kind}
            for row in some
        ]
    )
    return {frozenset((row["id"], new.id)) for row, new in zip(some, made, strict=True)}


def _again(chance: random.Random, row: dict[str, str]) -> dict[str, object]:
    """Return the values of the same person as another office may record them."""
    given, _space, family = row["name"].partition(" ")
    who = labelled.Record(
        given=given,
        middle="",
        family=family,
        name="",
        street=row["street"],
        postcode=row["zip"],
        birth_date=None,
        phone=row["phone"],
        landline="",
        email=row["email"],
        is_man=False,
    )
    slip = chance.choice(SLIPS)
    if slip:
        who = getattr(labelled, f"_{slip}")(chance, who)
    names = [who.given, who.family]
    kept = chance.choice(("phone", "email", "both"))
    return {
        "name": " ".join(names[::-1] if slip == "swapped" else names),
        "street": who.street,
        "zip": who.postcode,
        "phone": who.phone if kept != "email" else False,
        "email": who.email if kept != "phone" else False,
    }


if __name__ == "__main__":
    main(sys.argv[1])
