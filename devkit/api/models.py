"""The models of addons, read from their source without running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Tests and migration scripts may use internals.
LEFT_OUT = {"tests", "migrations"}
RELATIONAL = {"Many2one", "One2many", "Many2many"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """A Python file of an addon."""

    addon: str
    path: Path
    tree: ast.Module


@dataclass(frozen=True)
class ModelClass:
    """A class that defines or extends a model.

    Attributes:
        source: its file.
        node: its syntax tree.
        names: the models of `self`, the class' own one first.
        methods: the private methods, with whether they call the same of `super`.
    """

    source: Source
    node: ast.ClassDef
    names: tuple[str, ...]
    methods: dict[str, bool]


@dataclass
class Models:
    """The models of all addons.

    Attributes:
        classes: all model classes.
        parents: the models that a model inherits from.
        defined: for each model and method, the addons that define it.
        made: models and methods that are defined without a call of `super()`.
        comodels: for each name of a relational field, the models it refers to.
    """

    classes: list[ModelClass] = field(default_factory=list)
    parents: dict[str, set[str]] = field(default_factory=dict)
    defined: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    made: set[tuple[str, str]] = field(default_factory=set)
    comodels: dict[str, set[str]] = field(default_factory=dict)

    def lineage(self, model: str) -> set[str]:
        """Return a model and all models that it inherits from, `base` included."""
        found: set[str] = set()
        waiting = [model, "base"]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.parents.get(name, ())
        return found

    def definers(self, model: str, method: str) -> dict[str, set[str]]:
        """Return the models of the lineage that define a method, with their addons.

        A method of which every definition calls `super()` is Odoo's own; the result is
        then empty.

        Args:
            model: name of the model.
            method: name of the method.

        Returns:
            A dict of model to addons.
        """
        found = {
            name: addons
            for name in self.lineage(model)
            if (addons := self.defined.get((name, method)))
        }
        return found if any((name, method) in self.made for name in found) else {}


def sources(addons: list[Path]) -> list[Source]:
    """Return the product code of addons.

    Args:
        addons: their folders, each after those that it depends on.

    Returns:
        The Python files, without tests and migration scripts.
    """
    return [
        Source(addon.name, path.relative_to(addon.parent), ast.parse(path.read_text()))
        for addon in addons
        for path in sorted(addon.rglob("*.py"))
        if LEFT_OUT.isdisjoint(path.relative_to(addon.parent).parts)
    ]


def read(files: list[Source]) -> Models:
    """Return the models that the files define and extend.

    Args:
        files: the Python files.

    Returns:
        The models.
    """
    models = Models()
    for source in files:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef) and (names := _names(node)):
                _add(models, ModelClass(source, node, names, _methods(node)))
    return models


def _add(models: Models, found: ModelClass) -> None:
    models.classes.append(found)
    own = found.names[0]
    models.parents.setdefault(own, set()).update(found.names[1:])
    for method, calls_super in found.methods.items():
        models.defined.setdefault((own, method), set()).add(found.source.addon)
        if not calls_super:
            models.made.add((own, method))
    for name, comodel in _fields(found.node):
        models.comodels.setdefault(name, set()).add(comodel)


def _names(node: ast.ClassDef) -> tuple[str, ...]:
    """Return the model of a class and those it inherits; () for other classes."""
    assigned = {
        statement.targets[0].id: statement.value
        for statement in node.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.targets[0], ast.Name)
    }
    own = _texts(assigned.get("_name"))
    inherited = _texts(assigned.get("_inherit"))
    return tuple(dict.fromkeys((*own, *inherited)))


def _texts(node: ast.expr | None) -> list[str]:
    constants = ast.walk(node) if node is not None else ()
    return [
        one.value
        for one in constants
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]


def _methods(node: ast.ClassDef) -> dict[str, bool]:
    return {
        method.name: _calls_super(method)
        for method in node.body
        if isinstance(method, Function) and is_private(method.name)
    }


def is_private(name: str) -> bool:
    """Return whether a name has one leading underscore."""
    return name.startswith("_") and not name.startswith("__")


def _calls_super(method: Function) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == method.name
        and is_super(node.value)
        for node in ast.walk(method)
    )


def is_super(node: ast.expr) -> bool:
    """Return whether an expression is `super()`."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "super"
    )


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """Yield the relational fields of a class, each with its comodel."""
    for statement in node.body:
        if not (
            isinstance(statement, ast.Assign)
            and isinstance(statement.targets[0], ast.Name)
            and isinstance(statement.value, ast.Call)
            and isinstance(statement.value.func, ast.Attribute)
            and statement.value.func.attr in RELATIONAL
        ):
            continue
        call = statement.value
        named = [one.value for one in call.keywords if one.arg == "comodel_name"]
        for comodel in _texts(next(iter(call.args or named), None)):
            yield statement.targets[0].id, comodel
