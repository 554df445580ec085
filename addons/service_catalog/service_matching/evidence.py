"""What each word says for each service: BM25 over the phrases of residents.

A word or a pair of neighbouring words speaks for a service the more, the more of its
phrases have it (with diminishing returns), and the fewer other services do; a pair says
less, as its words are counted too.
Corrections by officers speak as well, more quietly, as single words, and only where two
or more agree: one that was wrong, or what only one of them has, says nothing.

S. Robertson, H. Zaragoza: The Probabilistic Relevance Framework (2009).
"""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import Any

from .words import passages

SATURATION = 1.5  # BM25's k1; its b is 0: more phrases do not make a service wordy
PAIR = 0.5  # of a word
FEEDBACK_WEIGHT = 0.5  # of a phrase, for each after the first that has the word
MAX_FEEDBACK_PER_SERVICE = 5  # of one service that a word is counted in

Sign = Hashable  # a stem, or a pair of neighbouring stems


def signs(phrase: str) -> set[Sign]:
    """The stems of a phrase, and the pairs of them that stand side by side."""
    found: set[Sign] = set()
    for passage in passages(phrase):
        stems = [word.stem for word in passage]
        found.update(stems, itertools.pairwise(stems))
    return found


class Evidence:
    """Signs, each with (number, weight) pairs for the services that it speaks for."""

    def __init__(self) -> None:
        # Counters of weights: to typing, a Counter counts whole numbers alone.
        self._row_counts: defaultdict[Sign, Any] = defaultdict(Counter)
        self._corrected: defaultdict[Sign, Counter[int]] = defaultdict(Counter)
        self.weights: dict[Sign, tuple[tuple[int, float], ...]] = {}

    def tell(self, number: int, phrase: str, weight: float) -> None:
        """Take in a phrase of a service."""
        for sign in signs(phrase):
            self._row_counts[sign][number] += weight

    def correct(self, number: int, stems: Iterable[str]) -> None:
        """Take in what an officer has said about a text: it was this service's."""
        for one in stems:
            self._corrected[one][number] += 1

    def settle(self, count: int) -> None:
        """Work the weights out, for `count` services."""
        for sign in self._row_counts.keys() | self._corrected.keys():
            counts = known = self._row_counts[sign]
            if sign in self._corrected:
                counts = known + self._agreed(sign)
            if not counts:
                continue
            # Corrections leave it to the catalogue how telling its words are.
            rarity = _rarity(len(known) or len(counts), count)
            if isinstance(sign, tuple):
                rarity *= PAIR
            self.weights[sign] = tuple(
                (number, rarity * times / (times + SATURATION))
                for number, times in counts.items()
            )

    def _agreed(self, sign: Sign) -> Any:
        """How much the corrections say that have the word."""
        return Counter(
            {
                number: FEEDBACK_WEIGHT * (min(times, MAX_FEEDBACK_PER_SERVICE) - 1)
                for number, times in self._corrected[sign].items()
            }
        )


def _rarity(having: int, count: int) -> float:
    """1 for what one service has alone, near 0 for what nearly all have."""
    return _inverse(having, count) / _inverse(1, count)


def _inverse(having: int, count: int) -> float:
    return math.log1p((count - having + 0.5) / (having + 0.5))
