"""Check that an addon upgrades, and leaves nothing behind when uninstalled."""

import subprocess
from pathlib import Path

from . import odoo, postgres
from .databases import complaints_in, logged_odoo
from .place import LOGS, STATE

# Everything an addon may add, one line each. Rows of ir_model_data stand for the
# records that an addon ships: menus, actions, views, groups, rules, crons, fields.
# Excluded are the asset bundles that Odoo stores as attachments.
BELONGINGS = """
    SELECT 'table ' || tablename FROM pg_tables WHERE schemaname = 'public'
    UNION SELECT 'view ' || viewname FROM pg_views WHERE schemaname = 'public'
    UNION SELECT 'column ' || table_name || '.' || column_name
        FROM information_schema.columns WHERE table_schema = 'public'
    UNION SELECT 'record ' || module || '.' || name FROM ir_model_data
    UNION SELECT 'menu ' || id FROM ir_ui_menu
    UNION SELECT 'window action ' || id FROM ir_act_window
    UNION SELECT 'group ' || id FROM res_groups
    UNION SELECT 'implied group ' || gid || ' by ' || hid FROM res_groups_implied_rel
    UNION SELECT 'scheduled action ' || id FROM ir_cron
    UNION SELECT 'sequence ' || code FROM ir_sequence WHERE code IS NOT NULL
    UNION SELECT 'parameter ' || key FROM ir_config_parameter
    UNION SELECT 'attachment of ' || res_model FROM ir_attachment
        WHERE res_model IS NOT NULL AND (url IS NULL OR url NOT LIKE '/web/assets/%')
    UNION SELECT 'message of ' || model FROM mail_message WHERE model IS NOT NULL
"""

UNINSTALL = """
import os
addon = env["ir.module.module"].search([("name", "=", os.environ["ADDON"])])
addon.button_immediate_uninstall()
"""


def belongings(server: postgres.Server, database: str) -> set[str]:
    """Return what the database contains, in words."""
    return set(odoo.psql(server, database, BELONGINGS).splitlines())


def complaints(
    server: postgres.Server, database: str, addon: str, before: set[str]
) -> list[str]:
    """Upgrade an addon, uninstall it, and compare the database with before.

    Args:
        server: the database server.
        database: name of the database.
        addon: name of the addon.
        before: the belongings before the addon was installed.

    Returns:
        Errors and leftovers; empty if there are none.
    """
    log = LOGS / f"{addon}-upgrade.log"
    failed = logged_odoo(server, database, log, f"--update={addon}")
    told = complaints_in(log)
    if failed or told:
        return told or [f"the upgrade ended with {failed}, see {log}"]
    log = LOGS / f"{addon}-uninstall.log"
    failed = _uninstall(server, database, addon, log)
    told = complaints_in(log)
    if failed or told:
        return told or [f"the uninstallation ended with {failed}, see {log}"]
    return [f"left behind: {name}" for name in _left(server, database, before)]


def _left(server: postgres.Server, database: str, before: set[str]) -> list[str]:
    return sorted(belongings(server, database) - before)


def _uninstall(server: postgres.Server, database: str, addon: str, log: Path) -> int:
    script = STATE / f"uninstall-{addon}.py"
    script.write_text(UNINSTALL)
    with log.open("w") as output, script.open() as lines:
        return odoo.call(
            server,
            f"--database={database}",
            "--no-http",
            subcommand="shell",
            stdin=lines,
            stdout=output,
            stderr=subprocess.STDOUT,
            extra_environment={"ADDON": addon},
        )
