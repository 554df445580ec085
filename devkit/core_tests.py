"""Core's own tests with our first room installed, and without it.

The other rooms change less of core: the first extends the very contact.
"""

import re
import subprocess
from pathlib import Path

from . import databases, odoo, postgres
from .console import say
from .place import LOGS, STATE, addon_names

MODULES = ("base", "contacts", "mail", "phone_validation", "portal", "privacy_lookup")
# Of base, what is about partners.
TAGS = ",".join(
    [
        "/base/tests/test_res_partner.py",
        "/base/tests/test_res_partner_bank.py",
        "/base/tests/test_res_partner_merge.py",
        *(f"/{module}" for module in MODULES[1:]),
    ]
)

# In a shell every test, at_install ones too, meets a registry with all addons in it.
RUN = """
from odoo.tests.shell import run_tests
report = run_tests(env, {tags!r}, modules={modules!r})
print("RAN", report.testsRun)
"""

FAILED = re.compile(r": (?:FAIL|ERROR): (?:Subtest )?(\w+\.\w+)")
RAN = re.compile(r"^RAN (\d+)$", re.M)


def differences(server: postgres.Server) -> tuple[int, list[str]]:
    """Run core's tests twice, on what core needs alone and with the first room.

    What fails with it only is run once more: tours are cut off on a busy machine.

    Returns:
        How many tests passed with it, and what failed with it and not without it.
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
    """The tests of `tags` that fail on a copy of `core` with `addons`; how many ran."""
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
