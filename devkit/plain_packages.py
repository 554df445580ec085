"""The addons' packages without the ORM, which mypy checks."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .place import ADDONS, addon_names

OWN = tuple(f"odoo.addons.{name}." for name in addon_names())


def paths() -> list[Path]:
    """Return the packages whose modules do not import Odoo.

    They may import other addons by their names under `odoo.addons`.

    Returns:
        Paths of the packages.
    """
    return [
        folder
        for addon in addon_names()
        for folder in sorted((ADDONS / addon).iterdir())
        if (folder / "__init__.py").exists()
        and folder.name != "tests"
        and not any(_imports_odoo(file) for file in folder.rglob("*.py"))
    ]


def _imports_odoo(file: Path) -> bool:
    return any(
        name.partition(".")[0] == "odoo" and not name.startswith(OWN)
        for name in _imports(ast.parse(file.read_text()))
    )


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""
