"""./dev lint: static checks."""

import os
import subprocess
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from . import (
    api,
    changed,
    environment,
    jobs,
    manifests,
    node,
    odoo_source,
    patterns,
    plain_packages,
    vulnerabilities,
)
from .console import say
from .place import ADDONS, EXAMPLES, ROOT, VENV, addon_names

# readme/ holds fragments, from which README.rst is generated when an addon is
# published. A model that is extended for two concerns is extended in two files.
PYLINT_LEFT_OUT = "missing-readme,consider-merging-classes-inherited"

SCRIPTS = (".js", ".cjs")
# Files that prettier formats, unless .prettierignore excludes them.
FORMATTED = (*SCRIPTS, ".css", ".json", ".scss", ".yaml", ".yml")

# Title and problems of a check; '' if there are none.
Check = tuple[str, str]


def run_lint(arguments: Namespace) -> int:
    """Run all checks, or with `arguments.changed` those of the changed files."""
    environment.ensure(environment.TEST)
    failed = 0
    for title, problems in (
        checks_of(changed.files()) if arguments.changed else checks()
    ):
        say(f"  {'✗' if problems else '✓'} {title}")
        if problems:
            say(problems)
            failed += 1
    return 1 if failed else 0


def checks() -> Iterator[Check]:
    """Run all checks on everything, two at a time, the longest first."""
    for found in jobs.results(_all()):
        yield from found


def _all() -> Iterator[jobs.Job[list[Check]]]:
    pylint = ["--rcfile=.pylintrc", f"--disable={PYLINT_LEFT_OUT}"]
    yield lambda: [("pylint-odoo", _tool("pylint", *pylint, *_addon_paths()))]
    yield lambda: [_types()]
    yield lambda: list(_scripts(["."], ["."]))
    yield lambda: [("OCA hooks", _tool("oca-checks-odoo-module", *_addon_paths()))]
    yield lambda: [vulnerabilities.check()]
    yield lambda: [("patterns", "\n".join(map(str, patterns.problems_in(ADDONS))))]
    yield lambda: [("docs/api.md", _unstated_uses())]
    licences = [*_manifestoo_options(), "check-licenses"]
    yield lambda: [("licences", _tool("manifestoo", *licences))]
    yield lambda: list(_python(["."]))
    yield lambda: [
        ("manifests", "\n".join(manifests.problems())),
        ("requirements.txt", manifests.requirements_problem(_listed())),
    ]


def checks_of(files: list[str]) -> Iterator[Check]:
    """Run the checks that take only seconds on files, relative to the repository."""
    python = [name for name in files if name.endswith(".py") or name == "dev"]
    if python:
        yield from _python(python)
    # All typed packages, as callers are checked, too.
    if any(_is_typed(ROOT / name) for name in files):
        yield _types()
    scripts = [name for name in files if name.endswith(SCRIPTS)]
    formatted = [name for name in files if name.endswith(FORMATTED)]
    if formatted:
        yield from _scripts(scripts, formatted)


def _python(paths: list[str]) -> Iterator[Check]:
    yield "ruff", _tool("ruff", "check", "--force-exclude", *paths)
    yield "ruff format", _tool("ruff", "format", "--force-exclude", "--check", *paths)


def _types() -> Check:
    paths = [str(path.relative_to(ROOT)) for path in _typed()]
    return "mypy", _tool("mypy", "--no-error-summary", *paths)


def _typed() -> list[Path]:
    """Return what mypy checks: packages without the ORM, and devkit."""
    return [*plain_packages.paths(), ROOT / "devkit", ROOT / "dev"]


def _is_typed(path: Path) -> bool:
    python = path.suffix == ".py" or path.name == "dev"
    return python and any(path.is_relative_to(one) for one in _typed())


def _scripts(scripts: list[str], formatted: list[str]) -> Iterator[Check]:
    """Check JavaScript, and the layout of everything that prettier formats."""
    missing = node.ensure()
    note = f" ({missing})" if missing else ""
    if scripts:
        words = ["--max-warnings=0", "--no-warn-ignored", *scripts]
        yield f"ESLint{note}", "" if missing else _node_tool("eslint", *words)
    words = ["--check", "--log-level=warn", *formatted]
    yield f"prettier{note}", "" if missing else _node_tool("prettier", *words)


def _unstated_uses() -> str:
    """Return uses between addons that docs/api.md does not state."""
    addons = [ADDONS / name for name in addon_names()]
    page = api.Page.read(ROOT / "docs" / "api.md")
    examples = sorted(path for path in EXAMPLES.iterdir() if path.is_dir())
    return "\n".join(map(str, api.problems([*addons, *examples], page)))


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
    return _run(VENV / "bin" / name, *arguments)


def _node_tool(name: str, *arguments: str) -> str:
    """Run a tool with its cache, as a full run takes long."""
    cache = ["--cache", f"--cache-location={node.FOLDER / f'{name}.cache'}"]
    return _run(node.tool(name), *cache, *arguments)


def _run(program: Path, *arguments: str) -> str:
    """Run a program in the repository.

    Args:
        program: path of the program.
        arguments: its arguments.

    Returns:
        Its output if it found a problem, else ''.
    """
    path = os.pathsep.join([str(VENV / "bin"), os.environ["PATH"]])
    done = subprocess.run(
        [program, *arguments],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.returncode:
        return ""
    return (done.stdout + done.stderr).strip() or f"ended with {done.returncode}"
