"""The benches that run inside Odoo: python -m devkit.bench.inside DATABASE."""

import json
import sys
from dataclasses import asdict

from .. import odoo as command_line
from .. import postgres
from . import lookup

OFFICER = "base.user_admin"


def main(database: str) -> None:
    """Print the rows of the bench, each as one line of JSON."""
    import odoo.api
    from odoo.modules.registry import Registry
    from odoo.tools import config

    server = postgres.start()
    options = command_line.command(server, f"--database={database}")[2:]
    config.parse_config([*options, "--log-level=error"])
    with Registry(database).cursor() as cursor:
        system = odoo.api.Environment(cursor, odoo.api.SUPERUSER_ID, {})
        for row in lookup.rows(system(user=system.ref(OFFICER))):
            print("ROW " + json.dumps(asdict(row)), flush=True)
        cursor.rollback()


if __name__ == "__main__":
    main(sys.argv[1])
