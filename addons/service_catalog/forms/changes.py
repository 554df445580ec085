"""What has changed from one version of questions, or of a script, to the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Changes:
    """Names of what came, went, and is there in both but not the same."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    is_reordered: bool = False


def changes(
    before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]], key: str
) -> Changes:
    """Compare two lists of plain data whose items are known by `key`.

    The order is told only of items that are in both; a question's own number in it is
    none of its content.
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
    return {name: value for name, value in item.items() if name != "sequence"}
