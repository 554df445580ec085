"""Running of a program inside Odoo, before a benchmark that stays outside."""

import json
import subprocess
from typing import Any

from .. import odoo, postgres

# The line of the program's output that has its result.
MARK = "TOLD "


def prepare(server: postgres.Server, database: str, program: str) -> Any:
    """Run a program in Odoo's shell, and return what it prints.

    Args:
        server: the database server.
        database: name of the database.
        program: Python that prints `MARK` and a document in JSON on one line.

    Returns:
        The document.
    """
    process = odoo.start(
        server,
        f"--database={database}",
        "--no-http",
        "--log-level=error",
        subcommand="shell",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    output, _errors = process.communicate(program)
    line = next(line for line in output.splitlines() if MARK in line)
    return json.loads(line.split(MARK, 1)[1])
