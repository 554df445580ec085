"""What the addons' manifests say."""

import ast
from collections.abc import Iterator

from .place import ADDONS, addon_names

LICENCE = "LGPL-3"


def read(name: str) -> dict:
    return ast.literal_eval((ADDONS / name / "__manifest__.py").read_text())


def own_dependencies(name: str) -> list[str]:
    """The addons of this repository that `name` needs, nearest to core first."""
    needed, waiting = set(), [name]
    while waiting:
        for other in read(waiting.pop())["depends"]:
            if other in addon_names() and other not in needed:
                needed.add(other)
                waiting.append(other)
    return [other for other in addon_names() if other in needed]


def core_dependencies(name: str) -> list[str]:
    """Odoo's own addons that `name` and what it needs of ours depend on."""
    found = {
        core
        for own in [*own_dependencies(name), name]
        for core in read(own)["depends"]
        if core not in addon_names()
    }
    return sorted(found)


def problems() -> Iterator[str]:
    """What is wrong with the addons' manifests and their folders."""
    order = addon_names()
    for name in order:
        told = read(name)
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
            f"i18n/{name}.pot",
        ):
            if not (ADDONS / name / wanted).exists():
                yield f"{name}: {wanted} is missing"


def requirements_problem(listed: set[str]) -> str:
    """Whether `listed`, the packages of requirements.txt, is what the addons declare.

    Returns:
        '' when it is; else the difference.
    """
    declared = {
        package
        for name in addon_names()
        for package in read(name).get("external_dependencies", {}).get("python", [])
    }
    if declared == listed:
        return ""
    different = sorted(declared ^ listed)
    return f"differs from the addons' external_dependencies: {different}"
