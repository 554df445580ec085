"""The tables of `docs/api.md`."""

import re
from dataclasses import dataclass
from pathlib import Path

CODE = re.compile(r"`([^`]++)`")
# A name that ends in the code of a record or of a selection's value.
PLACEHOLDER = re.compile(r"<\w++>$")


@dataclass(frozen=True)
class Page:
    """What other addons may use according to the page.

    Attributes:
        calls: model and method, for each method that may be called.
        hooks: the same for each method that may be extended.
        modules: Python modules, and names in them, that may be imported.
    """

    calls: frozenset[tuple[str, str]]
    hooks: frozenset[tuple[str, str]]
    modules: frozenset[str]

    @classmethod
    def read(cls, path: Path) -> "Page":
        """Return the content of the page at `path`."""
        return cls.of(path.read_text())

    @classmethod
    def of(cls, text: str) -> "Page":
        """Return the content of the tables in a text.

        A table of methods has the columns method (model and name as code) and use
        (`call`, `hook` or both), a table of Python modules the column Python.

        Args:
            text: the page in Markdown.

        Returns:
            The content.
        """
        calls: set[tuple[str, str]] = set()
        hooks: set[tuple[str, str]] = set()
        modules: set[str] = set()
        kind = None
        for line in text.splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not line.startswith("|"):
                kind = None
            elif kind is None:
                kind = cells[0]
            elif kind == "Python":
                modules.update(CODE.findall(cells[0]))
            elif kind == "method":
                for name in CODE.findall(cells[0]):
                    model, _dot, method = PLACEHOLDER.sub("", name).rpartition(".")
                    uses = cells[1].split(", ")
                    if "call" in uses:
                        calls.add((model, method))
                    if "hook" in uses:
                        hooks.add((model, method))
        return cls(frozenset(calls), frozenset(hooks), frozenset(modules))

    def allows_call(self, model: str, method: str) -> bool:
        """Return whether a method of a model may be called."""
        return (model, method) in self.calls

    def allows_hook(self, model: str, method: str) -> bool:
        """Return whether a method of a model may be extended."""
        return any(
            model == of and (method == hook or _is_of_pattern(method, hook))
            for of, hook in self.hooks
        )

    def allows_import(self, name: str) -> bool:
        """Return whether a module, or a name in it, may be imported."""
        return any(
            name == stated or name.startswith(f"{stated}.") for stated in self.modules
        )


def _is_of_pattern(method: str, hook: str) -> bool:
    return hook.endswith("_") and method.startswith(hook)
