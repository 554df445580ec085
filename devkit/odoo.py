"""Odoo's command line, with this set-up."""

import configparser
import contextlib
import os
import subprocess
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from . import odoo_source, postgres
from .place import ADDONS, FILESTORE, PYTHON, ROOT, STATE

# Hides warnings of Odoo's dependencies about themselves.
QUIET = {"PYTHONWARNINGS": "ignore"}


LAUNCHER = ROOT / "devkit" / "bin" / "odoo-bin"

# Environment variable with further folders of addons, separated by commas.
MORE_ADDONS = "COUNCIL_MORE_ADDONS"
# Further folders of the current thread: others run Odoo at the same time without them.
_MORE: ContextVar[tuple[str, ...]] = ContextVar("more_addons", default=())


END_OTHER_CLIENTS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user
    AND pid <> pg_backend_pid()
"""


def addons_path() -> str:
    """Return the folders of addons: ours, COUNCIL_MORE_ADDONS and `more_addons`."""
    more = os.environ.get(MORE_ADDONS, "")
    return ",".join(filter(None, [str(ADDONS), more, *_MORE.get()]))


@contextlib.contextmanager
def more_addons(folder: Path) -> Iterator[None]:
    """Add the addons in a folder for this thread, as long as the context lasts."""
    before = _MORE.set((*_MORE.get(), str(folder)))
    try:
        yield
    finally:
        _MORE.reset(before)


def environment(server: postgres.Server) -> dict[str, str]:
    """Return the environment variables for Odoo."""
    path = os.pathsep.join(
        filter(None, [str(odoo_source.path()), os.environ.get("PYTHONPATH", "")])
    )
    return {**os.environ, **QUIET, **server.environment(), "PYTHONPATH": path}


def command(
    server: postgres.Server,
    *arguments: str,
    subcommand: str = "",
    interpreter: tuple[str, ...] = (str(PYTHON),),
) -> list[str]:
    """Return Odoo's command line; `arguments` come last and override odoo.conf."""
    return [
        *interpreter,
        str(LAUNCHER),
        *([subcommand] if subcommand else []),
        f"--config={ROOT / 'odoo.conf'}",
        f"--addons-path={addons_path()}",
        f"--data-dir={FILESTORE}",
        *server.odoo_arguments(),
        *arguments,
    ]


def start(
    server: postgres.Server,
    *arguments: str,
    subcommand: str = "",
    interpreter: tuple[str, ...] = (str(PYTHON),),
    extra_environment: dict[str, str] | None = None,
    **options: Any,
) -> subprocess.Popen[Any]:
    """Start Odoo.

    Args:
        server: the database server.
        arguments: Odoo's options.
        subcommand: Odoo's subcommand, such as shell.
        interpreter: the Python to run it with, and its options.
        extra_environment: additional environment variables.
        options: further arguments of `subprocess.Popen`.

    Returns:
        The process.
    """
    return subprocess.Popen(
        command(server, *arguments, subcommand=subcommand, interpreter=interpreter),
        cwd=ROOT,
        env={**environment(server), **(extra_environment or {})},
        **options,
    )


def call_as_typed(server: postgres.Server, words: list[str]) -> int:
    """Run Odoo's command line unchanged, with this set-up in a configuration file.

    Odoo's subcommands differ in where they take options, but all read the file in
    ODOO_RC.

    Args:
        server: the database server.
        words: the command line.

    Returns:
        The exit status.
    """
    config = configparser.ConfigParser(interpolation=None)
    config.read(ROOT / "odoo.conf")
    named = [f"--addons-path={addons_path()}", f"--data-dir={FILESTORE}"]
    for option in [*named, *server.odoo_arguments()]:
        name, value = option.removeprefix("--").split("=", 1)
        config["options"][name.replace("-", "_")] = value
    path = STATE / "odoo.conf"
    with path.open("w") as file:
        config.write(file)
    environ = {**environment(server), "ODOO_RC": str(path)}
    command = [str(PYTHON), str(LAUNCHER), *words]
    return subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode


def call(
    server: postgres.Server, *arguments: str, subcommand: str = "", **options: Any
) -> int:
    """Run Odoo and return its exit status."""
    with start(server, *arguments, subcommand=subcommand, **options) as process:
        return process.wait()


def databases(server: postgres.Server) -> set[str]:
    """Return the names of the server's databases."""
    output = subprocess.run(
        [
            postgres.program("psql"),
            "-XAtc",
            "SELECT datname FROM pg_database",
            "postgres",
        ],
        env={**os.environ, **server.environment()},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(output.stdout.split())


def psql(server: postgres.Server, database: str, statement: str) -> str:
    """Return the result of a statement, rows as lines, columns separated by |."""
    return subprocess.run(
        [
            postgres.program("psql"),
            "-XAtq",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            statement,
            database,
        ],
        env={**os.environ, **server.environment()},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def drop(server: postgres.Server, database: str) -> None:
    """Drop a database after ending its clients.

    WITH (FORCE) is not used, as it fails while autovacuum, which we may not end, is
    running. The plain statement cancels autovacuum.

    Args:
        server: the database server.
        database: name of the database.
    """
    if database not in databases(server):
        return
    psql(server, database, END_OTHER_CLIENTS)
    psql(server, "postgres", f'DROP DATABASE "{database}"')


def clone(server: postgres.Server, template: str, database: str) -> None:
    """Create a database from a template; drop an existing one."""
    drop(server, database)
    psql(server, "postgres", f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
