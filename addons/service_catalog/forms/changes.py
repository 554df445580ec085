"""Differences between two versions of questions or of a script."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Changes:
    """Names of items that were added, removed, or edited."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    is_reordered: bool = False


def changes(
    before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]], key: str
) -> Changes:
    """Compare two lists of plain data.

    Items in both lists decide whether the order has changed. The `sequence` of an item
    is not compared.

    Args:
        before: the items of the older version.
        after: the items of the newer version.
        key: the name of the value that identifies an item.

    Returns:
        The differences.
    """
    old = {one[key]: one for one in before}
    new = {one[key]: one for one in after}
    return Changes(
        added=tuple(one["name"] for at, one in new.items() if at not in old),
        removed=tuple(one["name"] for at, one in old.items() if at not in new),
        edited=tuple(
            one["name"]
            for at, one in new.items()
            if at in old and _content(one) != _content(old[at])
        ),
        is_reordered=[at for at in old if at in new] != [at for at in new if at in old],
    )


def _content(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item without its sequence."""
    return {name: value for name, value in item.items() if name != "sequence"}
