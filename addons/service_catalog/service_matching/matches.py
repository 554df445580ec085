"""What the catalogue knows of a text: the features in it, and which of them decide."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .evidence import Feature
from .lexicon import Lexicon
from .words import Word

MAX_WORDS = 8  # in an explanation

# For each feature, pairs of the number of a service and the weight for it.
FeatureWeights = Mapping[Feature, tuple[tuple[int, float], ...]]


@dataclass(frozen=True)
class Match:
    """A feature found in a text: its likeness (0 to 1) and the words it came from."""

    likeness: float
    places: tuple[int, ...]


def match_features(
    passages: Sequence[Sequence[Word]], lexicon: Lexicon, weights: FeatureWeights
) -> dict[Feature, Match]:
    """Return the known features in a text, each with its best match.

    Args:
        passages: the words of each sentence.
        lexicon: the known stems.
        weights: the known features.

    Returns:
        The match of each feature.
    """
    matches: dict[Feature, Match] = {}

    def keep_best(feature: Feature, likeness: float, *places: int) -> None:
        """Keep the match if it is the best one of the feature."""
        if feature not in matches or likeness > matches[feature].likeness:
            matches[feature] = Match(likeness, places)

    place = 0
    for passage in passages:
        meanings = [lexicon.recognise(word.stem) for word in passage]
        for at, meaning in enumerate(meanings, place):
            for stem, likeness in meaning.items():
                keep_best(stem, likeness, at)
        for at in range(len(passage) - 1):
            here = (place + at, place + at + 1)
            # "pot hole" also matches "pothole".
            joined = passage[at].stem + passage[at + 1].stem
            if joined in lexicon.stems:
                keep_best(joined, 1.0, *here)
            for pair in itertools.product(meanings[at], meanings[at + 1]):
                if pair in weights:
                    likeness = meanings[at][pair[0]] * meanings[at + 1][pair[1]]
                    keep_best(pair, likeness, *here)
        place += len(passage)
    return matches


def decisive_words(
    shown: Sequence[str],
    matches: Mapping[Feature, Match],
    number: int,
    weights: FeatureWeights,
) -> tuple[str, ...]:
    """Return the words with the most weight for a service, in text order.

    Args:
        shown: the words of the text, as they were written.
        matches: the features found in it.
        number: the number of the service.
        weights: the known features.

    Returns:
        The words.
    """
    # `Any`, as typeshed allows only integers in a `Counter`.
    weight_by_place: Any = Counter()
    for feature, match in matches.items():
        pairs = weights.get(feature, ())
        if weight := next((weight for at, weight in pairs if at == number), 0):
            for place in match.places:
                weight_by_place[place] += weight * match.likeness
    places = sorted(place for place, _weight in weight_by_place.most_common(MAX_WORDS))
    return tuple(dict.fromkeys(shown[place] for place in places))
