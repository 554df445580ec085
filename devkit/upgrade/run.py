"""The phase upgrade: restore the last release's dump, update, compare."""

import json
import lzma
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import manifests, odoo, postgres
from ..console import Failure
from ..databases import complaints_in, logged_odoo
from ..place import LOGS, ROOT, STATE, addon_names
from . import expectations, fresh

FOLDER = ROOT / "tests" / "upgrade"
CHANGES = FOLDER / "changes.toml"
DATABASE = "test_upgrade"
LOG = LOGS / "upgrade.log"
HINT = (
    "A migration is missing, or tests/upgrade/changes.toml does not tell of it:"
    " see 'A migration' in CONTRIBUTING.md."
)
MAX_LINES = 40
# As Odoo creates databases.
CREATE = "CREATE DATABASE \"{}\" ENCODING 'unicode' LC_COLLATE 'C' TEMPLATE template0"


@dataclass(frozen=True)
class Dump:
    """A dump in the repository, with its expectations.

    Attributes:
        version: the release that it was taken of.
    """

    version: str

    @classmethod
    def newest(cls) -> "Dump":
        """Return the dump of the last release.

        Returns:
            The dump.

        Raises:
            Failure: when there is none.
        """
        versions = [path.name.removesuffix(".sql.xz") for path in cls.files()]
        if not versions:
            raise Failure(f"{FOLDER} has no dump.", "Take one: ./dev dump")
        return cls(max(versions, key=manifests.numbers))

    @staticmethod
    def files() -> list[Path]:
        return sorted(FOLDER.glob("*.sql.xz"))

    @property
    def sql(self) -> Path:
        return FOLDER / f"{self.version}.sql.xz"

    @property
    def expectations(self) -> Path:
        return FOLDER / f"{self.version}.json"


def upgraded(server: postgres.Server) -> list[str]:
    """Restore the last release's dump and update our addons.

    Args:
        server: the database server.

    Returns:
        Warnings and errors.
    """
    restore(server, Dump.newest().sql, DATABASE)
    status = logged_odoo(server, DATABASE, LOG, f"--update={','.join(addon_names())}")
    told = complaints_in(LOG)
    if status and not told:
        told.append(f"the update ended with {status}, see {LOG}")
    return told


def problems(server: postgres.Server, told: list[str], installed: str) -> str:
    """Compare the upgraded database with its dump and with a fresh installation.

    Args:
        server: the database server.
        told: what `upgraded` returned.
        installed: a database in which all our addons are installed.

    Returns:
        Sentences, '' if there is no difference.
    """
    try:
        found = examined(server, DATABASE, installed)
    except Failure as failure:
        return "\n".join([*told, str(failure)])
    dump = Dump.newest()
    expected = json.loads(dump.expectations.read_text())
    lines = [*told, *_differences(expected, found, expectations.Changes.read(CHANGES))]
    if not lines:
        odoo.drop(server, DATABASE)
        return ""
    more = len(lines) - MAX_LINES
    lines = lines[:MAX_LINES] + ([f"… and {more} more"] if more > 0 else [])
    return "\n".join([*lines, f"{HINT} The database {DATABASE} is still there."])


def _differences(
    expected: expectations.Found,
    found: expectations.Found,
    changes: expectations.Changes,
) -> Iterator[str]:
    yield from expectations.differences(expected, found, changes)
    yield from fresh.schema_differences(found["schema"], found["fresh"]["schema"])
    yield from fresh.shipped_differences(found["shipped"], found["fresh"]["shipped"])
    for xmlid in found["unresolved"]:
        yield f"XML id {xmlid}: leads to no record"


def restore(server: postgres.Server, dump: Path, database: str) -> None:
    """Create a database from a dump; drop an existing one.

    Args:
        server: the database server.
        dump: SQL, compressed with xz.
        database: name of the database.
    """
    odoo.drop(server, database)
    odoo.psql(server, "postgres", CREATE.format(database))
    words = ["-Xq", "--single-transaction", "-v", "ON_ERROR_STOP=1", "-o", os.devnull]
    subprocess.run(
        [postgres.program("psql"), *words, database],
        env={**os.environ, **server.environment()},
        input=lzma.decompress(dump.read_bytes()),
        check=True,
    )


def examined(server: postgres.Server, database: str, installed: str = "") -> Any:
    """Return what `examine` notes of a database, and of one freshly installed."""
    path = STATE / "upgrade.json"
    arguments = f"{str(path)!r}, {addon_names()!r}, {installed!r}"
    in_odoo(server, database, "examine", f"examine.write(env, {arguments})")
    return json.loads(path.read_text())


def in_odoo(
    server: postgres.Server, database: str, module: str, statement: str
) -> None:
    """Import a module of this package in Odoo's shell and run a statement.

    Args:
        server: the database server.
        database: name of the database.
        module: name of the module.
        statement: Python, with `env` of the superuser.

    Raises:
        Failure: when Odoo fails or its log has a warning.
    """
    script, log = STATE / "upgrade.py", LOGS / f"upgrade-{module}.log"
    script.write_text(f"from devkit.upgrade import {module}\n{statement}\n")
    path = os.pathsep.join([str(ROOT), odoo.environment(server)["PYTHONPATH"]])
    with log.open("w") as output, script.open() as lines:
        status = odoo.call(
            server,
            f"--database={database}",
            "--no-http",
            subcommand="shell",
            stdin=lines,
            stdout=output,
            stderr=subprocess.STDOUT,
            extra_environment={"PYTHONPATH": path},
        )
    told = complaints_in(log)
    if status or told:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise Failure(
            f"{module} failed on {database}.\n{tail}", f"The whole log: {log}"
        )
