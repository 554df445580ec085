"""Benchmark of the Open311 server: lists that anybody reads as often as they like.

Run as `python -m devkit.bench.open311 DATABASE`; it commits to that database. Peer: the
same columns of the same rows by Odoo's own API, `/json/2` with `search_read`. Limit:
the rows by SQL, as JSON.
"""

from __future__ import annotations

import datetime
import json
import sys
import time
from collections.abc import Callable
from typing import TypedDict

import psycopg2
import requests

from .. import postgres, serve
from .preparing import prepare
from .table import Table
from .timing import Timing, summed

WORKERS = 2
ROWS = 1000
CALLS = 30
# Bytes and milliseconds of the list of services, as the product promises them.
MAX_SERVICES = 200_000

# Run in Odoo's shell: makes what is read, and prints the key of Odoo's API.
PREPARE = """
import datetime, json
Service = env["service.type"]
if Service.search_count([]) < 200:
    Service._load_example()
Service.search([]).write({"is_published": True})
services = Service.search([], limit=30)
env.flush_all()
env.cr.execute('''
    INSERT INTO service_request (reference, name, service_id, team_id, channel_id,
        state_id, phase, outcome_id, closed_at, priority, opened_at, due_at, write_date,
        create_date, latitude, longitude, address, postcode, description,
        public_description, media_url, sla_state)
    SELECT 'O311-' || n, 'A pothole', chosen.ids[1 + n %% array_length(chosen.ids, 1)],
        (SELECT min(id) FROM service_team), channel.id, state.id, state.phase,
        CASE WHEN state.phase = 'closed' THEN outcome.id END,
        CASE WHEN state.phase = 'closed' THEN now() END, '0',
        now() - n * interval '1 minute', now() + n %% 30 * interval '1 day', now(),
        now(), 53.7 + n / 100000.0, -0.3, n || ' Park Avenue, Hull', 'HU5 3ER',
        repeat('There is a hole in the road. ', 8),
        repeat('There is a hole in the road. ', 8), 'https://example.org/hole.jpg',
        'running'
    FROM generate_series(1, 3000) AS n
    CROSS JOIN (SELECT %s::int[] AS ids) AS chosen
    JOIN service_request_state state
        ON state.code = (ARRAY['received', 'in_progress', 'resolved'])[1 + n %% 3]
    JOIN service_outcome outcome ON outcome.code = 'fixed'
    JOIN constituent_channel channel ON channel.code = 'api'
    WHERE NOT EXISTS (SELECT FROM service_request WHERE reference = 'O311-1')
''', [services.ids])
key = env["res.users.apikeys"].with_user(env.ref("base.user_admin"))._generate(
    "rpc", "bench", datetime.datetime.now() + datetime.timedelta(days=1))
env.cr.commit()
print("TOLD " + json.dumps({"key": key}))
"""

COLUMNS = [
    "reference",
    "phase",
    "service_id",
    "team_id",
    "outcome_id",
    "public_description",
    "opened_at",
    "closed_at",
    "due_at",
    "write_date",
    "address",
    "postcode",
    "property_id",
    "latitude",
    "longitude",
    "media_url",
]
LIMIT = """
    SELECT reference, phase, service_id, team_id, outcome_id, public_description,
        opened_at, closed_at, due_at, write_date, address, postcode, property_id,
        latitude, longitude, media_url
    FROM service_request
    WHERE opened_at > now() - interval '90 days'
    ORDER BY opened_at DESC, id DESC LIMIT %s
"""
NOTE = f"""\
From the client's call until the last byte of the answer, {WORKERS} workers, one client
that takes gzip. The list of services is the example catalogue; it is read from the
cache after a worker's first call. `/json/2` returns ids where Open311 has names."""


class Prepared(TypedDict):
    """What `PREPARE` creates."""

    key: str


def main(database: str) -> None:
    server = postgres.start()
    told: Prepared = prepare(server, database, PREPARE)
    options = [f"--workers={WORKERS}", "--max-cron-threads=0"]
    with serve.serving(server, database, *options) as url:
        root = f"{url}/open311/v2"
        many = f"requests.%s?page_size={ROWS}"
        peer = _timed(lambda: _search_read(url, told))
        limit = _timed(_bare(database))
        etag = requests.get(f"{root}/services.json", timeout=60).headers.get("ETag", "")
        lines = [
            _line(
                f"{ROWS} requests, JSON", _get(f"{root}/{many % 'json'}"), peer, limit
            ),
            _line(f"{ROWS} requests, XML", _get(f"{root}/{many % 'xml'}"), peer, limit),
            _line("list of services", _get(f"{root}/services.json")),
            _line("the same, unchanged", _get(f"{root}/services.json", etag)),
        ]
        size = len(requests.get(f"{root}/services.json", timeout=60).content)
    remarks = f"The list of services has {size:,} bytes (at most {MAX_SERVICES:,})."
    headings = ["GET", "ours", "`/json/2`", "SQL and JSON", "ours / `/json/2`"]
    Table(headings, lines, NOTE, remarks).tell()


def _line(
    name: str, ours: Timing, peer: Timing | None = None, limit: Timing | None = None
) -> list[str]:
    ratio = f"{ours.median / peer.median:.2f}" if peer else "-"
    return [name, str(ours), str(peer or "-"), str(limit or "-"), ratio]


def _timed(call: Callable[[], object]) -> Timing:
    """Return the timing of CALLS calls, after each worker has had some."""
    for _number in range(WORKERS * 3):
        call()
    milliseconds = []
    for _number in range(CALLS):
        start = time.perf_counter()
        call()
        milliseconds.append((time.perf_counter() - start) * 1000)
    return summed(milliseconds)


def _get(address: str, etag: str = "") -> Timing:
    headers = {"If-None-Match": etag} if etag else {}

    def call() -> None:
        answer = requests.get(address, headers=headers, timeout=60)
        answer.raise_for_status()

    return _timed(call)


def _search_read(url: str, told: Prepared) -> None:
    since = datetime.datetime.now() - datetime.timedelta(days=90)
    answer = requests.post(
        f"{url}/json/2/service.request/search_read",
        json={
            "domain": [["opened_at", ">=", f"{since:%Y-%m-%d %H:%M:%S}"]],
            "fields": COLUMNS,
            "limit": ROWS,
            "order": "opened_at desc, id desc",
            "load": "",
        },
        headers={"Authorization": f"Bearer {told['key']}"},
        timeout=60,
    )
    answer.raise_for_status()
    if len(answer.json()) != ROWS:
        raise ValueError(f"{len(answer.json())} rows")


def _bare(database: str) -> Callable[[], object]:
    connection = psycopg2.connect(dbname=database)

    def call() -> str:
        with connection.cursor() as cursor:
            cursor.execute(LIMIT, [ROWS])
            return json.dumps(cursor.fetchall(), default=str)

    return call


if __name__ == "__main__":
    main(sys.argv[1])
