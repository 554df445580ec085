"""./dev dump: keep a database of the current version for later upgrades."""

import json
import lzma
import os
import subprocess
from argparse import Namespace

from .. import databases, environment, manifests, odoo, odoo_source, postgres
from ..console import say, step
from ..place import ROOT, addon_names
from . import expectations
from .run import CHANGES, FOLDER, Dump, examined, in_odoo

BUILT = "dump"
# Demo data is a council's own from now on. Of words by which services are found, a few
# are enough; files of the web client are made anew.
STRIP = """
    UPDATE ir_module_module SET demo = FALSE;
    DELETE FROM ir_model_data d USING ir_module_module m
        WHERE m.name = d.module AND m.author = 'Council Connect contributors'
            AND left(d.name, 5) = 'demo_';
    DELETE FROM service_keyword WHERE id % 50 > 0 AND id NOT IN
        (SELECT res_id FROM ir_model_data WHERE model = 'service.keyword');
    DELETE FROM ir_attachment WHERE url LIKE '/web/assets/%';
    UPDATE ir_config_parameter SET value = 'invented'
        WHERE key IN ('database.secret', 'database.uuid')
"""
# Servers and clients older than pg_dump do not know them.
UNKNOWN_BEFORE = (b"SET transaction_timeout", b"\\restrict ", b"\\unrestrict ")
NO_CHANGES = """\
# What migrations since the dump do to its data on purpose; ./dev dump empties it.
# CONTRIBUTING.md, 'A migration', explains the entries.

[models]

[fields]
"""


def dump(_arguments: Namespace) -> int:
    """Build a database with the demo data and more, and write its dump.

    The files are those of the version in the manifests; dumps of others are removed.

    Returns:
        The exit status, 0.
    """
    environment.ensure(environment.RUN)
    odoo_source.path()
    with postgres.running() as server:
        _build(server)
        odoo.psql(server, BUILT, STRIP)
        with step("Reading its values"):
            found = examined(server, BUILT)
        with step("Dumping it"):
            sql = _dumped(server)
        odoo.drop(server, BUILT)
    _write(Dump(manifests.release()), sql, expectations.condense(found))
    return 0


def _build(server: postgres.Server) -> None:
    with step("Installing the five addons with demo data"):
        odoo.clone(server, databases.template(server, demo=True), BUILT)
        init = f"--init={','.join(addon_names())}"
        databases.quiet_odoo(server, BUILT, init, "--with-demo")
    with step("Adding what demo data lacks"):
        in_odoo(server, BUILT, "additions", "additions.add(env)")


def _dumped(server: postgres.Server) -> bytes:
    # With comments, as Odoo compares the definitions of indexes with theirs.
    options = ["--no-owner", "--no-privileges"]
    text = subprocess.run(
        [postgres.program("pg_dump"), *options, BUILT],
        env={**os.environ, **server.environment()},
        capture_output=True,
        check=True,
    ).stdout
    lines = text.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(UNKNOWN_BEFORE))


def _write(written: Dump, sql: bytes, expected: expectations.Found) -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in Dump.files():
        old.unlink()
        old.with_name(old.name.replace(".sql.xz", ".json")).unlink(missing_ok=True)
    written.sql.write_bytes(lzma.compress(sql, preset=9 | lzma.PRESET_EXTREME))
    written.expectations.write_text(json.dumps(expected, indent=1) + "\n")
    CHANGES.write_text(NO_CHANGES)
    for path in (written.sql, written.expectations):
        size = path.stat().st_size / 1024
        say(f"  {path.relative_to(ROOT)}: {size:,.0f} kB")
