"""Records by the names that people give them."""

from collections.abc import Iterable

from .cells import SEVERAL, UNKNOWN, Unreadable


def folded(text: object) -> str:
    """A name as it is compared: without regard to case and spaces."""
    return " ".join(str(text).split()).casefold()


class Names:
    """Which record a text means.

    Args:
        known: the id of each record with its spellings, the surest first: a code
            goes before another's name.
    """

    def __init__(self, known: Iterable[tuple[int, Iterable[object]]] = ()):
        self._by_rank: list[dict[str, set[int]]] = []
        for record_id, spellings in known:
            self.add(record_id, spellings)

    def add(self, record_id: int, spellings: Iterable[object]) -> None:
        for rank, spelling in enumerate(spellings):
            if len(self._by_rank) == rank:
                self._by_rank.append({})
            # The number 0 is a name; what is not there is none.
            if spelling or (spelling == 0 and spelling is not False):
                found = self._by_rank[rank].setdefault(folded(spelling), set())
                found.add(record_id)

    def __contains__(self, text: str) -> bool:
        return any(folded(text) in names for names in self._by_rank)

    def find(self, text: str) -> int:
        """The id of the one record that `text` names.

        Raises:
            Unreadable: when none has this name, or several do.
        """
        for names in self._by_rank:
            if found := names.get(folded(text)):
                if len(found) > 1:
                    raise Unreadable(text, SEVERAL)
                return next(iter(found))
        raise Unreadable(text, UNKNOWN)
