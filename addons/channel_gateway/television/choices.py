"""Long lists, a few lines at a time, each with the digit that chooses it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
# A page holds so many lines at three metres; digit 9 goes on.
PER_PAGE = 6


@dataclass(frozen=True)
class Shown(Generic[Item]):
    """A part of a list.

    Attributes:
        items: pairs of digit, from 1, and item.
        page: number of this part, from 0.
        pages: how many parts there are.
    """

    items: tuple[tuple[int, Item], ...]
    page: int
    pages: int

    @property
    def has_more(self) -> bool:
        """Return whether there is another part behind this one."""
        return self.page + 1 < self.pages


def show(items: Sequence[Item], page: int = 0) -> Shown[Item]:
    """Return a part of a list; a part that does not exist is the nearest that does.

    Args:
        items: the list.
        page: number of the part, from 0.
    """
    pages = max(1, -(-len(items) // PER_PAGE))
    page = min(max(page, 0), pages - 1)
    some = items[page * PER_PAGE : (page + 1) * PER_PAGE]
    return Shown(tuple(enumerate(some, start=1)), page, pages)
