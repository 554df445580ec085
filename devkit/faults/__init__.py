"""Fault injection: the product under load while its parts are killed.

`docs/reliability.md` says what is checked. This module runs without the packages of the
tests; `start` runs the others in their environment.
"""

import os
import subprocess
from argparse import Namespace

from .. import environment, odoo, odoo_source, postgres
from ..place import PYTHON, ROOT
from ..testing import TOGETHER, together

FLOW, LOAD, MALFORMED = "flow", "load", "malformed"
PARTS = (FLOW, LOAD, MALFORMED)
PAYLOADS = 5000
DATABASE = "faults"


def start(arguments: Namespace) -> int:
    """Run ./dev test --faults: install the product, then run the harness on it.

    Args:
        arguments: faults_count, faults_parts, payloads, seed and json, as ./dev test
            takes them.

    Returns:
        The exit status.
    """
    environment.ensure(environment.TEST)
    odoo_source.path()
    with postgres.running() as server:
        if together(server).failed:
            return 1
        words = [
            DATABASE,
            TOGETHER,
            f"--count={arguments.faults_count}",
            f"--payloads={arguments.payloads}",
            f"--seed={arguments.seed}",
            *([f"--json={arguments.json}"] if arguments.json else []),
            "--parts",
            *arguments.faults_parts,
        ]
        environ = odoo.environment(server)
        environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), environ["PYTHONPATH"]])
        command = [str(PYTHON), "-m", "devkit.faults.run", *words]
        return subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode
