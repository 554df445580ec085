"""The catalogue's vocabulary, and how misspelt words are recognised in it."""

from collections import defaultdict
from collections.abc import Iterable

VOWELS = str.maketrans("", "", "aeiou")
EXACT = 1.0
TYPO = 0.9
SHORTHAND = 0.9
TYPO_FROM = 5
SPLIT_FROM = 3


class Lexicon:
    """Known stems, found also through one typing error, shorthand or a join.

    Args:
        stems: every stem of the catalogue.

    Each stem is filed under all strings that lack one of its letters; two words within
    one insertion, deletion, replacement or swap of each other share such a string
    (W. Garbe's symmetric delete). Shorthand without vowels ("cllctd") is filed under
    the stem's consonants.
    """

    def __init__(self, stems: Iterable[str]):
        self.stems = frozenset(stems)
        self._near = defaultdict(set)
        self._shorthand = defaultdict(set)
        for one in self.stems:
            if len(one) >= TYPO_FROM:
                for key in _without_a_letter(one):
                    self._near[key].add(one)
            self._shorthand[_consonants(one)].add(one)

    def recognise(self, stem: str) -> dict[str, float]:
        """Known stems that may be meant, each with its likeness (0 to 1)."""
        if stem in self.stems:
            return {stem: EXACT}
        if parts := self._parts(stem):
            return dict.fromkeys(parts, EXACT)
        found = dict.fromkeys(self._misspelt(stem), TYPO)
        if not found and len(stem) > 1 and _consonants(stem) == stem:
            found = dict.fromkeys(self._shorthand.get(stem, ()), SHORTHAND)
        return found

    def _parts(self, stem: str) -> tuple[str, str] | None:
        """Two known stems that were written as one, "streetlight"."""
        for at in range(SPLIT_FROM, len(stem) - SPLIT_FROM + 1):
            if stem[:at] in self.stems and stem[at:] in self.stems:
                return stem[:at], stem[at:]
        return None

    def _misspelt(self, stem: str) -> set[str]:
        if len(stem) < TYPO_FROM:
            return set()
        candidates = set()
        for key in _without_a_letter(stem):
            candidates |= self._near.get(key, set())
        return {one for one in candidates if _is_one_error(stem, one)}


def _without_a_letter(word: str) -> set[str]:
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def _consonants(word: str) -> str:
    return word[:1] + word[1:].translate(VOWELS)


def _is_one_error(left: str, right: str) -> bool:
    """Whether one insertion, deletion, replacement or swap of neighbours apart."""
    if len(left) > len(right):
        left, right = right, left
    at = next(
        (at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        len(left),
    )
    if len(left) < len(right):
        return left[at:] == right[at + 1 :]
    swapped = left[at : at + 2] == right[at : at + 2][::-1]
    return left[at + 1 :] == right[at + 1 :] or (
        swapped and left[at + 2 :] == right[at + 2 :]
    )
