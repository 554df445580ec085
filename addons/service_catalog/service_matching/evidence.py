"""Weights of words for services: BM25 over the phrases of residents.

The weight of a word, or of a pair of neighbouring words, for a service grows with the
number of the service's phrases that have it, with diminishing returns. It falls with
the number of services that have it. A pair weighs less, as its words count too.

Corrections by officers count as single words with a lower weight, and only where two or
more agree, so that a single error has no effect.

S. Robertson, H. Zaragoza: The Probabilistic Relevance Framework (2009).
"""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import Any

from .words import split_passages

# Chosen by hand on the tuning part of the messages of `./dev bench suggest`, which
# measures the result.
SATURATION = 1.5  # BM25's k1; its b is 0: the number of phrases is no penalty
PAIR = 0.5  # weight relative to a word
FEEDBACK_WEIGHT = 0.5  # weight relative to a phrase, from the second on
MAX_FEEDBACK_PER_SERVICE = 5  # corrections to one service that count per word

Feature = Hashable  # a stem, or a pair of neighbouring stems


def features(phrase: str) -> set[Feature]:
    """Return the stems of a phrase and the pairs of neighbouring stems.

    Args:
        phrase: the text.

    Returns:
        Stems, and pairs of stems.
    """
    found: set[Feature] = set()
    for passage in split_passages(phrase):
        stems = [word.stem for word in passage]
        found.update(stems, itertools.pairwise(stems))
    return found


class Evidence:
    """For each feature, the services it indicates, as pairs of number and weight."""

    def __init__(self) -> None:
        # `Any`, as typeshed allows only integers in a `Counter`.
        self._row_counts: defaultdict[Feature, Any] = defaultdict(Counter)
        self._corrected: defaultdict[Feature, Counter[int]] = defaultdict(Counter)
        self.weights: dict[Feature, tuple[tuple[int, float], ...]] = {}

    def add_phrase(self, number: int, phrase: str, weight: float) -> None:
        """Add a phrase of a service.

        Args:
            number: the number of the service.
            phrase: the text.
            weight: weight of the phrase.
        """
        for feature in features(phrase):
            self._row_counts[feature][number] += weight

    def add_correction(self, number: int, stems: Iterable[str]) -> None:
        """Add a correction: an officer assigned a text to the service.

        Args:
            number: the number of the service.
            stems: the stems of the text.
        """
        for stem in stems:
            self._corrected[stem][number] += 1

    def compute_weights(self, count: int) -> None:
        """Compute the weights.

        Args:
            count: number of services.
        """
        for feature in self._row_counts.keys() | self._corrected.keys():
            counts = known = self._row_counts[feature]
            if feature in self._corrected:
                counts = known + self._agreed_corrections(feature)
            if not counts:
                continue
            # The catalogue alone decides how rare a word is.
            rarity = _rarity(len(known) or len(counts), count)
            if isinstance(feature, tuple):
                rarity *= PAIR
            self.weights[feature] = tuple(
                (number, rarity * times / (times + SATURATION))
                for number, times in counts.items()
            )

    def _agreed_corrections(self, feature: Feature) -> Any:
        """Return the weights of corrections on which two or more agree."""
        return Counter(
            {
                number: FEEDBACK_WEIGHT * (min(times, MAX_FEEDBACK_PER_SERVICE) - 1)
                for number, times in self._corrected[feature].items()
            }
        )


def _rarity(service_count: int, count: int) -> float:
    """Return 1 for a feature of a single service, near 0 for one of nearly all."""
    return _inverse_frequency(service_count, count) / _inverse_frequency(1, count)


def _inverse_frequency(service_count: int, count: int) -> float:
    """Return the inverse document frequency of BM25."""
    return math.log1p((count - service_count + 0.5) / (service_count + 0.5))
