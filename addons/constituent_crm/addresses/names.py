"""Names of streets and buildings that a misspelt one may mean."""

from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

from .reading import ALIKE
from .search_keys import spellings_of
from .written import Written


def alike(
    written: Written,
    by_spelling: Mapping[str, Iterable[str]],
    by_stem: Mapping[str, Iterable[str]],
) -> set[str]:
    """Return the names of the gazetteer that a text may mean.

    Args:
        written: the text.
        by_spelling: names by each of their spellings, see `spellings_of`.
        by_stem: names by their stem.
    """
    found: set[str] = set()
    for key in written.numbered_keys():
        found.update(by_stem.get(key, ()))
        for spelling in spellings_of(key):
            found.update(
                name
                for name in by_spelling.get(spelling, ())
                if OSA.normalized_similarity(key, name, score_cutoff=ALIKE)
            )
    return found
