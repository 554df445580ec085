"""Which services a text is about.

Residents rarely use a service's name, so each service is known by phrases as people
say them. Every word of a text is evidence for the services in whose phrases it stands;
the score is how often a service with so much evidence, and so far ahead of the next,
is the right one. What residents ask of others than the council is known too, so that
nothing of ours can be the answer.
"""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .evidence import Evidence, Sign
from .lexicon import Lexicon
from .words import Word, passages, words

CERTAIN_SCORE = 0.98  # certain enough to open a request without asking
POSSIBLE = 0.15  # below, not even the best is proposed
RUNNER_UP = 0.003  # what one after the best must have
MAX_TEXT_LENGTH = 6000  # characters; what matters comes earlier
NAME_WEIGHT = 1.0
DESCRIPTION_WEIGHT = 0.5
MAX_WORDS = 8  # that an explanation shows
# Logistic regression on the messages that tests and benchmark tune to.
CHANCE, STRENGTH, LEAD, OURS = -8.57, 2.66, 6.2, 9.68


@dataclass(frozen=True)
class Entry:
    """A service as the finder knows it.

    Args:
        key: whatever the caller knows it by; None for what is none of the council's.
        names: its name, in each language there is.
        descriptions: a sentence or two, likewise.
        phrases: (phrase, weight) pairs; a negative weight speaks against it.
        lessons: the stems of each text that officers said was this service's.
    """

    key: int | None
    names: tuple[str, ...]
    descriptions: tuple[str, ...] = ()
    phrases: tuple[tuple[str, float], ...] = ()
    lessons: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Hit:
    """A service that fits.

    Args:
        key: the entry's.
        score: 0 to 1, the chance that it is right; certain from `CERTAIN_SCORE` on.
        matched: the words that decided, as they were written.
    """

    key: int
    score: float
    matched: tuple[str, ...]


@dataclass(frozen=True)
class _Match:
    """A sign in a text: how like it is (0 to 1), and which words say it."""

    likeness: float
    places: tuple[int, ...]


