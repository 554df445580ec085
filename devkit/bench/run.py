"""./dev bench: fill once, measure, print, and keep the figures."""

import json
import os
import platform
import subprocess
from datetime import date
from pathlib import Path

from .. import databases, environment, odoo, odoo_source, postgres
from ..console import Failure, run, say, step
from ..place import PYTHON, ROOT, STATE
from .timing import Row, Timing, table

# Each bench, and the program that runs it: inside Odoo, or as a client of it.
BENCHES = {"lookup": "devkit.bench.inside", "intake": "devkit.bench.intake"}
DOCUMENT = ROOT / "docs" / "benchmarks.md"
ADDONS = ("constituent_crm", "service_catalog", "channel_gateway")

# The peer, installed for benchmarks only: its licence is not ours.
PEER = "helpdesk_mgmt"
PEER_PACKAGE = "odoo-addon-helpdesk-mgmt==19.0.1.3.2"
PEER_ADDONS = STATE / "peer" / "odoo" / "addons"


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
    with postgres.running() as server:
        _fetch_peer()
        database = _city(server, arguments.size)
        rows = [row for name in names for row in _measure(server, database, name)]
    say(table(rows))
    _keep(rows, arguments)
    return 0


def _fetch_peer() -> None:
    os.environ[odoo.MORE_ADDONS] = str(PEER_ADDONS)
    if PEER_ADDONS.exists():
        return
    target = PEER_ADDONS.parent.parent
    install = [PYTHON, "-m", "pip", "install", "--quiet", "--no-deps"]
    with step("Fetching the peer to measure against"):
        run(
            [*install, "--target", target, PEER_PACKAGE],
            f"{PEER_PACKAGE} could not be fetched.",
            "Check the network and pip's settings, then try again.",
        )


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
    with step("Installing the addons to measure, and the peer"):
        databases.quiet_odoo(server, part, f"--init={','.join([*ADDONS, PEER])}")
    with step(f"Filling a city of {size:,}"):
        command = [PYTHON, "-m", "devkit.bench.fill", part, str(size)]
        subprocess.run(command, cwd=ROOT, env=_environ(server), check=True)
    odoo.psql(server, "postgres", f'ALTER DATABASE "{part}" RENAME TO "{name}"')
    return name


def _measure(server: postgres.Server, city: str, name: str) -> list[Row]:
    """The rows of one bench, on a copy of the city: benches write."""
    database = f"{city}_{name}"
    with step(f"Measuring: {name}"):
        odoo.clone(server, city, database)
        try:
            told = _told(server, database, name)
        finally:
            odoo.drop(server, database)
    return [_row(json.loads(line)) for line in told]


def _told(server: postgres.Server, database: str, name: str) -> list[str]:
    done = subprocess.run(
        [str(PYTHON), "-m", BENCHES[name], database],
        cwd=ROOT,
        env=_environ(server),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    told = [line[4:] for line in done.stdout.splitlines() if line.startswith("ROW ")]
    if done.returncode or not told:
        raise Failure(f"The benchmark {name} failed.", "Its traceback is above.")
    return told


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
