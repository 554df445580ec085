"""The regular expressions in the addons' source, found without running it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from .growth import problem

FUNCTIONS = {
    *("compile", "search", "match", "fullmatch", "split", "findall", "finditer"),
    *("sub", "subn"),
}
# Position of the flags among the arguments; the pattern is the first.
FLAGS_AT = {"compile": 1, "split": 3, "sub": 4, "subn": 4}
FLAGS_AT_LEAST = 2
# Tests match only texts of our own.
LEFT_OUT = {"tests"}


class NotConstant(Exception):
    """The pattern is built at run time."""


@dataclass(frozen=True)
class Finding:
    """A pattern that is not known to be linear, with the reason."""

    path: Path
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


def problems_in(folder: Path) -> list[Finding]:
    """Return the problems of patterns in the Python files below a folder."""
    return [
        Finding(path.relative_to(folder), line, reason)
        for path in sorted(folder.rglob("*.py"))
        if LEFT_OUT.isdisjoint(path.relative_to(folder).parts)
        for line, reason in problems_of(path.read_text())
    ]


def problems_of(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line of each pattern that may be slow, with the reason."""
    tree = ast.parse(source)
    constants = _constants(tree)
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not _is_of_re(call.func):
            continue
        try:
            reason = problem(*_pattern(call, call.func.attr, constants))
        except NotConstant:
            # Precompiled patterns are checked where they are compiled.
            reason = "a pattern must be a constant, or of constants of its module"
        if reason:
            yield call.lineno, f"{ast.unparse(call.args[0])}: {reason}"


def _is_of_re(function: ast.expr) -> TypeGuard[ast.Attribute]:
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "re"
        and function.attr in FUNCTIONS
    )


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    """Return the values of the module's constants."""
    return {
        statement.targets[0].id: statement.value
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.targets[0], ast.Name)
    }


def _pattern(
    call: ast.Call, function: str, constants: dict[str, ast.expr]
) -> tuple[str | bytes, int]:
    """Return the pattern of a call, and its flags."""
    at = FLAGS_AT.get(function, FLAGS_AT_LEAST)
    flags = next(
        (one.value for one in call.keywords if one.arg == "flags"),
        call.args[at] if len(call.args) > at else None,
    )
    number = _value(flags, constants) if flags is not None else 0
    return _value(call.args[0], constants), int(number)


def _value(node: ast.expr, constants: dict[str, ast.expr]) -> Any:
    """Return the value of an expression of constants.

    Args:
        node: the expression.
        constants: the module's constants.

    Returns:
        The value.

    Raises:
        NotConstant: when it depends on anything else.
    """
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name) and node.id in constants:
        return _value(constants[node.id], constants)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(_value(part, constants)) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return _value(node.value, constants)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.BitOr):
        left, right = _value(node.left, constants), _value(node.right, constants)
        return left + right if isinstance(node.op, ast.Add) else left | right
    if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "re":
        return getattr(re, node.attr)
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.escape":
        return re.escape(_value(node.args[0], constants))
    raise NotConstant(ast.unparse(node))
