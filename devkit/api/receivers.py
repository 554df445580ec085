"""Inference of the model of an expression, as far as the source shows it."""

import ast

from .models import Function, Models

# Methods that return records of the same model.
SAME = {
    *("browse", "concat", "copy", "create", "exists", "filtered", "filtered_domain"),
    *("new", "search", "sorted", "sudo", "try_lock_for_update", "union"),
    *("with_company", "with_context", "with_env", "with_prefetch", "with_user"),
}
# Limit for variables that are defined by each other.
MAX_DEPTH = 12


class Receivers:
    """The models of the expressions in one function.

    Args:
        models: the models of all addons.
        own: the models of `self`; () if it is no record.
        function: the function whose local variables count.
    """

    def __init__(self, models: Models, own: tuple[str, ...], function: Function):
        self.models = models
        self.own = own
        self.assigned: dict[str, list[ast.expr]] = {}
        for node in ast.walk(function):
            self._note(node)

    def _note(self, node: ast.AST) -> None:
        """Store the expression that a statement assigns to a variable."""
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            self.assigned.setdefault(node.targets[0].id, []).append(node.value)
        elif isinstance(node, ast.NamedExpr):
            self.assigned.setdefault(node.target.id, []).append(node.value)
        elif isinstance(node, ast.For | ast.comprehension) and isinstance(
            node.target, ast.Name
        ):
            self.assigned.setdefault(node.target.id, []).append(node.iter)

    def of(self, node: ast.expr, depth: int = 0) -> set[str]:
        """Return the models an expression may be a record of; empty if unknown."""
        if depth > MAX_DEPTH:
            return set()
        depth += 1
        match node:
            case ast.Name(id="self" | "cls"):
                return set(self.own[:1])
            case ast.Name(id=name):
                return self._any(self.assigned.get(name, []), depth)
            case ast.Subscript(
                value=ast.Attribute(attr="env") | ast.Name(id="env"),
                slice=ast.Constant(value=str(model)),
            ):
                return {model}
            case ast.Subscript(value=value):
                return self.of(value, depth)
            case ast.Call(func=ast.Attribute(value=value, attr=method)):
                return self.of(value, depth) if method in SAME else set()
            case ast.Attribute(attr=name):
                found: set[str] = self.models.comodels.get(name, set())
                return found
            case ast.BinOp(left=left, right=right):
                return self._any([left, right], depth)
            case ast.BoolOp(values=values):
                return self._any(values, depth)
            case ast.IfExp(body=body, orelse=orelse):
                return self._any([body, orelse], depth)
        return set()

    def _any(self, nodes: list[ast.expr], depth: int) -> set[str]:
        return set().union(*(self.of(node, depth) for node in nodes))
