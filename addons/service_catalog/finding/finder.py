"""Which services a text is about.

Residents rarely use a service's name, so each service is known by phrases as people
say them. A phrase counts for how much of it stands in one sentence, rare words
weighing more than common ones (inverse document frequency over services), and for how
telling these words are. Phrases of one service support each other; phrases with a
negative weight say that it is something else.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .lexicon import Lexicon
from .words import passages, words

SURE = 0.75  # certain enough to open a request without asking
POSSIBLE = 0.35  # below, it is not proposed at all
LONGEST_TEXT = 6000  # characters; what matters comes earlier
ACROSS_SENTENCES = 0.85  # for a phrase whose words stand in two sentences
NAME_WEIGHT = 1.0
DESCRIPTION_WEIGHT = 0.5
TELLING = 2.8  # how soon rare words are telling enough
PARTIAL = 1.4  # how hard it counts that part of a phrase is missing
SUPPORT = 0.35  # what a second phrase adds of what is left to 1
MOST_WORDS = 8  # that an explanation shows
CLEAR_LEAD = 0.1  # less than this before the next one is doubt


@dataclass(frozen=True)
class Entry:
    """A service as the finder knows it.

    Args:
        key: whatever the caller knows it by.
        names: its name, in each language there is.
        descriptions: a sentence or two, likewise.
        phrases: (phrase, weight) pairs; a negative weight speaks against it.
    """

    key: int
    names: tuple[str, ...]
    descriptions: tuple[str, ...] = ()
    phrases: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Hit:
    """A service that fits.

    Args:
        key: the entry's.
        score: 0 to 1; from `SURE` on it is certain.
        matched: the words that decided, as they were written.
    """

    key: int
    score: float
    matched: tuple[str, ...]


@dataclass(frozen=True)
class _Phrase:
    entry: int
    stems: frozenset[str]
    weight: float


@dataclass(frozen=True)
class _Match:
    """How a phrase fits a passage: its strength, and the words by their places."""

    strength: float
    places: frozenset[int]


class Finder:
    """A catalogue ready for searching.

    Args:
        entries: the services.
    """

    def __init__(self, entries: Iterable[Entry]):
        self._keys = []
        self._phrases = []
        for number, entry in enumerate(entries):
            self._keys.append(entry.key)
            self._phrases += self._learn(number, entry)
        self._by_stem = defaultdict(list)
        for number, phrase in enumerate(self._phrases):
            for stem in phrase.stems:
                self._by_stem[stem].append(number)
        self._rarity = self._rarities()
        self._lexicon = Lexicon(self._by_stem)

    def find(self, text: str, limit: int = 5) -> list[Hit]:
        """The services a text is about, best first; [] when none fits."""
        said = passages((text or "")[:LONGEST_TEXT])
        shown, heard = self._hear(said)
        best = self._matches(heard)
        scores = {entry: self._score(entry, found) for entry, found in best.items()}
        ranked = sorted(
            (entry for entry, score in scores.items() if score >= POSSIBLE),
            key=lambda entry: (-scores[entry], min(best[entry][0].places)),
        )
        self._doubt(ranked, scores, best)
        return [
            Hit(
                self._keys[entry],
                scores[entry],
                self._said(shown, best[entry][0].places),
            )
            for entry in ranked[:limit]
        ]

    @staticmethod
    def _said(shown, places):
        """The words that decided, each once."""
        return tuple(dict.fromkeys(shown[place] for place in sorted(places)))[
            :MOST_WORDS
        ]

    @staticmethod
    def _learn(number, entry):
        told = [
            *entry.phrases,
            *((name, NAME_WEIGHT) for name in entry.names),
            *((text, DESCRIPTION_WEIGHT) for text in entry.descriptions),
        ]
        for phrase, weight in told:
            stems = frozenset(word.stem for word in words(phrase))
            if stems:
                yield _Phrase(number, stems, weight)

    def _rarities(self):
        """stem → 0 to 1: 1 for a word of one service only."""
        count = len(self._keys)
        most = math.log1p(count) or 1.0
        return {
            stem: math.log1p(count / len({self._phrases[n].entry for n in numbers}))
            / most
            for stem, numbers in self._by_stem.items()
        }

    def _hear(self, said):
        """Words as shown, by place; and per passage (place, {stem: likeness})."""
        shown, heard = [], []
        for passage in said:
            places = []
            for word in passage:
                places.append((len(shown), self._lexicon.recognise(word.stem)))
                shown.append(word.text)
            self._join_neighbours(passage, places)
            heard.append(places)
        return shown, heard

    def _join_neighbours(self, passage, places):
        """Also hear "pot hole" as "pothole"."""
        for at in range(len(passage) - 1):
            joined = passage[at].stem + passage[at + 1].stem
            if joined in self._lexicon.stems:
                places[at] = (places[at][0], {**places[at][1], joined: 1.0})
                places[at + 1] = (places[at + 1][0], {**places[at + 1][1], joined: 1.0})

    def _matches(self, heard):
        """entry → its matches, best first, over sentences and pairs of sentences."""
        best = defaultdict(dict)
        pairs = [left + right for left, right in itertools.pairwise(heard)]
        for passages_, factor in ((heard, 1.0), (pairs, ACROSS_SENTENCES)):
            for passage in passages_:
                for number, match in self._match(passage, factor):
                    known = best[self._phrases[number].entry].get(number)
                    if not known or match.strength > known.strength:
                        best[self._phrases[number].entry][number] = match
        return {entry: self._weighed(found) for entry, found in best.items()}

    def _match(self, passage, factor):
        found = defaultdict(dict)
        for place, meanings in passage:
            for stem, likeness in meanings.items():
                for number in self._by_stem[stem]:
                    heard = found[number].setdefault(stem, [0.0, set()])
                    heard[0] = max(heard[0], likeness)
                    heard[1].add(place)
        for number, stems in found.items():
            phrase = self._phrases[number]
            if phrase.weight > 0 or len(stems) == len(phrase.stems):
                yield number, self._measure(phrase, stems, factor)

    def _measure(self, phrase, found, factor):
        whole = sum(self._rarity[stem] for stem in phrase.stems)
        heard = sum(self._rarity[stem] * found[stem][0] for stem in found)
        strength = (heard / whole) ** PARTIAL * (1 - math.exp(-TELLING * heard))
        places = frozenset().union(*(places for _likeness, places in found.values()))
        return _Match(strength * factor * abs(phrase.weight), places)

    def _weighed(self, found):
        """Positive matches, best first, each lessened by what speaks against it."""
        against = max(
            (
                match.strength
                for number, match in found.items()
                if self._phrases[number].weight < 0
            ),
            default=0.0,
        )
        return sorted(
            (
                _Match(match.strength * max(0.0, 1 - against), match.places)
                for number, match in found.items()
                if self._phrases[number].weight > 0
            ),
            key=lambda match: (-match.strength, min(match.places)),
        )

    @staticmethod
    def _score(entry, found):
        """The best match, supported by others that rest on other words too."""
        if not found:
            return 0.0
        score, used = min(1.0, found[0].strength), set(found[0].places)
        for match in found[1:]:
            if match.places - used:
                score += (1 - score) * SUPPORT * min(1.0, match.strength)
                used |= match.places
        return score

    @staticmethod
    def _doubt(ranked, scores, best):
        """Two services close together on the same words: neither is certain."""
        for entry, rival in itertools.pairwise(ranked[:2]):
            shared = best[entry][0].places & best[rival][0].places
            if shared and scores[entry] - scores[rival] < CLEAR_LEAD:
                for one in (entry, rival):
                    scores[one] = min(scores[one], SURE - 0.01)
