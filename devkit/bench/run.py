"""./dev bench: fill once, measure, print, and keep the figures."""

import json
import os
import platform
import subprocess
from datetime import date
from pathlib import Path

from .. import databases, environment, odoo, odoo_source, postgres
from ..console import Failure, say, step
from ..place import PYTHON, ROOT
from .timing import Row, Timing, table

BENCHES = ("lookup",)
DOCUMENT = ROOT / "docs" / "benchmarks.md"
ADDONS = ("constituent_crm", "service_catalog", "channel_gateway")


def run_bench(arguments) -> int:
    """Run the benches that `arguments.names` names, all by default."""
    names = arguments.names or list(BENCHES)
    unknown = set(names) - set(BENCHES)
    if unknown:
        raise Failure(
            f"There is no benchmark {unknown.pop()}.",
            f"Choose from: {', '.join(BENCHES)}",
        )
    environment.ensure(environment.TEST)
    odoo_source.path()
    server = postgres.start()
    try:
        database = _city(server, arguments.size)
        rows = _measure(server, database, names)
    finally:
        postgres.release(server)
    say(table(rows))
    _keep(rows, arguments)
    return 0


def _environ(server: postgres.Server) -> dict[str, str]:
    environ = odoo.environment(server)
    environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), environ["PYTHONPATH"]])
    return environ


def _city(server: postgres.Server, size: int) -> str:
    """The filled database, made once for each size and state of the addons."""
    name = f"bench_{size}"
    if name in odoo.databases(server):
        with step("Upgrading the benchmark's database"):
            databases.quiet_odoo(server, name, f"--update={','.join(ADDONS)}")
        return name
    part = f"{name}_part"
    odoo.clone(server, databases.template(server), part)
    with step("Installing the addons to measure"):
        databases.quiet_odoo(server, part, f"--init={','.join(ADDONS)}")
    with step(f"Filling a city of {size:,}"):
        command = [PYTHON, "-m", "devkit.bench.fill", part, str(size)]
        subprocess.run(command, cwd=ROOT, env=_environ(server), check=True)
    odoo.psql(server, "postgres", f'ALTER DATABASE "{part}" RENAME TO "{name}"')
    return name


def _measure(server: postgres.Server, database: str, names: list[str]) -> list[Row]:
    options = odoo.command(server, f"--database={database}", "--log-level=error")[3:]
    done = subprocess.run(
        [str(PYTHON), "-m", "devkit.bench.inside", *names, "--", *options],
        cwd=ROOT,
        env=_environ(server),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    told = [line[4:] for line in done.stdout.splitlines() if line.startswith("ROW ")]
    if done.returncode or not told:
        raise Failure("The benchmark failed.", "Its traceback is above.")
    return [_row(json.loads(line)) for line in told]


def _row(told: dict) -> Row:
    sides = {side: Timing(**told[side]) for side in ("ours", "peer", "limit")}
    return Row(told["name"], **sides)


def _keep(rows: list[Row], arguments) -> None:
    if arguments.json:
        cells = [row.cells() for row in rows]
        Path(arguments.json).write_text(json.dumps(cells, indent=2))
        return
    python = platform.python_version()
    shape = f"{os.cpu_count()} cores, {platform.machine()}, Python {python}"
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(
        "# Benchmarks\n\n"
        f"{date.today()}, {arguments.size:,} constituents, {shape}.\n"
        "Milliseconds, median (95th percentile); made by `./dev bench`.\n\n"
        f"{table(rows)}\n"
    )
