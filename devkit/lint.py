"""./dev lint: what can be checked without running anything."""

import ast
import os
import subprocess
from collections.abc import Iterator

from . import environment
from .console import say
from .place import ADDONS, ROOT, VENV, addon_names

LICENCE = "LGPL-3"


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
    yield "pylint-odoo", _tool("pylint", "--rcfile=.pylintrc", *_addon_paths())
    yield "OCA hooks", _tool("oca-checks-odoo-module", *_addon_paths())
    yield "manifests", "\n".join(_manifest_problems())
    yield "requirements.txt", _requirements_problem()


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
    return (done.stdout + done.stderr).strip() if done.returncode else ""


def manifest(name: str) -> dict:
    return ast.literal_eval((ADDONS / name / "__manifest__.py").read_text())


def _manifest_problems() -> Iterator[str]:
    order = addon_names()
    for name in order:
        told = manifest(name)
        if told.get("license") != LICENCE:
            yield f"{name}: the licence is not {LICENCE}"
        if not told.get("version", "").startswith("19.0."):
            yield f"{name}: the version does not start with 19.0."
        later = order[order.index(name) :]
        for needed in set(told["depends"]) & set(later):
            yield f"{name}: depends on {needed}, a later room"
        for wanted in (
            "static/description/icon.png",
            "pyproject.toml",
            "readme/DESCRIPTION.md",
        ):
            if not (ADDONS / name / wanted).exists():
                yield f"{name}: {wanted} is missing"


def _requirements_problem() -> str:
    """requirements.txt lists what the addons declare, no more and no less."""
    declared = {
        package
        for name in addon_names()
        for package in manifest(name).get("external_dependencies", {}).get("python", [])
    }
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    listed = {line for line in lines if line and not line.startswith("#")}
    if declared == listed:
        return ""
    return (
        f"differs from the addons' external_dependencies: {sorted(declared ^ listed)}"
    )
