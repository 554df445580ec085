"""Databases for tests and benchmarks: built once, cloned in half a second."""

import contextlib
import fcntl
import hashlib
import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

from . import manifests, odoo, postgres
from .console import Failure, step
from .place import LOGS, ROOT, SCREENSHOTS, STATE, addon_names

COMPLAINT = re.compile(r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) ")


def template(server: postgres.Server, *, demo: bool = False) -> str:
    """A database with what the first room needs of Odoo, built once.

    The other addons bring the rest of what they need themselves, so that each is
    tested on a database where only it and its dependencies are installed.

    Args:
        demo: with Odoo's own demo data; an addon's loads on top of that only.
    """
    core = manifests.core_dependencies(addon_names()[0])
    packages = (ROOT / "requirements/odoo.txt").read_bytes()
    digest = hashlib.sha256(" ".join(core).encode() + packages).hexdigest()[:8]
    name = f"template_{digest}" + ("_demo" if demo else "")
    with _only_one_at_a_time():
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
    # Attachments in the database, so that cloning it copies them too.
    odoo.psql(
        server,
        part,
        "INSERT INTO ir_config_parameter (key, value)"
        " VALUES ('ir_attachment.location', 'db')",
    )
    quiet_odoo(server, part, f"--init={','.join(core)}", *demo)
    odoo.psql(server, "postgres", f'ALTER DATABASE "{part}" RENAME TO "{name}"')


@contextlib.contextmanager
def _only_one_at_a_time() -> Iterator[None]:
    STATE.mkdir(exist_ok=True)
    with (STATE / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def quiet_odoo(server: postgres.Server, database: str, *arguments: str) -> None:
    """Run Odoo on `database` until it has done what `arguments` say.

    Raises:
        Failure: with the log's last lines, when it fails.
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
    """Run Odoo on `database` with its log in the file `log`; its exit status."""
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


def complaints_in(log: Path) -> list[str]:
    """The warnings and errors in Odoo's log."""
    lines = log.read_text(errors="replace").splitlines()
    return [line for line in lines if COMPLAINT.match(line)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
