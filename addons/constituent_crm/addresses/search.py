"""The search for the properties that one text may mean, in two steps.

The first step looks for exact keys. Where its result is not certain, the second one
looks for streets whose names resemble what is written, and for names of buildings.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from rapidfuzz.distance import OSA

from .comparison import NAMED
from .entry import Entry
from .ranking import Match, matches
from .reading import ALIKE
from .search_keys import spellings_of
from .written import parse

# Maximum of doors that one text may name.
MAX_DOORS = 150

# Names of the gazetteer by a spelling or a stem.
Names = Mapping[str, Collection[str]]


class Search:
    """The search for one text.

    Attributes:
        doors: keys of doors to look for, see `Entry.search_keys`.
        postcodes: postcodes to look for.
        buildings: keys of names of buildings to look for.
    """

    def __init__(self, text: str | None, country: str = ""):
        """Read a text; see `parse` for the arguments."""
        self._written = parse(text, country)
        self._streets: set[str] = set()
        self._entries: list[Entry] = []
        self._matches: list[Match] = []
        self._is_cut = False
        self.doors: list[str] = []
        self.postcodes: set[str] = set()
        self.buildings: set[str] = set()

    @property
    def name_keys(self) -> set[str]:
        """Return the keys of names that the text may hold."""
        return self._written.name_keys()

    @property
    def numbered_keys(self) -> set[str]:
        """Return those of `name_keys` that may be misspelt names of streets."""
        return self._written.numbered_keys()

    @property
    def building_keys(self) -> set[str]:
        """Return those of `name_keys` that may be misspelt names of buildings."""
        return set() if self._streets else self._written.leading_keys()

    @property
    def is_doubtful(self) -> bool:
        """Return whether the second step may find more."""
        if self._written.is_empty:
            return False
        best = self._matches[0] if self._matches else None
        return not best or not best.is_certain or best.has_name_beside

    def begin(self, streets: Collection[str]) -> None:
        """Prepare the first step.

        Args:
            streets: keys of the gazetteer's streets, at least those in `name_keys`.
        """
        self._streets = {key for key in self.name_keys if key in streets}
        self.doors = self._doors(self._streets)
        self.postcodes = {
            spelling for one in self._written.postcodes for spelling in one.spellings
        }

    def correct(
        self, by_spelling: Names, by_stem: Names, buildings: Names | None = None
    ) -> None:
        """Prepare the second step.

        Args:
            by_spelling: streets by each of their spellings, see `spellings_of`.
            by_stem: streets by their stem.
            buildings: buildings by each of their spellings.
        """
        streets = self._alike(self.numbered_keys, by_spelling, ALIKE)
        for key in self.numbered_keys:
            streets.update(by_stem.get(key, ()))
        self.doors = self._doors(streets) + self._ranges()
        self.postcodes = set()
        similar = self._alike(self.building_keys, buildings or {}, NAMED)
        self.buildings = self.name_keys | similar

    def rank(self, found: Mapping[str, Iterable[Entry]], limit: int) -> list[Match]:
        """Rank what has been found in this step and before.

        Args:
            found: properties by each of their keys.
            limit: maximum of matches.

        Returns:
            Matches, best first.
        """
        for key in (*self.doors, *self.postcodes, *self.buildings):
            self._entries += found.get(key, ())
        known = {entry.postcode for entry in self._entries}
        self._matches = matches(
            self._written, self._entries, known, self._streets, limit
        )
        if self._is_cut or self._written.is_cut:
            # Another property may be meant by what is left out.
            self._matches = [
                replace(one, is_certain=False, doubt=one.doubt or "several")
                for one in self._matches
            ]
        return self._matches

    def _doors(self, streets: Iterable[str]) -> list[str]:
        numbers = (*sorted(self._written.numbers), "")
        doors = [
            f"{street}/{number}" for street in sorted(streets) for number in numbers
        ]
        self._is_cut = len(doors) > MAX_DOORS
        return doors[:MAX_DOORS]

    def _ranges(self) -> list[str]:
        """Return the keys of ranges in which the numbers may be, of short ranges."""
        near = {
            number + step
            for number in self._written.numbers
            for step in (-4, -2, 2, 4)
            if number + step > 0
        } - self._written.numbers
        ranges = [
            f"{street}/{number}"
            for street in sorted(self._streets)
            for number in sorted(near)
        ]
        return ranges[:MAX_DOORS]

    @staticmethod
    def _alike(keys: Iterable[str], by_spelling: Names, least: float) -> set[str]:
        """Return the names that resemble one of the keys."""
        return {
            name
            for key in keys
            for spelling in spellings_of(key)
            for name in by_spelling.get(spelling, ())
            if OSA.normalized_similarity(key, name, score_cutoff=least)
        }
