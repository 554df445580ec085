"""Use of private methods and Python modules between addons."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .models import (
    Function,
    ModelClass,
    Models,
    Source,
    is_private,
    is_super,
    read,
    sources,
)
from .page import Page
from .receivers import Receivers

PREFIX = "odoo.addons."
PAGE = Path("docs/api.md")


@dataclass(frozen=True)
class Use:
    """A place where an addon uses another beyond the stated API."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


def problems(addons: list[Path], page: Page) -> list[Use]:
    """Return uses that the page does not state, and entries that do not exist.

    If the source does not show the model of a record, a method counts as the addon's
    own if the addon defines one of that name.

    Args:
        addons: their folders, each after those that it depends on.
        page: `docs/api.md`.

    Returns:
        The problems, sorted by place.
    """
    files = sources(addons)
    models = read(files)
    found = [
        *_imports(files, page),
        *_calls(files, models, page),
        *_overrides(models, page),
        *_stale(addons, models, page),
    ]
    return sorted(found, key=lambda use: (str(use.path), use.line, use.what))


# Imports


def _imports(files: list[Source], page: Page) -> Iterator[Use]:
    """Yield imports from other addons that the page does not state."""
    addons = {source.addon for source in files}
    for source in files:
        for line, name in _imported(source.tree):
            owner = name.removeprefix(PREFIX).split(".")[0]
            if (
                name.startswith(PREFIX)
                and owner in addons - {source.addon}
                and not page.allows_import(name.removeprefix(PREFIX))
            ):
                yield Use(source.path, line, f"imports {name}")


def _imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, one.name) for one in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for one in node.names:
                yield node.lineno, f"{node.module}.{one.name}"


# Calls


def _calls(files: list[Source], models: Models, page: Page) -> Iterator[Use]:
    """Yield calls of other addons' private methods that the page does not state."""
    own_names = _names_by_addon(files)
    for source, function, own in _functions(files, models):
        receivers = Receivers(models, own, function)
        for node in _private_attributes(function):
            if is_super(node.value):
                continue
            known = receivers.of(node.value)
            if known:
                owners = _owners(models, known, node.attr, source.addon)
            elif node.attr in own_names[source.addon]:
                continue
            else:
                owners = _owners_of_name(models, node.attr)
            if owners and not any(page.allows_call(one, node.attr) for one in owners):
                names = " or ".join(sorted(owners))
                yield Use(source.path, node.lineno, f"calls {names}.{node.attr}")


def _functions(
    files: list[Source], models: Models
) -> Iterator[tuple[Source, Function, tuple[str, ...]]]:
    """Yield each outermost function with the models of its `self`."""
    of_model = {id(found.node): found.names for found in models.classes}
    for source in files:
        waiting: list[tuple[ast.AST, tuple[str, ...]]] = [(source.tree, ())]
        while waiting:
            node, own = waiting.pop()
            for child in ast.iter_child_nodes(node):
                if isinstance(child, Function):
                    yield source, child, own
                elif isinstance(child, ast.ClassDef):
                    waiting.append((child, of_model.get(id(child), ())))


def _private_attributes(function: Function) -> Iterator[ast.Attribute]:
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            yield node


def _names_by_addon(files: list[Source]) -> dict[str, set[str]]:
    """Return the names of functions and attributes that each addon defines."""
    found: dict[str, set[str]] = {}
    for source in files:
        names = found.setdefault(source.addon, set())
        for node in ast.walk(source.tree):
            if isinstance(node, Function):
                names.add(node.name)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                names.add(node.attr)
    return found


def _owners(models: Models, known: set[str], method: str, addon: str) -> set[str]:
    """Return the models that define a method which `addon` does not define itself."""
    found: set[str] = set()
    for model in known:
        definers = models.definers(model, method)
        if not any(addon in addons for addons in definers.values()):
            found.update(definers)
    return found


def _owners_of_name(models: Models, method: str) -> set[str]:
    """Return the models that define a method of this name."""
    return {name for name, made in models.made if made == method}


# Overrides


def _overrides(models: Models, page: Page) -> Iterator[Use]:
    """Yield extensions of private methods that the page does not state."""
    for found in models.classes:
        for method in found.node.body:
            if not (isinstance(method, Function) and is_private(method.name)):
                continue
            owners = _earlier_owners(models, found, method.name)
            if owners and not any(page.allows_hook(one, method.name) for one in owners):
                names = " or ".join(sorted(owners))
                what = f"extends {names}.{method.name}"
                yield Use(found.source.path, method.lineno, what)


def _earlier_owners(models: Models, found: ModelClass, method: str) -> set[str]:
    """Return the models for which a dependency of `found` has the method."""
    order = list(dict.fromkeys(one.source.addon for one in models.classes))
    earlier = set(order[: order.index(found.source.addon)])
    definers = {
        name: addons
        for inherited in found.names
        for name, addons in models.definers(inherited, method).items()
    }
    return {name for name, addons in definers.items() if addons & earlier}


# Page


def _stale(addons: list[Path], models: Models, page: Page) -> Iterator[Use]:
    """Yield entries of the page that do not exist."""
    known = {
        (name, method)
        for found in models.classes
        for method in _all_methods(found.node)
        for name in found.names
    }
    for model, method in sorted(page.calls | page.hooks):
        if not any(
            model == name and (method == one or _starts(one, method))
            for name, one in known
        ):
            yield Use(PAGE, 0, f"there is no {model}.{method}")
    folders = {addon.name: addon for addon in addons}
    for module in sorted(page.modules):
        name, *parts = module.split(".")
        path = folders[name].joinpath(*parts) if name in folders else Path(name)
        if not (path.is_dir() or path.with_suffix(".py").exists()):
            yield Use(PAGE, 0, f"there is no module {module}")


def _all_methods(node: ast.ClassDef) -> Iterator[str]:
    return (one.name for one in node.body if isinstance(one, Function))


def _starts(method: str, pattern: str) -> bool:
    return pattern.endswith("_") and method.startswith(pattern)
