"""The product in production mode: HTTP and cron workers, and the SMTP relay."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2.extensions import cursor as Cursor
from psycopg2.extensions import make_dsn

from .. import odoo, postgres, serve
from ..databases import free_port
from ..mailroom import RELAY
from ..place import LOGS, PYTHON

HTTP_WORKERS = 2
CRON_WORKERS = 3
EMAIL_TOKEN = "demo-email-token"
API_KEY = "demo-open311-key"
SECOND_EMAIL_TOKEN = "demo-planning-token"
Parameters = Sequence[object] | Mapping[str, object]
ALIVE = re.compile(r"Worker (Worker\w+) \((\d+)\) alive")
ENDPOINTS = """
    SELECT name, res_id FROM ir_model_data
    WHERE module = 'channel_gateway' AND model = 'channel.endpoint'
"""


class Council:
    """Odoo in several processes, and the relay in front of it.

    Args:
        server: the database server.
        database: name of the database.
        data_dir: Odoo's data folder; its filestore may be a separate disk.
        smtp_port: port of the outgoing mail server.
    """

    def __init__(
        self, server: postgres.Server, database: str, data_dir: Path, smtp_port: int
    ) -> None:
        self.server = server
        self.database = database
        self.data_dir = data_dir
        self.smtp_port = smtp_port
        self.port, self.gevent_port, self.relay_port = (free_port() for _ in range(3))
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = LOGS / f"{database}.log"
        self.endpoints = dict(self.query(ENDPOINTS))
        self._odoo: subprocess.Popen[Any] | None = None
        self._relay: subprocess.Popen[Any] | None = None

    # Database

    @contextlib.contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """Yield a cursor of the harness itself, in autocommit mode."""
        connection = psycopg2.connect(
            self.dsn(self.database), application_name="faults"
        )
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    def dsn(self, database: str) -> str:
        """Return how psycopg2 reaches a database of the server."""
        named = {
            "dbname": database,
            "host": self.server.host,
            "port": self.server.port,
            "user": self.server.user,
            "password": self.server.password,
        }
        return make_dsn(None, **{name: word for name, word in named.items() if word})

    def query(
        self, statement: str, parameters: Parameters = ()
    ) -> list[tuple[Any, ...]]:
        with self.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []

    def number(self, statement: str, parameters: Parameters = ()) -> int:
        """Return the number that a statement selects."""
        number: int = self.query(statement, parameters)[0][0]
        return number

    # Odoo

    def start(self) -> None:
        """Start Odoo and wait until it responds."""
        with self.log.open("a") as log:
            self._odoo = odoo.start(
                self.server,
                f"--database={self.database}",
                f"--db-filter=^{self.database}$",
                f"--data-dir={self.data_dir}",
                f"--http-port={self.port}",
                f"--gevent-port={self.gevent_port}",
                f"--workers={HTTP_WORKERS}",
                f"--max-cron-threads={CRON_WORKERS}",
                "--smtp=127.0.0.1",
                f"--smtp-port={self.smtp_port}",
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        serve.wait_until_served(self._odoo, self.url)

    def kill(self) -> None:
        """Kill Odoo with all its processes, as a power cut would."""
        if self._odoo:
            os.killpg(self._odoo.pid, signal.SIGKILL)
            self._odoo.wait()

    def stop(self) -> None:
        self.stop_relay()
        if self._odoo:
            serve.end(self._odoo)

    def workers(self, kind: str) -> list[int]:
        """Return process ids of the workers of `kind`: WorkerHTTP or WorkerCron."""
        if not self._odoo:
            return []
        text = self.log.read_text(errors="replace")
        named = {int(pid) for name, pid in ALIVE.findall(text) if name == kind}
        return sorted(pid for pid in named if _parent(pid) == self._odoo.pid)

    # Relay

    def start_relay(self) -> None:
        log = (LOGS / f"{self.database}-relay.log").open("a")
        endpoint = self.endpoints["demo_endpoint_email"]
        with log:
            self._relay = subprocess.Popen(
                [
                    str(PYTHON),
                    str(RELAY),
                    f"--listen=127.0.0.1:{self.relay_port}",
                    f"--url={self.url}/channel/mail/{endpoint}",
                ],
                env={**os.environ, "CHANNEL_TOKEN": EMAIL_TOKEN},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        for _attempt in range(100):
            if _listens(self.relay_port):
                return
            time.sleep(0.1)

    def stop_relay(self, number: int = signal.SIGTERM) -> None:
        if self._relay and self._relay.poll() is None:
            self._relay.send_signal(number)
            self._relay.wait()


def resident_mb(pids: list[int]) -> list[int]:
    """Return the resident memory of processes, in MB."""
    found = []
    for pid in pids:
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{pid}/status").read_text()
            kilobytes = re.search(r"VmRSS:\s+(\d+)", status)
            found.append(int(kilobytes[1]) // 1024 if kilobytes else 0)
    return found


def _parent(pid: int) -> int:
    try:
        # The name of the command, in brackets, may contain spaces.
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
