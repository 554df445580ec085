"""./dev lint: what can be checked without running anything."""

import os
import subprocess
from collections.abc import Iterator

from . import environment, manifests, odoo_source, patterns, vulnerabilities
from .console import say
from .place import ADDONS, ROOT, VENV, addon_names

# readme/ holds fragments from which README.rst is made when an addon is published;
# a model extended for two concerns is extended in two files.
PYLINT_LEFT_OUT = "missing-readme,consider-merging-classes-inherited"


def run_lint(_arguments) -> int:
    environment.ensure(environment.TEST)
    failed = 0
    for title, problems in checks():
        say(f"  {'✗' if problems else '✓'} {title}")
        if problems:
            say(problems)
            failed += 1
    return 1 if failed else 0


def checks() -> Iterator[tuple[str, str]]:
    """Each check's title and its problems, '' where there are none."""
    yield "ruff", _tool("ruff", "check", ".")
    yield "ruff format", _tool("ruff", "format", "--check", ".")
    pylint = ["--rcfile=.pylintrc", f"--disable={PYLINT_LEFT_OUT}"]
    yield "pylint-odoo", _tool("pylint", *pylint, *_addon_paths())
    yield "OCA hooks", _tool("oca-checks-odoo-module", *_addon_paths())
    yield "licences", _tool("manifestoo", *_manifestoo_options(), "check-licenses")
    yield "patterns", "\n".join(map(str, patterns.problems_in(ADDONS)))
    yield "manifests", "\n".join(manifests.problems())
    yield "requirements.txt", manifests.requirements_problem(_listed())
    yield vulnerabilities.check()


def _manifestoo_options() -> list[str]:
    return [
        "--no-addons-path-from-import-odoo",
        "--odoo-series=19.0",
        f"--addons-path={odoo_source.path() / 'odoo' / 'addons'}",
        "--select-addons-dir=addons",
    ]


def _listed() -> set[str]:
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def _addon_paths() -> list[str]:
    return [str((ADDONS / name).relative_to(ROOT)) for name in addon_names()]


def _tool(name: str, *arguments: str) -> str:
    path = os.pathsep.join([str(VENV / "bin"), os.environ["PATH"]])
    done = subprocess.run(
        [VENV / "bin" / name, *arguments],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.returncode:
        return ""
    return (done.stdout + done.stderr).strip() or f"ended with {done.returncode}"
