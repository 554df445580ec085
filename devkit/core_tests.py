"""Run Odoo's own tests with constituent_crm and without it.

constituent_crm changes Odoo most, as it extends the contact itself.
"""

import re
import subprocess
from pathlib import Path

from . import databases, odoo, postgres
from .console import say
from .place import LOGS, STATE, addon_names

MODULES = ("base", "contacts", "mail", "phone_validation", "portal", "privacy_lookup")
# Of base, the tests of partners.
TAGS = ",".join(
    [
        "/base/tests/test_res_partner.py",
        "/base/tests/test_res_partner_bank.py",
        "/base/tests/test_res_partner_merge.py",
        *(f"/{module}" for module in MODULES[1:]),
    ]
)

# In a shell every test, including at_install ones, has a registry with all addons.
RUN = """
from odoo.tests.shell import run_tests
report = run_tests(env, {tags!r}, modules={modules!r})
print("RAN", report.testsRun)
"""

FAILED = re.compile(r": (?:FAIL|ERROR): (?:Subtest )?(\w+\.\w+)")
RAN = re.compile(r"^RAN (\d+)$", re.M)


def differences(server: postgres.Server) -> tuple[int, list[str]]:
    """Run Odoo's tests with the dependencies alone, and with the first addon.

    Tests that fail with the addon only are run once more, as tours may time out on a
    busy machine.

    Args:
        server: the database server.

    Returns:
        The number of tests that passed with the addon, and sentences on those that fail
        only with it.
    """
    core = databases.template(server)
    first = addon_names()[0]
    alone, _ran = _failures(server, core, "core_without", [], TAGS)
    ours, ran = _failures(server, core, "core_with", [first], TAGS)
    for name in sorted(alone):
        say(f"    fails without {first} too: {name}")
    told = ours - alone
    if told:
        again = ",".join(f":{name}" for name in sorted(told))
        told, _ran = _failures(server, core, "core_with", [first], again)
    sentences = [f"{name} fails with {first} installed" for name in sorted(told)]
    if not ran:
        sentences.append("no test of core's ran")
    return ran - len(told | (ours & alone)), sentences


def _failures(
    server: postgres.Server, core: str, database: str, addons: list[str], tags: str
) -> tuple[set[str], int]:
    """Return failing tests on a copy of `core` with `addons`, and how many ran."""
    odoo.clone(server, core, database)
    if addons:
        databases.quiet_odoo(server, database, f"--init={','.join(addons)}")
    log = LOGS / f"{database}.log"
    _run(server, database, log, tags)
    odoo.drop(server, database)
    text = log.read_text(errors="replace")
    ran = RAN.search(text)
    return set(FAILED.findall(text)), int(ran[1]) if ran else 0


def _run(server: postgres.Server, database: str, log: Path, tags: str) -> None:
    script = STATE / "core_tests.py"
    script.write_text(RUN.format(tags=tags, modules=MODULES))
    with log.open("w") as output, script.open() as lines:
        odoo.call(
            server,
            f"--database={database}",
            f"--db-filter=^{database}$",
            f"--http-port={databases.free_port()}",
            "--workers=0",
            "--max-cron-threads=0",
            subcommand="shell",
            stdin=lines,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
