"""./dev test: lint, addons alone and together, browser tours, end-to-end tests."""

import os
import re
import subprocess
import time
import xml.etree.ElementTree as ET
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from . import (
    axe,
    browser,
    core_tests,
    environment,
    jobs,
    lifecycle,
    lint,
    mail_server,
    odoo,
    odoo_source,
    phases,
    postgres,
    upgrade,
)
from .console import say
from .databases import Prepared, complaints_in, logged_odoo, template
from .place import EXAMPLES, LINT_ADDONS, LOGS, PYTHON, ROOT, STATE, addon_names

SUMMARY = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")

# Odoo's own checks, run on our registry; see its test_lint. Its other checks concern
# the style of Odoo's own source.
CORE_LINT = (
    "TestIndex",
    "TestNaming",
    "TestLintOverrideSignatures",
    "RoutesLinter",
    "ManifestLinter",
    "TestJsTranslations",
    "TestOnchangeDomains",
)

TOGETHER = "test_together"
FRESH = "test_fresh"
EXAMPLE = "council_parish"
LIVE = "tests/live"


@dataclass
class Tally:
    """Numbers of passed and failed tests."""

    passed: int = 0
    failed: int = 0

    def add(self, other: "Tally") -> None:
        self.passed += other.passed
        self.failed += other.failed


def run_tests(arguments: Namespace) -> int:
    """Run the addons, paths and phases of `arguments`, or everything."""
    if arguments.core:
        with_browser = not arguments.no_browser
        return _ended(_on_server(_core_tests, with_browser=with_browser))
    if arguments.live:
        with_browser = not arguments.no_browser
        run = partial(_live_tests, with_browser=with_browser)
        return _ended(_on_server(run, with_browser=with_browser))
    chosen = phases.choose(arguments.what, arguments.only, arguments.no_browser)
    environment.ensure(environment.TEST)
    tallies = []
    if "lint" in chosen.phases:
        tallies += [_report(f"lint: {title}", told) for title, told in lint.checks()]
    if chosen.phases - {"lint"}:
        with_browser = chosen.tours and bool(chosen.phases & phases.WITH_BROWSER)
        tallies += _on_server(
            lambda server: _run(server, chosen), with_browser=with_browser
        )
    return _ended(tallies)


def _on_server(
    run: Callable[[postgres.Server], Iterable[Tally]], *, with_browser: bool
) -> list[Tally]:
    """Set the environment up and run tests with a database server."""
    environment.ensure(environment.TEST)
    odoo_source.path()
    mail_server.ensure()
    if with_browser:
        browser.ensure()
        axe.ensure()
    LOGS.mkdir(parents=True, exist_ok=True)
    with postgres.running() as server:
        return list(run(server))


