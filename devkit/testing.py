"""./dev test: lint, each addon alone, all together, browser tours, the way through."""

import ast
import hashlib
import os
import re
import shutil
import socket
import subprocess
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from . import environment, lint, odoo, odoo_source, postgres
from .console import Failure, run, say, step
from .place import ADDONS, LOGS, PYTHON, ROOT, SCREENSHOTS, STATE, addon_names

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
SUMMARY = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
COMPLAINT = re.compile(r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) ")

# Core's own checks, run on our registry; see Odoo's test_lint.
CORE_LINT = ("TestIndex", "TestNaming", "TestLintOverrideSignatures", "RoutesLinter")


@dataclass
class Tally:
    passed: int = 0
    failed: int = 0

    def add(self, other: "Tally") -> None:
        self.passed += other.passed
        self.failed += other.failed


def run_tests(arguments) -> int:
    """Run what `arguments.what` names (addons, paths under tests/), or everything."""
    environment.ensure(environment.TEST)
    odoo_source.path()
    if not arguments.no_browser:
        ensure_browser()
    server = postgres.start()
    LOGS.mkdir(parents=True, exist_ok=True)
    addons, paths = _chosen(arguments.what)
    total = Tally()
    try:
        if not arguments.what:
            total.add(_lint())
        core = template(server)
        with ThreadPoolExecutor(max_workers=2) as pool:
            for tally in pool.map(lambda name: _alone(server, core, name), addons):
                total.add(tally)
        if not arguments.what or paths:
            total.add(_together(server, core, arguments, run_addons=not arguments.what))
            total.add(_way_through(server, paths, arguments))
    finally:
        postgres.release(server)
    say(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed or not total.passed else 0


def _chosen(what: list[str]) -> tuple[list[str], list[str]]:
    if not what:
        return addon_names(), ["tests"]
    names = [Path(word).name for word in what if Path(word).name in addon_names()]
    paths = [word for word in what if word.split("::")[0].startswith("tests")]
    unknown = [w for w in what if Path(w).name not in names and w not in paths]
    if unknown:
        raise Failure(
            f"{unknown[0]} is neither an addon nor a path under tests/.",
            f"The addons are: {', '.join(addon_names())}",
        )
    return names, paths


def ensure_browser() -> None:
    """Make sure that Chromium is there: tests that need it never skip silently.

    Raises:
        Failure: when it is missing and may not be installed here.
    """
    if any(shutil.which(name) for name in CHROMIUM_NAMES):
        return
    remedy = (
        "On Debian: apt-get install chromium;"
        " or leave these tests out: ./dev test --no-browser"
    )
    if not (os.environ.get("CI") == "true" and os.geteuid() == 0):
        raise Failure("The browser tests need Chromium and there is none.", remedy)
    failed = "Chromium could not be installed."
    with step("Installing Chromium"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", "update"], failed, remedy, env=quiet)
        install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
        run(install, failed, remedy, env=quiet)


def _lint() -> Tally:
    tally = Tally()
    for title, problems in lint.checks():
        tally.add(_report(f"lint: {title}", problems))
    return tally


def _report(title: str, problems: str) -> Tally:
    if problems:
        say(f"  ✗ {title}\n{problems}")
        return Tally(failed=1)
    say(f"  ✓ {title}")
    return Tally(passed=1)


def core_dependencies() -> list[str]:
    """Odoo's own addons that ours depend on."""
    found = set()
    for name in addon_names():
        manifest = ast.literal_eval((ADDONS / name / "__manifest__.py").read_text())
        found.update(manifest["depends"])
    return sorted(found - set(addon_names()))


def template(server: postgres.Server) -> str:
    """A database with Odoo's own addons, built once for each set of them."""
    core = core_dependencies()
    packages = (ROOT / "requirements/odoo.txt").read_bytes()
    digest = hashlib.sha256(" ".join(core).encode() + packages).hexdigest()[:8]
    name = f"template_{digest}"
    if name in odoo.databases(server):
        return name
    part = f"{name}_part"
    with step("Building the template database"):
        odoo.drop(server, part)
        quiet_odoo(server, part, "--init=base")
        # Attachments in the database, so that cloning it copies them too.
        odoo.psql(
            server,
            part,
            "INSERT INTO ir_config_parameter (key, value)"
            " VALUES ('ir_attachment.location', 'db')",
        )
        quiet_odoo(server, part, f"--init={','.join(core)}")
        odoo.psql(server, "postgres", f'ALTER DATABASE "{part}" RENAME TO "{name}"')
    return name


def quiet_odoo(server: postgres.Server, database: str, *arguments: str) -> None:
    log = LOGS / f"{database}.log"
    if _odoo(server, database, log, *arguments):
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise Failure(f"Odoo failed.\n{tail}", f"The whole log: {log}")


def _odoo(server: postgres.Server, database: str, log: Path, *arguments: str) -> int:
    with log.open("w") as output:
        return odoo.call(
            server,
            f"--database={database}",
            f"--db-filter=^{database}$",
            f"--http-port={free_port()}",
            f"--screenshots={SCREENSHOTS}",
            "--workers=0",
            "--max-cron-threads=0",
            "--skip-auto-install",
            "--stop-after-init",
            *arguments,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _alone(server: postgres.Server, template: str, addon: str) -> Tally:
    """Tests of one addon where only it and its dependencies are installed."""
    database = f"test_{addon}"
    odoo.clone(server, template, database)
    tally = _tested(
        server,
        database,
        f"{addon} alone",
        f"--init={addon}",
        f"--test-tags=/{addon},-browser",
    )
    odoo.drop(server, database)
    return tally


def _together(server, template: str, arguments, *, run_addons: bool) -> Tally:
    """All five on one database with demo data, kept as a template for tests/."""
    database = "test_together"
    odoo.clone(server, template, database)
    names = ",".join(addon_names())
    tags = ",".join(f"/{name}" for name in addon_names()) + ",-browser"
    tests = [f"--test-tags={tags}"] if run_addons else []
    tally = _tested(
        server, database, "all five together", f"--init={names}", "--with-demo", *tests
    )
    if run_addons and not arguments.no_browser:
        odoo.clone(server, database, "test_browser")
        tags = ",".join(f"browser/{name}" for name in addon_names())
        tally.add(
            _tested(server, "test_browser", "browser tours", f"--test-tags={tags}")
        )
        odoo.drop(server, "test_browser")
    if run_addons:
        odoo.clone(server, database, "test_lint")
        tags = ",".join(f"/test_lint:{name}" for name in CORE_LINT)
        tally.add(
            _tested(
                server,
                "test_lint",
                "core's test_lint",
                "--init=test_lint",
                f"--test-tags={tags}",
            )
        )
        odoo.drop(server, "test_lint")
    return tally


def _tested(server, database: str, title: str, *arguments: str) -> Tally:
    log = LOGS / f"{title.replace(' ', '-')}.log"
    status = _odoo(server, database, log, *arguments)
    lines = log.read_text(errors="replace").splitlines()
    found = [SUMMARY.search(line) for line in lines]
    ran = [tuple(map(int, match.groups())) for match in found if match]
    failed = sum(failures + errors for failures, errors, _count in ran)
    count = max((count for *_rest, count in ran), default=0)
    complaints = [line for line in lines if COMPLAINT.match(line)]
    if not failed and (status or complaints):
        failed = 1
    say(f"  {'✗' if failed else '✓'} {title}: {count} tests")
    if failed:
        say("\n".join(complaints[:40]) + f"\n    the whole log: {log}")
    wanted_tests = any(word.startswith("--test-tags") for word in arguments)
    if wanted_tests and not count:
        failed = failed or 1
        say("    no test ran")
    return Tally(max(count - failed, 0), failed)


def _way_through(server: postgres.Server, paths: list[str], arguments) -> Tally:
    """tests/: a real server, real SMTP and HTTP, and Chromium."""
    report = STATE / "tests.xml"
    report.unlink(missing_ok=True)
    command = [str(PYTHON), "-m", "pytest", f"--junitxml={report}", *paths]
    if arguments.no_browser:
        command += ["-m", "not browser"]
    environ = odoo.environment(server)
    environ["COUNCIL_TEMPLATE"] = "test_together"
    environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), environ["PYTHONPATH"]])
    status = subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode
    if not report.exists():
        return Tally(failed=1)
    suite = ET.parse(report).getroot().find("testsuite").attrib
    failed = int(suite["failures"]) + int(suite["errors"])
    passed = int(suite["tests"]) - failed - int(suite["skipped"])
    return Tally(passed, failed or (1 if status else 0))