class ServiceMatcher:
    """A catalogue ready for searching.

    Args:
        entries: the services.
    """

    def __init__(self, entries: Iterable[Entry]):
        self._keys: list[int | None] = []
        self._against: defaultdict[int, list[tuple[frozenset[str], float]]] = (
            defaultdict(list)
        )
        evidence = Evidence()
        entries = list(entries)
        usual = _usual_size(entries)
        for number, entry in enumerate(entries):
            self._keys.append(entry.key)
            # However much is known of what others do, it says no more than a service.
            is_ours = entry.key is not None
            share = 1.0 if is_ours else min(1.0, usual / (_size(entry) or 1))
            self._learn(evidence, number, entry, share)
        self._others = [at for at, key in enumerate(self._keys) if key is None]
        evidence.settle(len(self._keys))
        self._weights = evidence.weights
        known = {sign for sign in self._weights if isinstance(sign, str)}
        for phrases in self._against.values():
            known = known.union(*(stems for stems, _weight in phrases))
        self._lexicon = Lexicon(known)

    def _learn(
        self, evidence: Evidence, number: int, entry: Entry, share: float
    ) -> None:
        weighted_phrases = [
            *entry.phrases,
            *((name, NAME_WEIGHT) for name in entry.names),
            *((text, DESCRIPTION_WEIGHT) for text in entry.descriptions),
        ]
        for phrase, weight in weighted_phrases:
            if weight > 0:
                evidence.tell(number, phrase, weight * share)
            elif stems := frozenset(word.stem for word in words(phrase)):
                self._against[number].append((stems, -weight))
        for lesson in entry.lessons:
            evidence.correct(number, lesson)

    def find(self, text: str, limit: int = 5) -> list[Hit]:
        """The services a text is about, best first; [] when none fits."""
        said = passages((text or "")[:MAX_TEXT_LENGTH])
        heard = self._match_signs(said)
        strengths = self._strengths(heard)
        others = max((strengths.pop(number, 0) for number in self._others), default=0)
        ranked = sorted(strengths, key=lambda number: (-strengths[number], number))
        scores = _scores([strengths[number] for number in ranked], others)
        if not scores or scores[0] < POSSIBLE:
            return []
        shown = [word.text for passage in said for word in passage]
        return [
            Hit(key, score, self._decided(shown, heard, number))
            for number, score in zip(ranked[:limit], scores, strict=False)
            if score >= RUNNER_UP and (key := self._keys[number]) is not None
        ]

    def lesson(self, text: str, *, with_places: bool = False) -> list[Word]:
        """The words of a text that may be learnt from, each stem once.

        Those that are known with the stem that they were recognised as.

        Args:
            with_places: those of addresses too.
        """
        found: dict[str, Word] = {}
        text = (text or "")[:MAX_TEXT_LENGTH]
        said = [words(text)] if with_places else passages(text)
        for word in itertools.chain(*said):
            for stem in self._lexicon.recognise(word.stem) or (word.stem,):
                found.setdefault(stem, Word(word.text, stem))
        return list(found.values())

    def is_known(self, stem: str) -> bool:
        """Whether the catalogue has the word."""
        return stem in self._lexicon.stems

    def _match_signs(self, said: list[list[Word]]) -> dict[Sign, _Match]:
        """Every sign of the catalogue that the text has, at its likest."""
        heard: dict[Sign, _Match] = {}

        def note(sign: Sign, likeness: float, *places: int) -> None:
            if sign not in heard or likeness > heard[sign].likeness:
                heard[sign] = _Match(likeness, places)

        place = 0
        for passage in said:
            meanings = [self._lexicon.recognise(word.stem) for word in passage]
            for at, meaning in enumerate(meanings, place):
                for stem, likeness in meaning.items():
                    note(stem, likeness, at)
            for at in range(len(passage) - 1):
                here = (place + at, place + at + 1)
                # "pot hole" is "pothole" too.
                joined = passage[at].stem + passage[at + 1].stem
                if joined in self._lexicon.stems:
                    note(joined, 1.0, *here)
                for pair in itertools.product(meanings[at], meanings[at + 1]):
                    if pair in self._weights:
                        likeness = meanings[at][pair[0]] * meanings[at + 1][pair[1]]
                        note(pair, likeness, *here)
            place += len(passage)
        return heard

    def _strengths(self, heard: dict[Sign, _Match]) -> dict[int, float]:
        """number → how much speaks for the service, in words of it alone."""
        strengths: defaultdict[int, float] = defaultdict(float)
        for sign, one in heard.items():
            for number, weight in self._weights.get(sign, ()):
                strengths[number] += weight * one.likeness
        for number in strengths.keys() & self._against.keys():
            against = [w for stems, w in self._against[number] if stems <= heard.keys()]
            strengths[number] *= 1 - max(against, default=0)
        return {number: strength for number, strength in strengths.items() if strength}

    def _decided(
        self, shown: list[str], heard: dict[Sign, _Match], number: int
    ) -> tuple[str, ...]:
        """The words that say most for a service, in the text's order, each once."""
        # A Counter of weights: to typing, it counts whole numbers alone.
        says: Any = Counter()
        for sign, one in heard.items():
            pairs = self._weights.get(sign, ())
            if weight := next(
                (words_shown for at, words_shown in pairs if at == number), 0
            ):
                for place in one.places:
                    says[place] += weight * one.likeness
        places = sorted(place for place, _weight in says.most_common(MAX_WORDS))
        return tuple(dict.fromkeys(shown[place] for place in places))


def _size(entry: Entry) -> float:
    """How much is told of a service."""
    return sum(weight for _phrase, weight in entry.phrases if weight > 0)


def _usual_size(entries: list[Entry]) -> float:
    sizes = [_size(entry) for entry in entries if entry.key is not None]
    return sum(sizes) / max(len(sizes), 1)


def _scores(strengths: list[float], others: float) -> list[float]:
    """The chance of each to be the right one, of strengths in falling order.

    The first one's comes from its strength, its lead on the next and its lead on
    `others`, the strength of what is none of the council's; the rest share what is
    left, by the square of theirs, none more likely than the first.
    """
    if not strengths:
        return []
    first, *rest = strengths
    lead = 1 - (rest[0] if rest else 0.0) / first
    ours = 1 - others / first
    logit = CHANCE + STRENGTH * math.log(first) + LEAD * lead + OURS * ours
    chance = 1 / (1 + math.exp(-logit))
    shares = [strength**2 for strength in rest]
    left = ((1 - chance) * share / sum(shares) for share in shares)
    return [chance, *(min(chance, part) for part in left)]
