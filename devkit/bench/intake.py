"""Benchmark of a contact over HTTP: until it is stored, until its request is open.

There are two workers and two clients, each of which waits for an answer before its next
call: `python -m devkit.bench.intake DATABASE`. Peer: a ticket of OCA's helpdesk,
created over Odoo's `/json/2`. Limit: the raw contact inserted and committed by bare
SQL. They take turns, so that each meets the machine in the same state. Odoo serves one
database, as in production: with a filter it opens a connection for each call.
"""

import base64
import hashlib
import hmac
import http.client
import json
import sys
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypedDict
from urllib.parse import urlencode

import psycopg2

from .. import postgres, serve
from .preparing import prepare
from .timing import Row, Timing, summed, table

WORKERS = 2
CLIENTS = 2
CONTACTS = 300
# Calls of each kind before it is the next one's turn.
TURN = 30
# Calls a second of the last measurement, whatever they take.
RATE = 20

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
hook = env["channel.endpoint"].create({
    "name": "Bench webhook", "kind": "webhook", "limit_per_minute": 0,
    "channel_id": channels.search([("code", "=", "social")]).id,
})
env["service.type"]._load_example()
key = env["res.users.apikeys"].with_user(env.ref("base.user_admin"))._generate(
    "rpc", "bench", datetime.datetime.now() + datetime.timedelta(days=1))
env.cr.commit()
print("TOLD " + json.dumps({
    "mail": mail.id, "mail_token": mail.token, "client": client.token, "key": key,
    "hook": hook.id, "secret": hook.secret}))
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
    hook: int
    secret: str


def main(database: str) -> None:
    server = postgres.start()
    told: Prepared = prepare(server, database, PREPARE)
    options = [f"--workers={WORKERS}", "--max-cron-threads=0", "--db-filter="]
    with serve.serving(server, database, *options) as url:
        posts = (_post_webhook, _post_letter, _post_report, _post_ticket)
        webhook, mail, report, ticket = _in_turns(
            [partial(post, url, told) for post in posts]
        )
        paced = _paced(partial(_post_webhook, url, told))
    limit = _limit(database)
    rows = [
        Row("webhook until durable", webhook, ticket, limit),
        Row("e-mail until durable", mail, ticket, limit),
        Row("Open311 report until its request is open", report, ticket, limit),
        Row(f"webhook until durable, {RATE} a second", paced, ticket, limit),
    ]
    table(rows).tell()


def _in_turns(posts: list[Callable[[int], None]]) -> list[Timing]:
    """Return the timings of CONTACTS calls of each, CLIENTS at a time, in turns."""
    taken: list[list[float]] = [[] for _post in posts]
    with ThreadPoolExecutor(max_workers=CLIENTS) as clients:
        for post in posts:
            list(clients.map(post, range(WORKERS * 5)))
        for start in range(0, CONTACTS, TURN):
            for post, found in zip(posts, taken, strict=True):
                numbers = range(start, start + TURN)
                found += clients.map(
                    lambda number, post=post: _one(post, number), numbers
                )
    return [summed(found) for found in taken]


def _one(post: Callable[[int], None], number: int) -> float:
    start = time.perf_counter()
    post(number)
    return (time.perf_counter() - start) * 1000


def _paced(post: Callable[[int], None]) -> Timing:
    """Return the timing of CONTACTS calls that begin RATE times a second."""
    with ThreadPoolExecutor(max_workers=RATE) as clients:
        begun = time.perf_counter()
        running = []
        for number in range(CONTACTS):
            time.sleep(max(0, begun + number / RATE - time.perf_counter()))
            running.append(clients.submit(_one, post, number))
        return summed([one.result() for one in running])


def _post(url: str, path: str, body: bytes, headers: dict[str, str]) -> None:
    """Post a body by a client that costs little beside the server.

    Raises:
        RuntimeError: the answer is none of success.
    """
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
    try:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
    finally:
        connection.close()
    if answer.status >= 300:
        raise RuntimeError(f"{path}: {answer.status} {text[:300]!r}")


def _post_webhook(url: str, told: Prepared, number: int) -> None:
    unique = uuid.uuid4()
    message = {
        "conversation": str(unique),
        "text": "There is a deep pothole outside 12 Park Avenue HU5 3ER.",
        "sender": {
            "name": "Jane Smith",
            "email": f"jane.{number}@{unique}.example.org",
        },
    }
    body = json.dumps(message).encode()
    now = str(int(time.time()))
    key = base64.b64decode(told["secret"].removeprefix("whsec_"))
    signed = f"{unique}.{now}.".encode() + body
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    headers = {
        "Content-Type": "application/json",
        "webhook-id": str(unique),
        "webhook-timestamp": now,
        "webhook-signature": f"v1,{signature.decode()}",
    }
    _post(url, f"/channel/in/{told['hook']}", body, headers)


def _post_letter(url: str, told: Prepared, number: int) -> None:
    headers = {
        "Authorization": f"Bearer {told['mail_token']}",
        "Content-Type": "message/rfc822",
    }
    letter = LETTER.format(number=number, unique=uuid.uuid4()).encode()
    _post(url, f"/channel/mail/{told['mail']}", letter, headers)


def _post_report(url: str, told: Prepared, number: int) -> None:
    report = {
        "api_key": told["client"],
        "service_code": "pothole",
        "lat": "53.7676",
        "long": str(-0.3 - number / 100_000),
        "description": f"Deep pothole outside the school {uuid.uuid4()}",
        "first_name": "Jane",
        "last_name": "Smith",
        "email": f"jane.{number}@example.org",
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    _post(url, "/open311/v2/requests.json", urlencode(report).encode(), headers)


def _post_ticket(url: str, told: Prepared, number: int) -> None:
    ticket = {
        "name": "Pothole",
        "description": f"Deep pothole outside the school {uuid.uuid4()}",
        "partner_name": "Jane Smith",
        "partner_email": f"jane.{number}@example.org",
    }
    headers = {
        "Authorization": f"Bearer {told['key']}",
        "Content-Type": "application/json",
    }
    body = json.dumps({"vals_list": [ticket]}).encode()
    _post(url, "/json/2/helpdesk.ticket/create", body, headers)


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

    (timing,) = _in_turns([post])
    return timing


if __name__ == "__main__":
    main(sys.argv[1])
