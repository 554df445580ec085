"""Find records by their names."""

from collections.abc import Iterable

from .cells import SEVERAL, UNKNOWN, Unreadable


def folded(text: object) -> str:
    """Normalise a name for comparison: ignore case and repeated spaces.

    Args:
        text: the name.

    Returns:
        The normalised name.
    """
    return " ".join(str(text).split()).casefold()


class Names:
    """An index from the names of records to their ids.

    Args:
        known: the id of each record with its spellings, the most specific first: the
            code of one record takes precedence over the name of another.
    """

    def __init__(self, known: Iterable[tuple[int, Iterable[object]]] = ()):
        self._by_rank: list[dict[str, set[int]]] = []
        for record_id, spellings in known:
            self.add(record_id, spellings)

    def add(self, record_id: int, spellings: Iterable[object]) -> None:
        """Add a record.

        Args:
            record_id: its id.
            spellings: its names, the most specific first.
        """
        for rank, spelling in enumerate(spellings):
            if len(self._by_rank) == rank:
                self._by_rank.append({})
            # The number 0 is a valid name; False and None are no names.
            if spelling or (spelling == 0 and spelling is not False):
                found = self._by_rank[rank].setdefault(folded(spelling), set())
                found.add(record_id)

    def __contains__(self, text: str) -> bool:
        """Return whether a record has this name."""
        return any(folded(text) in names for names in self._by_rank)

    def find(self, text: str) -> int:
        """Return the id of the one record with this name.

        Args:
            text: the name, in any case.

        Returns:
            The id.

        Raises:
            Unreadable: when no record has this name, or several have.
        """
        for names in self._by_rank:
            if found := names.get(folded(text)):
                if len(found) > 1:
                    raise Unreadable(text, SEVERAL)
                return next(iter(found))
        raise Unreadable(text, UNKNOWN)
