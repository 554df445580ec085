"""Run benches inside Odoo: python -m devkit.bench.inside NAMES -- ODOO ARGUMENTS."""

import importlib
import json
import sys
from dataclasses import asdict

OFFICER = "base.user_admin"


def main(names: list[str], options: list[str]) -> None:
    """Print the rows of the named benches as one line of JSON."""
    import odoo.api
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(options)
    with Registry(config["db_name"][0]).cursor() as cursor:
        system = odoo.api.Environment(cursor, odoo.api.SUPERUSER_ID, {})
        env = system(user=system.ref(OFFICER))
        for name in names:
            bench = importlib.import_module(f"devkit.bench.{name}")
            for row in bench.rows(env):
                print("ROW " + json.dumps(asdict(row)), flush=True)
        cursor.rollback()


if __name__ == "__main__":
    split = sys.argv.index("--")
    main(sys.argv[1:split], sys.argv[split + 1 :])