def _ended(tallies: Iterable[Tally]) -> int:
    total = Tally()
    for tally in tallies:
        total.add(tally)
    say(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed or not total.passed else 0


def _run(server: postgres.Server, chosen: phases.Chosen) -> Iterator[Tally]:
    """Run the chosen phases, two jobs at a time."""
    prepared = Prepared(server)
    yield from jobs.results(_jobs(server, chosen, prepared))
    prepared.drop()


def _jobs(
    server: postgres.Server, chosen: phases.Chosen, prepared: Prepared
) -> Iterator[jobs.Job[Tally]]:
    """Yield the jobs of the chosen phases in the order in which they start.

    The first is the longest; the last ones need the database that it installs.
    """
    wanted = chosen.on_together
    installed = jobs.Shared(
        lambda: together(server, with_tests="together" in wanted),
    )
    if wanted:
        yield lambda: _with_all_addons(server, chosen, installed)
    if of_each := chosen.of_each:
        for name in chosen.addons:
            yield partial(_alone, server, prepared, name, of_each)
    if "upgrade" in wanted:
        yield lambda: _upgrade(server, installed)
    if "core-lint" in wanted:
        yield lambda: _after(installed, _core_lint, server)
    if "example" in wanted:
        yield lambda: _after(installed, _example, server)


def _with_all_addons(
    server: postgres.Server, chosen: phases.Chosen, installed: jobs.Job[Tally]
) -> Tally:
    """Install all addons, and run what needs Chromium, one after the other."""
    tally = Tally()
    tally.add(installed())
    if "browser" in chosen.on_together:
        tally.add(_tours(server, TOGETHER, addon_names(), "browser tours"))
    if "tests" in chosen.on_together:
        # Where nothing else is printed meanwhile, it is shown as it runs.
        is_shown = chosen.phases <= {"tests"}
        tally.add(
            _way_through(server, chosen.paths, tours=chosen.tours, is_shown=is_shown)
        )
    return tally


def _after(
    installed: jobs.Job[Tally],
    run: Callable[[postgres.Server], Tally],
    server: postgres.Server,
) -> Tally:
    """Run on the database with all addons, which another job installs."""
    installed()
    return run(server)


def _report(title: str, problems: str, begun: float | None = None) -> Tally:
    """Print whether there are problems, and the seconds since `begun`."""
    seconds = "" if begun is None else f" ({time.monotonic() - begun:.0f} s)"
    if problems:
        say(f"  ✗ {title}{seconds}\n{problems}")
        return Tally(failed=1)
    say(f"  ✓ {title}{seconds}")
    return Tally(passed=1)


def _alone(
    server: postgres.Server, prepared: Prepared, addon: str, wanted: set[str]
) -> Tally:
    """Test an addon with only its dependencies, with its upgrade and uninstallation."""
    database = f"test_{addon}"
    odoo.clone(server, prepared.of(addon), database)
    before = lifecycle.belongings(server, database)
    title, tags = f"{addon} installs", []
    if "alone" in wanted:
        title, tags = f"{addon} alone", [f"--test-tags=/{addon},-browser"]
    tally = _tested(server, database, title, f"--init={addon}", *tags)
    if "browser" in wanted:
        tally.add(_tours(server, database, [addon], f"{addon} browser tours"))
    if "lifecycle" in wanted:
        tally.add(_lifecycle(server, database, addon, before))
    odoo.drop(server, database)
    return tally


def _lifecycle(
    server: postgres.Server, database: str, addon: str, before: set[str]
) -> Tally:
    begun = time.monotonic()
    told = lifecycle.complaints(server, database, addon, before)
    return _report(f"{addon} upgrades, and uninstalls cleanly", "\n".join(told), begun)


def together(server: postgres.Server, *, with_tests: bool = False) -> Tally:
    """Install all addons in one database with demo data, a template for tests/."""
    odoo.clone(server, template(server, demo=True), TOGETHER)
    tags = ",".join(f"/{name}" for name in addon_names()) + ",-browser"
    return _tested(
        server,
        TOGETHER,
        "all five together",
        f"--init={','.join(addon_names())}",
        "--with-demo",
        *([f"--test-tags={tags}"] if with_tests else []),
    )


def _upgrade(server: postgres.Server, installed: jobs.Job[Tally]) -> Tally:
    """Upgrade the last release, and compare it with a fresh installation."""
    begun = time.monotonic()
    told = upgrade.upgraded(server)
    installed()
    # A copy, as nothing can be cloned from a database that is being read.
    odoo.clone(server, TOGETHER, FRESH)
    problems = upgrade.problems(server, told, FRESH)
    odoo.drop(server, FRESH)
    return _report("the last release upgrades", problems, begun)


def _tours(
    server: postgres.Server, database: str, addons: list[str], title: str
) -> Tally:
    """Run the browser tours on a copy of a database."""
    copy = f"{database}_browser"
    odoo.clone(server, database, copy)
    tags = ",".join(f"browser/{name}" for name in addons)
    tally = _tested(server, copy, title, f"--test-tags={tags}")
    odoo.drop(server, copy)
    return tally


def _example(server: postgres.Server) -> Tally:
    """Test the addon of `docs/extend.md` beside all addons, with its lifecycle."""
    database = f"test_{EXAMPLE}"
    odoo.clone(server, TOGETHER, database)
    # Odoo never removes an addon from its list.
    before = lifecycle.belongings(server, database) | {f"record base.module_{EXAMPLE}"}
    tags = f"--test-tags=/{EXAMPLE}"
    with odoo.more_addons(EXAMPLES):
        tally = _tested(server, database, "example", f"--init={EXAMPLE}", tags)
        tally.add(_lifecycle(server, database, EXAMPLE, before))
    odoo.drop(server, database)
    return tally


def _core_tests(server: postgres.Server) -> list[Tally]:
    passed, told = core_tests.differences(server)
    say(f"  {'✗' if told else '✓'} core's own tests with ours installed: {passed}")
    if told:
        say("\n".join(told))
    return [Tally(passed, len(told))]


def _live_tests(server: postgres.Server, *, with_browser: bool) -> list[Tally]:
    """Make calls between real telephones; left out where there can be no Asterisk."""
    installed = together(server)
    if installed.failed:
        return [installed]
    called = _way_through(
        server,
        [LIVE],
        tours=with_browser,
        is_shown=True,
        # Reasons for what was left out are shown.
        options=("-rs",),
        environ={"COUNCIL_LIVE": "1"},
    )
    return [installed, called]


def _core_lint(server: postgres.Server) -> Tally:
    """Run Odoo's own checks on the database with all addons."""
    odoo.clone(server, TOGETHER, "test_lint")
    tags = ",".join(f"/test_lint:{name}" for name in CORE_LINT)
    with odoo.more_addons(LINT_ADDONS):
        tally = _tested(
            server,
            "test_lint",
            "core's test_lint",
            "--init=test_council_lint,test_lint",
            f"--test-tags={tags}",
        )
    odoo.drop(server, "test_lint")
    return tally


def _tested(
    server: postgres.Server, database: str, title: str, *arguments: str
) -> Tally:
    """Run Odoo's tests; a warning in the log counts as a failure."""
    begun = time.monotonic()
    log = LOGS / f"{title.replace(' ', '-')}.log"
    status = logged_odoo(server, database, log, *arguments)
    text = log.read_text(errors="replace")
    ran = [tuple(map(int, match.groups())) for match in SUMMARY.finditer(text)]
    failed = sum(failures + errors for failures, errors, _count in ran)
    count = max((count for *_rest, count in ran), default=0)
    told = complaints_in(log)
    wanted_tests = any(word.startswith("--test-tags") for word in arguments)
    if wanted_tests and not count:
        told.append("no test ran")
    if not failed and (status or told):
        failed = 1
    seconds = time.monotonic() - begun
    lines = [f"  {'✗' if failed else '✓'} {title}: {count} tests ({seconds:.0f} s)"]
    if failed:
        lines += [*told[:40], f"    the whole log: {log}"]
    # At once, as other jobs print, too.
    say("\n".join(lines))
    return Tally(max(count - failed, 0), failed)


def _way_through(
    server: postgres.Server,
    paths: list[str],
    *,
    tours: bool,
    is_shown: bool,
    options: Sequence[str] = (),
    environ: Mapping[str, str] | None = None,
) -> Tally:
    """Run tests/ with a real server, SMTP, HTTP and Chromium.

    Args:
        server: the database server.
        paths: paths below tests/.
        tours: whether to include what needs Chromium.
        is_shown: whether to show the output as it comes, rather than at the end.
        options: more options of pytest.
        environ: more variables of its environment.

    Returns:
        The numbers of tests.
    """
    begun = time.monotonic()
    report = STATE / "tests.xml"
    report.unlink(missing_ok=True)
    command = [str(PYTHON), "-m", "pytest", f"--junitxml={report}", *options, *paths]
    if not tours:
        command += ["-m", "not browser"]
    variables = {**odoo.environment(server), **(environ or {})}
    variables["COUNCIL_TEMPLATE"] = TOGETHER
    variables["PYTHONPATH"] = os.pathsep.join([str(ROOT), variables["PYTHONPATH"]])
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=variables,
        check=False,
        text=True,
        stdout=None if is_shown else subprocess.PIPE,
        stderr=None if is_shown else subprocess.STDOUT,
    )
    seconds = time.monotonic() - begun
    title = f"  {'✗' if done.returncode else '✓'} tests/ ({seconds:.0f} s)"
    say("\n".join(filter(None, [title, (done.stdout or "").strip()])))
    if not report.exists():
        return Tally(failed=1)
    suites = ET.parse(report).getroot().iter("testsuite")
    suite = next(suites).attrib
    failed = int(suite["failures"]) + int(suite["errors"])
    passed = int(suite["tests"]) - failed - int(suite["skipped"])
    return Tally(passed, failed or (1 if done.returncode else 0))
