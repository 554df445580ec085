"""Suggestion of services for a text.

Residents rarely use the name of a service, so each service is described by phrases in
their words. Every word of a text is evidence for the services whose phrases have it.
The score is the probability that a service with so much evidence, and with such a lead
over the next, is the right one. Matters that are not the council's are described by
phrases, too, so that a text about them yields no service.
"""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .evidence import Evidence, Feature
from .lexicon import Lexicon
from .words import Word, split_passages, words

# Chosen by hand. `./dev bench suggest` measures what they bring, on messages that are
# part of this repository and its licence; see tests/matching_example.py.
CERTAIN_SCORE = 0.98  # threshold for opening a request without asking
POSSIBLE = 0.15  # minimum score of the best suggestion
RUNNER_UP = 0.003  # minimum score of further suggestions
NAME_WEIGHT = 1.0
DESCRIPTION_WEIGHT = 0.5
# Logistic regression on the part of these messages that may be tuned to. Since then
# words were added: `./dev bench suggest` fits anew, and prints both (see
# devkit/bench/calibration.py).
CHANCE, STRENGTH, LEAD, OURS = -8.57, 2.66, 6.2, 9.68
MAX_TEXT_LENGTH = 6000  # characters; the subject comes earlier
MAX_WORDS = 8  # in an explanation


# How the caller identifies services.
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Entry(Generic[Key]):
    """A service as the matcher knows it.

    Args:
        key: identifier for the caller; None for matters that are not the council's.
        names: its name in each language.
        descriptions: its description in each language.
        phrases: pairs of phrase and weight; a negative weight excludes the service.
        corrections: the stems of each text that officers assigned to the service.
    """

    key: Key | None
    names: tuple[str, ...]
    descriptions: tuple[str, ...] = ()
    phrases: tuple[tuple[str, float], ...] = ()
    corrections: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Hit(Generic[Key]):
    """A suggested service.

    Args:
        key: key of the entry.
        score: probability that it is right, 0 to 1; certain from `CERTAIN_SCORE` on.
        matched: the decisive words, as they were written.
    """

    key: Key
    score: float
    matched: tuple[str, ...]


@dataclass(frozen=True)
class Signals:
    """What the score of the best service depends on.

    Args:
        strength: logarithm of the strength of its evidence.
        lead: its lead over the next service, as a share of its strength.
        ours: its lead over matters that are not the council's, likewise; negative where
            they have more evidence.
    """

    strength: float
    lead: float
    ours: float

    @classmethod
    def of(cls, strengths: list[float], others: float) -> "Signals":
        """Return the signals for strengths in falling order, of one service at least.

        Args:
            strengths: strengths of the services.
            others: strength of matters that are not the council's.

        Returns:
            The signals.
        """
        first, *rest = strengths
        following = rest[0] if rest else 0.0
        return cls(math.log(first), 1 - following / first, 1 - others / first)

    def probability(self) -> float:
        """Return the probability that the best service is right.

        Returns:
            A number from 0 to 1.
        """
        logit = CHANCE + STRENGTH * self.strength + LEAD * self.lead + OURS * self.ours
        return 1 / (1 + math.exp(-logit))


@dataclass(frozen=True)
class _Match:
    """A feature found in a text: its likeness (0 to 1) and the words it came from."""

    likeness: float
    places: tuple[int, ...]


