"""Databases for tests and benchmarks, built once and cloned."""

import contextlib
import fcntl
import hashlib
import re
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

from . import manifests, odoo, postgres
from .console import Failure, step
from .place import LOGS, ROOT, SCREENSHOTS, STATE, addon_names

# Each entry of the log begins with its time.
ENTRY = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ")
COMPLAINT = re.compile(r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) ")
REFUSED = re.compile(r"^\S+ \S+ \d+ ERROR \S+ odoo\.sql_db: bad query: ")


def template(server: postgres.Server, *, demo: bool = False) -> str:
    """Return a database with Odoo's addons that the first addon needs; build it once.

    The other addons install further dependencies themselves, so that each is tested
    with only its own dependencies.

    Args:
        server: the database server.
        demo: whether to load Odoo's demo data, which the demo data of addons needs.

    Returns:
        Name of the database.
    """
    core = manifests.core_dependencies(addon_names()[0])
    packages = (ROOT / "requirements/odoo.txt").read_bytes()
    digest = hashlib.sha256(" ".join(core).encode() + packages).hexdigest()[:8]
    name = f"template_{digest}" + ("_demo" if demo else "")
    with _only_one_at_a_time(name):
        if name not in odoo.databases(server):
            with step("Building a template database" + " with demo data" * demo):
                _build_template(server, name, core, ["--with-demo"] * demo)
    return name


def _build_template(
    server: postgres.Server, name: str, core: list[str], demo: list[str]
) -> None:
    part = f"{name}_part"
    odoo.drop(server, part)
    quiet_odoo(server, part, "--init=base", *demo)
    # Stores attachments in the database, so that cloning copies them.
    odoo.psql(
        server,
        part,
        "INSERT INTO ir_config_parameter (key, value)"
        " VALUES ('ir_attachment.location', 'db')",
    )
    quiet_odoo(server, part, f"--init={','.join(core)}", *demo)
    odoo.psql(server, "postgres", f'ALTER DATABASE "{part}" RENAME TO "{name}"')


class Prepared:
    """Databases with the dependencies of addons, to clone.

    Each is made from the fullest earlier one that has nothing more than is needed, so
    that few addons are installed again and again.

    Args:
        server: the database server.
    """

    def __init__(self, server: postgres.Server) -> None:
        self._server = server
        self._made: dict[frozenset[str], str] = {}
        self._own: list[str] = []
        self._lock = threading.Lock()

    def of(self, addon: str) -> str:
        """Return the database with the dependencies of an addon, and nothing else."""
        needed = frozenset(
            manifests.core_dependencies(addon) + manifests.own_dependencies(addon)
        )
        with self._lock:
            if needed not in self._made:
                self._made[needed] = self._make(f"prepared_{addon}", needed)
            return self._made[needed]

    def _make(self, name: str, needed: frozenset[str]) -> str:
        core = frozenset(manifests.core_dependencies(addon_names()[0]))
        sources = {core: template(self._server), **self._made}
        fullest = max((have for have in sources if have <= needed), key=len)
        if fullest == needed:
            return sources[fullest]
        odoo.clone(self._server, sources[fullest], name)
        quiet_odoo(self._server, name, f"--init={','.join(sorted(needed - fullest))}")
        self._own.append(name)
        return name

    def drop(self) -> None:
        """Drop the databases."""
        for name in self._own:
            odoo.drop(self._server, name)


@contextlib.contextmanager
def _only_one_at_a_time(name: str) -> Iterator[None]:
    """Wait until no other process or thread builds the database `name`."""
    STATE.mkdir(exist_ok=True)
    with (STATE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def quiet_odoo(server: postgres.Server, database: str, *arguments: str) -> None:
    """Run Odoo on a database until it has carried out the arguments.

    Args:
        server: the database server.
        database: name of the database.
        arguments: Odoo's options.

    Raises:
        Failure: with the last lines of the log, when Odoo fails.
    """
    log = LOGS / f"{database}.log"
    if logged_odoo(server, database, log, *arguments):
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise Failure(f"Odoo failed.\n{tail}", f"The whole log: {log}")


def logged_odoo(
    server: postgres.Server,
    database: str,
    log: Path,
    *arguments: str,
) -> int:
    """Run Odoo on a database with its log in a file; return its exit status."""
    LOGS.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        return odoo.call(
            server,
            f"--database={database}",
            f"--db-filter=^{database}$",
            f"--http-port={free_port()}",
            f"--screenshots={SCREENSHOTS}",
            "--workers=0",
            "--max-cron-threads=0",
            "--skip-auto-install",
            "--stop-after-init",
            *arguments,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def complaints_in(log: Path, *, concurrent: bool = False) -> list[str]:
    """Return the warnings and errors in a log of Odoo.

    Args:
        log: the file.
        concurrent: whether several requests ran at once. PostgreSQL then refuses a
            statement for a concurrent update, and Odoo repeats the transaction: the
            note of the statement is no complaint, a failure to repeat it is one.

    Returns:
        The first line of each.
    """
    entries: list[list[str]] = []
    for line in log.read_text(errors="replace").splitlines():
        if ENTRY.match(line) or not entries:
            entries.append([])
        entries[-1].append(line)
    return [
        entry[0]
        for entry in entries
        if COMPLAINT.match(entry[0]) and not (concurrent and _is_refused(entry))
    ]


def _is_refused(entry: list[str]) -> bool:
    return bool(REFUSED.match(entry[0])) and any(
        line.startswith("ERROR: could not serialize access") for line in entry
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
