"""The vocabulary of the catalogue, with tolerance for misspellings."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .common_words import COMMON
from .words import stem

EVERYDAY_STEMS = frozenset(map(stem, COMMON))
VOWELS = str.maketrans("", "", "aeiou")
# Likeness of a word to a known stem. Chosen by hand on the tuning part of the messages
# of `./dev bench suggest`, which measures the result.
EXACT = 1.0
TYPO = 0.9
SHORT_TYPO = 0.7  # for words of `TYPO_FROM` letters
SHORTHAND = 0.9
TYPO_FROM = 4  # letters; shorter words have too many neighbours
TWO_TYPOS_FROM = 7
SPLIT_FROM = 3
CACHE_SIZE = 4096  # words


class Lexicon:
    """The stems of the catalogue, matched despite typing errors or shorthand.

    Shorthand without vowels ("cllctd") is indexed under the consonants of a stem.

    Args:
        stems: every stem of the catalogue.
    """

    def __init__(self, stems: Iterable[str]):
        self.stems = frozenset(stems)
        self._by_length = defaultdict(list)
        self._shorthand = defaultdict(set)
        for known in sorted(self.stems):
            self._by_length[len(known)].append(known)
            self._shorthand[_consonants(known)].add(known)
        self.recognise = lru_cache(CACHE_SIZE)(self._recognise)
        self._of_similar_length = cache(self._find_of_similar_length)

    def _recognise(self, stem: str) -> dict[str, float]:
        """Return the known stems that may be meant, with their likeness (0 to 1)."""
        if stem in self.stems:
            return {stem: EXACT}
        if parts := self._parts(stem):
            return dict.fromkeys(parts, EXACT)
        if len(stem) > 1 and _consonants(stem) == stem and stem in self._shorthand:
            return dict.fromkeys(self._shorthand[stem], SHORTHAND)
        return self._misspelt(stem)

    def _parts(self, stem: str) -> tuple[str, str] | None:
        """Split a compound of two known stems, like "streetlight"."""
        for at in range(SPLIT_FROM, len(stem) - SPLIT_FROM + 1):
            if stem[:at] in self.stems and stem[at:] in self.stems:
                return stem[:at], stem[at:]
        return None

    def _misspelt(self, stem: str) -> dict[str, float]:
        """Return the known stems within one typing error, or two for long words.

        An error is an insertion, deletion, replacement or swap.
        """
        if len(stem) < TYPO_FROM or stem in EVERYDAY_STEMS:
            return {}
        typo = SHORT_TYPO if len(stem) == TYPO_FROM else TYPO
        for errors in (1, 2)[: 1 + (len(stem) >= TWO_TYPOS_FROM)]:
            near = self._of_similar_length(len(stem), errors)
            found = process.extract(
                stem, near, scorer=OSA.distance, score_cutoff=errors, limit=5
            )
            if found:
                return {known: typo**errors for known, _distance, _at in found}
        return {}

    def _find_of_similar_length(self, length: int, errors: int) -> list[str]:
        """Return the known stems whose length allows so many errors."""
        return [
            known
            for letters in range(max(length - errors, TYPO_FROM), length + errors + 1)
            for known in self._by_length.get(letters, ())
        ]


def _consonants(word: str) -> str:
    """Return the first letter and the consonants after it."""
    return word[:1] + word[1:].translate(VOWELS)