class ServiceMatcher(Generic[Key]):
    """An index of services for searching.

    Args:
        entries: the services.
    """

    def __init__(self, entries: Iterable[Entry[Key]]):
        self._keys: list[Key | None] = []
        self._against: defaultdict[int, list[tuple[frozenset[str], float]]] = (
            defaultdict(list)
        )
        evidence = Evidence()
        entries = list(entries)
        usual = _usual_size(entries)
        for number, entry in enumerate(entries):
            self._keys.append(entry.key)
            # Matters that are not the council's have many phrases; together they weigh
            # no more than one service.
            is_ours = entry.key is not None
            share = 1.0 if is_ours else min(1.0, usual / (_size(entry) or 1))
            self._learn(evidence, number, entry, share)
        self._others = [at for at, key in enumerate(self._keys) if key is None]
        evidence.compute_weights(len(self._keys))
        self._weights = evidence.weights
        known = {feature for feature in self._weights if isinstance(feature, str)}
        for phrases in self._against.values():
            known = known.union(*(stems for stems, _weight in phrases))
        self._lexicon = Lexicon(known)

    def _learn(
        self, evidence: Evidence, number: int, entry: Entry[Key], share: float
    ) -> None:
        """Add the phrases and corrections of a service to the evidence."""
        weighted_phrases = [
            *entry.phrases,
            *((name, NAME_WEIGHT) for name in entry.names),
            *((text, DESCRIPTION_WEIGHT) for text in entry.descriptions),
        ]
        for phrase, weight in weighted_phrases:
            if weight > 0:
                evidence.add_phrase(number, phrase, weight * share)
            elif stems := frozenset(word.stem for word in words(phrase)):
                self._against[number].append((stems, -weight))
        for correction in entry.corrections:
            evidence.add_correction(number, correction)

    def find(self, text: str, limit: int = 5) -> list[Hit[Key]]:
        """Return the services that a text is about, best first.

        Args:
            text: what the resident wrote.
            limit: maximum number of services.

        Returns:
            The services; empty when none fits.
        """
        passages = split_passages((text or "")[:MAX_TEXT_LENGTH])
        matches = self._match_features(passages)
        ranked, strengths, others = self._rank(matches)
        scores = _scores(strengths, others)
        if not scores or scores[0] < POSSIBLE:
            return []
        shown = [word.text for passage in passages for word in passage]
        return [
            Hit(key, score, self._decisive_words(shown, matches, number))
            for number, score in zip(ranked[:limit], scores, strict=False)
            if score >= RUNNER_UP and (key := self._keys[number]) is not None
        ]

    def best(self, text: str) -> tuple[Key | None, Signals] | None:
        """Return the best service of a text, however low its score.

        Args:
            text: what the resident wrote.

        Returns:
            Its key and signals; None where no word is known.
        """
        matches = self._match_features(split_passages((text or "")[:MAX_TEXT_LENGTH]))
        ranked, strengths, others = self._rank(matches)
        if not ranked:
            return None
        return self._keys[ranked[0]], Signals.of(strengths, others)

    def correction_words(self, text: str, *, with_places: bool = False) -> list[Word]:
        """Return the words of a text that corrections may use, each stem once.

        A known word has the stem that it was recognised as.

        Args:
            text: what the resident wrote.
            with_places: include words of addresses.

        Returns:
            The words.
        """
        found: dict[str, Word] = {}
        text = (text or "")[:MAX_TEXT_LENGTH]
        passages = [words(text)] if with_places else split_passages(text)
        for word in itertools.chain(*passages):
            for stem in self._lexicon.recognise(word.stem) or (word.stem,):
                found.setdefault(stem, Word(word.text, stem))
        return list(found.values())

    def is_known(self, stem: str) -> bool:
        """Return whether the catalogue has a stem.

        Args:
            stem: the stem.

        Returns:
            True when it has.
        """
        return stem in self._lexicon.stems

    def _match_features(self, passages: list[list[Word]]) -> dict[Feature, _Match]:
        """Return the known features in a text, each with its best match."""
        matches: dict[Feature, _Match] = {}

        def keep_best(feature: Feature, likeness: float, *places: int) -> None:
            """Keep the match if it is the best one of the feature."""
            if feature not in matches or likeness > matches[feature].likeness:
                matches[feature] = _Match(likeness, places)

        place = 0
        for passage in passages:
            meanings = [self._lexicon.recognise(word.stem) for word in passage]
            for at, meaning in enumerate(meanings, place):
                for stem, likeness in meaning.items():
                    keep_best(stem, likeness, at)
            for at in range(len(passage) - 1):
                here = (place + at, place + at + 1)
                # "pot hole" also matches "pothole".
                joined = passage[at].stem + passage[at + 1].stem
                if joined in self._lexicon.stems:
                    keep_best(joined, 1.0, *here)
                for pair in itertools.product(meanings[at], meanings[at + 1]):
                    if pair in self._weights:
                        likeness = meanings[at][pair[0]] * meanings[at + 1][pair[1]]
                        keep_best(pair, likeness, *here)
            place += len(passage)
        return matches

    def _rank(
        self, matches: dict[Feature, _Match]
    ) -> tuple[list[int], list[float], float]:
        """Return the services, best first, their strengths, and that of others."""
        strengths = self._strengths(matches)
        others = max((strengths.pop(number, 0) for number in self._others), default=0)
        ranked = sorted(strengths, key=lambda number: (-strengths[number], number))
        return ranked, [strengths[number] for number in ranked], others

    def _strengths(self, matches: dict[Feature, _Match]) -> dict[int, float]:
        """Return the strength of evidence by number of the service."""
        strengths: defaultdict[int, float] = defaultdict(float)
        for feature, match in matches.items():
            for number, weight in self._weights.get(feature, ()):
                strengths[number] += weight * match.likeness
        for number in strengths.keys() & self._against.keys():
            against = [
                w for stems, w in self._against[number] if stems <= matches.keys()
            ]
            strengths[number] *= 1 - max(against, default=0)
        return {number: strength for number, strength in strengths.items() if strength}

    def _decisive_words(
        self, shown: list[str], matches: dict[Feature, _Match], number: int
    ) -> tuple[str, ...]:
        """Return the words with the most weight for a service, in text order."""
        # `Any`, as typeshed allows only integers in a `Counter`.
        weight_by_place: Any = Counter()
        for feature, match in matches.items():
            pairs = self._weights.get(feature, ())
            if weight := next((weight for at, weight in pairs if at == number), 0):
                for place in match.places:
                    weight_by_place[place] += weight * match.likeness
        places = sorted(
            place for place, _weight in weight_by_place.most_common(MAX_WORDS)
        )
        return tuple(dict.fromkeys(shown[place] for place in places))


def _size(entry: Entry[Key]) -> float:
    """Return the total weight of the phrases of a service."""
    return sum(weight for _phrase, weight in entry.phrases if weight > 0)


def _usual_size(entries: list[Entry[Key]]) -> float:
    """Return the mean weight of the phrases of a service."""
    sizes = [_size(entry) for entry in entries if entry.key is not None]
    return sum(sizes) / max(len(sizes), 1)


def _scores(strengths: list[float], others: float) -> list[float]:
    """Return the probability of each service, for strengths in falling order.

    The first one's comes from its signals. The others share the rest by the squares of
    their strengths; none exceeds the first.
    """
    if not strengths:
        return []
    chance = Signals.of(strengths, others).probability()
    shares = [strength**2 for strength in strengths[1:]]
    left = ((1 - chance) * share / sum(shares) for share in shares)
    return [chance, *(min(chance, part) for part in left)]
