"""Benchmark of nearby requests among 100,000 and 1,000,000 open ones.

Peer: Odoo's `search` with a box on latitude and longitude without an index, as a
helpdesk would do. Limit: the hand-written statement on the index. Two other indexes are
measured beside.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from psycopg2.extras import execute_values

from .inside import environment
from .table import Table
from .timing import Timing, summed, taken

if TYPE_CHECKING:
    from odoo.api import Environment
    from odoo.models import BaseModel

# Parameters of the statements, by name.
Case = dict[str, Any]

SIZES = (100_000, 1_000_000)
SERVICES = 200
CASES = 300
PEER_CASES = 20
SEED = 137
METRES, DAYS = 50, 90
# A city of 20 by 20 km; half of the requests lie in its densest ninth.
SOUTH, NORTH, WEST, EAST = 53.68, 53.86, -0.50, -0.20

NOTE = """\
Milliseconds, median (p95), with what is read in memory, in a city of 20 by 20 km. Open
requests for 200 services, as skewed as words are: the n-th most frequent has 1/n of
the first; asked for the one with most of them, at places of requests. The peer is
Odoo's `search` with the box as its domain, as nothing would index the columns. Of the
indexes, that on service, latitude and longitude is used: as fast as is needed with
nothing computed, kept beside or installed."""

FILL = """
    INSERT INTO service_request (
        reference, name, service_id, state_id, phase, priority, latitude, longitude,
        opened_at, reporter_count, access_token, create_date, write_date
    ) SELECT 'BENCH-' || n, 'Bench', service, %s, 'open', '1', lat, lon,
        now() AT TIME ZONE 'UTC' - random() * interval '80 days', 1,
        gen_random_uuid()::text, now(), now()
    FROM (VALUES %%s) AS place (n, service, lat, lon)
"""
BARE = """
    SELECT id FROM (
        SELECT id, 12742017.6 * asin(least(1, sqrt(
            power(sin(radians(latitude::float8 - %(lat)s) / 2), 2)
            + cos(radians(%(lat)s)) * cos(radians(latitude::float8))
            * power(sin(radians(longitude::float8 - %(lon)s) / 2), 2)))) AS metres
        FROM service_request WHERE service_id = %(service)s
            AND {open}
            AND {near}
            AND opened_at > now() AT TIME ZONE 'UTC' - interval '90 days'
    ) AS found WHERE metres <= 50 ORDER BY metres LIMIT 5
"""
BETWEEN = """latitude BETWEEN %(south)s AND %(north)s
            AND longitude BETWEEN %(west)s AND %(east)s"""
# The other indexes and their conditions: a grid of about 110 by 65 m, and R-trees.
CELL = "(floor(latitude * 1000)::int)", "(floor(longitude * 1000)::int)"
GRID = f"""
    CREATE INDEX bench_grid ON service_request (service_id, {CELL[0]}, {CELL[1]})
    WHERE {{open}}
"""
IN_GRID = f"""{CELL[0]} IN %(rows)s AND {CELL[1]} IN %(columns)s"""
TREE = """
    CREATE INDEX bench_tree ON service_request
    USING gist (point(longitude::float8, latitude::float8)) WHERE {open}
