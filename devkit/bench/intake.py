"""Benchmark of a contact over HTTP: until it is stored, until its request is open.

There are two workers and two clients, each of which waits for an answer before its next
call: `python -m devkit.bench.intake DATABASE`. Peer: a ticket of OCA's helpdesk,
created over Odoo's `/json/2`. Limit: the raw contact inserted and committed by bare
SQL.
"""

import json
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypedDict

import psycopg2
import requests

from .. import odoo, postgres, serve
from .timing import Row, Timing, summed, table

WORKERS = 2
CLIENTS = 2
CONTACTS = 300

# Run in Odoo's shell: creates what the contacts need, and prints it as one line of
# JSON.
PREPARE = """
import datetime, json
channels = env["constituent.channel"]
mail = env["channel.endpoint"].create({
    "name": "Bench e-mail", "kind": "email", "address": "bench@example.org",
    "channel_id": channels.search([("code", "=", "email")]).id,
})
client = env["channel.endpoint"].create({
    "name": "Bench client", "kind": "open311",
    "channel_id": channels.search([("code", "=", "api")]).id,
})
if not env["service.type"].search([("code", "=", "bench_pothole")]):
    env["service.type"].create({
        "name": "Pothole", "code": "bench_pothole", "is_published": True,
        "needs_location": True,
        "keyword_ids": [(0, 0, {"phrase": "pothole"})],
    })
key = env["res.users.apikeys"].with_user(env.ref("base.user_admin"))._generate(
    "rpc", "bench", datetime.datetime.now() + datetime.timedelta(days=1))
env.cr.commit()
print("TOLD " + json.dumps({
    "mail": mail.id, "mail_token": mail.token, "client": client.token, "key": key}))
"""

LETTER = """\
From: Jane Smith <jane.{number}@example.org>
To: bench@example.org
Subject: Pothole
Message-ID: <{unique}@example.org>
Content-Type: text/plain; charset=utf-8

There is a deep pothole outside 12 Park Avenue HU5 3ER. Jane Smith, 07700 900123
"""

CREATE_TABLE = "CREATE TABLE IF NOT EXISTS bench_intake (raw text, at timestamp)"
INSERT = "INSERT INTO bench_intake VALUES (%s, now())"


class Prepared(TypedDict):
    """What `PREPARE` creates: ids of endpoints, and secrets."""

    mail: int
    mail_token: str
    client: str
    key: str


def main(database: str) -> None:
    server = postgres.start()
    told = _prepare(server, database)
    options = [f"--workers={WORKERS}", "--max-cron-threads=0"]
    with serve.serving(server, database, *options) as url:
        mail = _timed(lambda number: _post_letter(url, told, number))
        report = _timed(lambda number: _post_report(url, told, number))
        ticket = _timed(lambda number: _post_ticket(url, told, number))
    limit = _limit(database)
    rows = [
        Row("intake until durable", mail, ticket, limit),
        Row("intake until the request is open", report, ticket, limit),
    ]
    table(rows).tell()


def _prepare(server: postgres.Server, database: str) -> Prepared:
    process = odoo.start(
        server,
        f"--database={database}",
        "--no-http",
        "--log-level=error",
        subcommand="shell",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    output, _errors = process.communicate(PREPARE)
    line = next(line for line in output.splitlines() if "TOLD " in line)
    told: Prepared = json.loads(line.split("TOLD ", 1)[1])
    return told


def _timed(post: Callable[[int], None]) -> Timing:
    """Return the timing of CONTACTS calls of `post`, CLIENTS at a time."""
    for number in range(WORKERS * 5):
        post(number)

    def one(number: int) -> float:
        start = time.perf_counter()
        post(number)
        return (time.perf_counter() - start) * 1000

    with ThreadPoolExecutor(max_workers=CLIENTS) as clients:
        return summed(list(clients.map(one, range(CONTACTS))))


def _post_letter(url: str, told: Prepared, number: int) -> None:
    requests.post(
        f"{url}/channel/mail/{told['mail']}",
        data=LETTER.format(number=number, unique=uuid.uuid4()).encode(),
        headers={
            "Authorization": f"Bearer {told['mail_token']}",
            "Content-Type": "message/rfc822",
        },
        timeout=60,
    ).raise_for_status()


def _post_report(url: str, told: Prepared, number: int) -> None:
    requests.post(
        f"{url}/open311/v2/requests.json",
        data={
            "api_key": told["client"],
            "service_code": "bench_pothole",
            "lat": "53.7676",
            "long": str(-0.3 - number / 100_000),
            "description": f"Deep pothole outside the school {uuid.uuid4()}",
            "first_name": "Jane",
            "last_name": "Smith",
            "email": f"jane.{number}@example.org",
        },
        timeout=60,
    ).raise_for_status()


def _post_ticket(url: str, told: Prepared, number: int) -> None:
    requests.post(
        f"{url}/json/2/helpdesk.ticket/create",
        json={
            "vals_list": [
                {
                    "name": "Pothole",
                    "description": f"Deep pothole outside the school {uuid.uuid4()}",
                    "partner_name": "Jane Smith",
                    "partner_email": f"jane.{number}@example.org",
                }
            ]
        },
        headers={"Authorization": f"Bearer {told['key']}"},
        timeout=60,
    ).raise_for_status()


def _limit(database: str) -> Timing:
    with psycopg2.connect(dbname=database) as connection:
        connection.cursor().execute(CREATE_TABLE)
    mine = threading.local()

    def post(number: int) -> None:
        if not hasattr(mine, "connection"):
            mine.connection = psycopg2.connect(dbname=database)
        letter = LETTER.format(number=number, unique=uuid.uuid4())
        mine.connection.cursor().execute(INSERT, (letter,))
        mine.connection.commit()

    return _timed(post)


if __name__ == "__main__":
    main(sys.argv[1])
