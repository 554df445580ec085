"""The environment of a benchmark that runs inside Odoo."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import odoo as command_line
from .. import postgres

if TYPE_CHECKING:
    from odoo.api import Environment

OFFICER = "base.user_admin"


@contextlib.contextmanager
def environment(database: str) -> Iterator[Environment]:
    """Yield an environment of a contact-centre officer; roll back at the end."""
    import odoo.api
    from odoo.modules.registry import Registry
    from odoo.tools import config

    server = postgres.start()
    options = command_line.command(server, f"--database={database}")[2:]
    config.parse_config([*options, "--log-level=error"])
    with Registry(database).cursor() as cursor:
        system = odoo.api.Environment(cursor, odoo.api.SUPERUSER_ID, {})
        yield system(user=system.ref(OFFICER))
        cursor.rollback()