"""
IN_TREE = """point(longitude::float8, latitude::float8)
            <@ box(point(%(west)s, %(south)s), point(%(east)s, %(north)s))"""


def main(database: str) -> None:
    with environment(database) as env:
        _table(env).tell()


def _table(env: Environment) -> Table:
    chance = random.Random(SEED)
    services = _services(env)
    lines: list[list[str]] = []
    filled = 0
    for size in SIZES:
        _fill(env, chance, services, filled, size)
        filled = size
        lines.append([f"{size:,}", *_line(env, chance, services[0], size)])
        print(" ", *lines[-1], sep="  ", file=sys.stderr, flush=True)
    headings = (
        "open requests|`_nearby`|`search` with a box|bare SQL|grid of cells"
        "|GiST on points|peer / ours|found at"
    )
    return Table(headings.split("|"), lines, note=NOTE)


def _services(env: Environment) -> BaseModel:
    return env["service.type"].create(
        [
            {
                "name": f"Bench {number}",
                "code": f"bench_nearby_{number}",
                "nearby_metres": METRES,
                "nearby_days": DAYS,
            }
            for number in range(SERVICES)
        ]
    )


def _fill(
    env: Environment, chance: random.Random, services: BaseModel, start: int, end: int
) -> None:
    state = env["service.request.state"]._by_code("received").id
    weights = [1 / rank for rank in range(1, SERVICES + 1)]
    count = end - start
    rows = [
        (start + number, service, *_place(chance))
        for number, service in enumerate(
            chance.choices(services.ids, weights=weights, k=count)
        )
    ]
    statement = env.cr.mogrify(FILL, [state]).decode()
    execute_values(env.cr._obj, statement, rows, page_size=10_000)
    env.cr.execute("ANALYZE service_request")
    env.invalidate_all()


def _place(chance: random.Random) -> tuple[float, float]:
    latitude, longitude = chance.uniform(SOUTH, NORTH), chance.uniform(WEST, EAST)
    if chance.random() < 0.5:
        # Moved towards the centre, where most people live.
        latitude = (SOUTH + NORTH) / 2 + (latitude - (SOUTH + NORTH) / 2) / 3
        longitude = (WEST + EAST) / 2 + (longitude - (WEST + EAST) / 2) / 3
    return round(latitude, 6), round(longitude, 6)


def _line(
    env: Environment, chance: random.Random, service: BaseModel, size: int
) -> list[str]:
    from odoo.addons.service_catalog.phases import OPEN_SQL

    cases = _cases(env, chance, service)
    Request = env["service.request"]

    def ours(case: Case) -> BaseModel:
        env.invalidate_all()
        return service._nearby(case["lat"], case["lon"])

    def peer(case: Case) -> object:
        env.invalidate_all()
        return Request.search(_box(case, service), limit=5).read(["reference"])

    def bare(near: str) -> Callable[[Case], object]:
        return lambda case: _run(env, BARE.format(near=near, open=OPEN_SQL), case)

    mine = summed(taken(ours, cases))
    finds = sum(len(ours(case)) > 1 for case in cases) / len(cases)
    limit = summed(taken(bare(BETWEEN), cases))
    with _index(env, "bench_grid", GRID.format(open=OPEN_SQL)):
        grid = summed(taken(bare(IN_GRID), cases))
    with _index(env, "bench_tree", TREE.format(open=OPEN_SQL)):
        tree = summed(taken(bare(IN_TREE), cases))
    with _unindexed(env):
        other = summed(taken(peer, cases[:PEER_CASES]))
    ratio = f"{other.median / mine.median:.0f}"
    told = [
        _format_timing(mine),
        str(other),
        _format_timing(limit),
        _format_timing(grid),
        _format_timing(tree),
    ]
    return [*told, ratio, f"{finds:.0%}"]


def _cases(env: Environment, chance: random.Random, service: BaseModel) -> list[Case]:
    """Return places a few metres from requests of the most frequent service."""
    from odoo.addons.service_catalog.nearby import around

    env.cr.execute(
        "SELECT latitude::float8, longitude::float8 FROM service_request"
        " WHERE service_id = %s ORDER BY id",
        [service.id],
    )
    cases = []
    for latitude, longitude in chance.sample(env.cr.fetchall(), CASES):
        latitude += chance.uniform(-1, 1) / 5000
        longitude += chance.uniform(-1, 1) / 5000
        box = around(latitude, longitude, METRES)
        row, column = int(latitude * 1000 // 1), int(longitude * 1000 // 1)
        cases.append(
            {
                "service": service.id,
                "lat": latitude,
                "lon": longitude,
                **vars(box),
                "rows": (row - 1, row, row + 1),
                "columns": (column - 1, column, column + 1),
            }
        )
    return cases


def _box(case: Case, service: BaseModel) -> list[tuple[str, str, object]]:
    return [
        ("service_id", "=", service.id),
        ("is_open", "=", True),
        ("latitude", ">=", case["south"]),
        ("latitude", "<=", case["north"]),
        ("longitude", ">=", case["west"]),
        ("longitude", "<=", case["east"]),
    ]


def _run(env: Environment, statement: str, case: Case) -> list[tuple[object, ...]]:
    env.cr.execute(statement, case)
    rows: list[tuple[object, ...]] = env.cr.fetchall()
    return rows


class _index:
    """Replace the product's index by another, for the time of a measurement."""

    def __init__(self, env: Environment, name: str, statement: str) -> None:
        self.cr, self.name, self.statement = env.cr, name, statement

    def __enter__(self) -> None:
        self.cr.execute("SAVEPOINT other")
        self.cr.execute("DROP INDEX service_request_nearby_idx")
        self.cr.execute(self.statement)
        self.cr.execute("ANALYZE service_request")

    def __exit__(self, *error: object) -> None:
        self.cr.execute("ROLLBACK TO SAVEPOINT other")


class _unindexed(_index):
    """Remove the index of places, for the time of a measurement."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env, "", "SELECT")


def _format_timing(timing: Timing) -> str:
    return f"{timing.median:.2f} ({timing.p95:.2f})"


if __name__ == "__main__":
    main(sys.argv[1])
