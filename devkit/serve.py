"""./dev run: serve the product from a clean clone."""

import contextlib
import hashlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from . import databases, environment, mailroom, odoo, odoo_source, postgres
from .console import Failure, say, step
from .place import ADDONS, LOGS, STATE, addon_names

START_SECONDS = 120


def run(arguments: Namespace) -> int:
    """Set up what is missing, then serve until Ctrl-C.

    Args:
        arguments: port, db, fresh, no_demo and workers, as ./dev run takes them.

    Returns:
        The exit status.
    """
    check_port(arguments.port)
    environment.ensure(environment.RUN)
    odoo_source.path()
    with postgres.running() as server:
        _prepare_database(server, arguments)
        with mailroom.sorting_office() as smtp_port:
            return _serve(server, arguments, smtp_port)


def check_port(port: int) -> None:
    """Check that a port is free.

    Args:
        port: number of the port.

    Raises:
        Failure: when another program uses it.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Failure(
                f"Port {port} is taken by another program.",
                f"Choose another: ./dev run --port {port + 1};"
                " or end what an earlier one left: ./dev stop",
            ) from error


def _prepare_database(server: postgres.Server, arguments: Namespace) -> None:
    """Install the addons, or upgrade them if they have changed."""
    if arguments.fresh:
        odoo.drop(server, arguments.db)
    stamp = STATE / f"addons-{arguments.db}"
    digest = _addons_digest()
    if arguments.db not in odoo.databases(server):
        with step(
            "Installing the five addons"
            + ("" if arguments.no_demo else " with demo data")
        ):
            _update(server, arguments, "--init")
    elif not stamp.exists() or stamp.read_text() != digest:
        with step("Upgrading the addons, they have changed"):
            _update(server, arguments, "--update")
    stamp.write_text(digest)


def _update(server: postgres.Server, arguments: Namespace, how: str) -> None:
    """Install or upgrade the addons; a failed new database is dropped."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / "install.log"
    demo = [] if arguments.no_demo else ["--with-demo"]
    with log.open("w") as output:
        failed = odoo.call(
            server,
            f"--database={arguments.db}",
            f"{how}={','.join(addon_names())}",
            *demo,
            "--stop-after-init",
            "--no-http",
            "--workers=0",
            "--max-cron-threads=0",
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    text = log.read_text(errors="replace")
    if failed or " CRITICAL " in text or "Failed to load registry" in text:
        if how == "--init":
            odoo.drop(server, arguments.db)
        tail = "\n".join(text.strip().splitlines()[-12:])
        raise Failure(
            f"The addons could not be installed.\n{tail}", f"The whole log: {log}"
        )


def _addons_digest() -> str:
    digest = hashlib.sha256()
    for file in sorted(ADDONS.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(str(file.relative_to(ADDONS)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _serve(server: postgres.Server, arguments: Namespace, smtp_port: int) -> int:
    """Run Odoo and the mail relay until Ctrl-C; return the exit status."""
    process = odoo.start(
        server,
        f"--database={arguments.db}",
        f"--db-filter=^{arguments.db}$",
        f"--http-port={arguments.port}",
        f"--gevent-port={databases.free_port()}",
        f"--workers={arguments.workers}",
        "--smtp=127.0.0.1",
        f"--smtp-port={smtp_port}",
        start_new_session=True,
    )
    pid_file = STATE / f"odoo-{arguments.port}.pid"
    pid_file.write_text(str(process.pid))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        address = f"http://127.0.0.1:{arguments.port}"
        with step("Starting Odoo"):
            wait_until_served(process, address)
        with mailroom.letter_box(server, arguments.db, address):
            say(f"Ready {address}  login admin / admin")
            return process.wait()
    except KeyboardInterrupt:
        say("Stopping …")
        return 0
    finally:
        end(process)
        pid_file.unlink(missing_ok=True)


@contextlib.contextmanager
def serving(
    server: postgres.Server, database: str, *arguments: str, **options: Any
) -> Iterator[str]:
    """Run Odoo on a database and a free port; yield its URL.

    Args:
        server: the database server.
        database: name of the database.
        arguments: further options of Odoo.
        options: further arguments of `odoo.start`.

    Yields:
        The URL.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    port = databases.free_port()
    with (LOGS / f"{database}.log").open("w") as log:
        process = odoo.start(
            server,
            f"--database={database}",
            f"--db-filter=^{database}$",
            f"--http-port={port}",
            f"--gevent-port={databases.free_port()}",
            *arguments,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **options,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            wait_until_served(process, url)
            yield url
        finally:
            end(process)


def wait_until_served(process: subprocess.Popen[Any], address: str) -> None:
    """Wait until the login page responds.

    Args:
        process: Odoo's process.
        address: Odoo's URL.

    Raises:
        Failure: when Odoo ends before, or does not respond in time.
    """
    for _attempt in range(START_SECONDS * 4):
        if process.poll() is not None:
            raise Failure("Odoo ended while starting.", "Its log above says why.")
        try:
            with urllib.request.urlopen(f"{address}/web/login", timeout=30):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    raise Failure("Odoo does not answer.", "Its log above says why.")


def end(process: subprocess.Popen[Any]) -> None:
    """Stop Odoo and the processes it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def stop(_arguments: Namespace) -> int:
    """Stop what an earlier ./dev left running."""
    for pid_file in STATE.glob("odoo-*.pid"):
        with contextlib.suppress(ProcessLookupError, ValueError):
            os.killpg(int(pid_file.read_text()), signal.SIGTERM)
            say("Odoo stopped.")
        pid_file.unlink(missing_ok=True)
    if postgres.is_running():
        postgres.stop()
        say("PostgreSQL stopped.")
    return 0
