"""Suggestion of services for a text.

Residents rarely use the name of a service, so each service is described by phrases in
their words. Every word of a text is evidence for the services whose phrases have it.
Where a second opinion on the meaning of the text is at hand, both are weighed. The
score is the probability that the service is the right one. Matters that are not the
council's are described by phrases, too, so that a text about them yields no service.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import Generic

from .clauses import announced_segments, split_parts
from .entry import Entry, Hit, Judgement, Key, Opinion
from .evidence import Evidence, Feature
from .lexicon import Lexicon
from .matches import Match, decisive_words, match_features
from .scores import Signals, by_words, with_opinion
from .subjects import (
    BY_WORDS,
    WITH_OPINION,
    Segment,
    log_odds,
    several,
    side_by_side,
)
from .words import (
    MAX_PHRASE_LENGTH,
    WORD,
    Word,
    split_passages,
    whole_phrase,
    words,
)

# Chosen by hand. `./dev bench suggest` measures what they bring, on messages that are
# part of this repository and its licence; see tests/matching_example.py.
CERTAIN_SCORE = 0.98  # threshold for opening a request without asking
POSSIBLE = 0.15  # minimum score of the best suggestion for a sentence
RUNNER_UP = 0.003  # minimum score of further suggestions
# Words of a search that names a subject: all services that have it are offered.
FEW_WORDS = 2
FOREIGN = 0.3  # share of their evidence that may be for what is not the council's
WHOLE_PHRASE = 2.0  # factor where the whole text is a phrase of the service
ELSEWHERE = 0.5  # minimum share, or score, of what is known not to be the council's
UNCERTAIN = 0.9  # maximum score by this factor
SUBJECT = 0.3  # minimum score of a sentence that may ask for another service
UNKNOWN_WORDS = 0.3  # minimum score for a text of which no word is known
NAME_WEIGHT = 1.0
DESCRIPTION_WEIGHT = 0.5
MAX_TEXT_LENGTH = 6000  # characters; the subject comes earlier


# Pairs of the number and the score of a service, and whether it is elsewhere.
_Scored = tuple[list[tuple[int, float]], bool]


class ServiceMatcher(Generic[Key]):
    """An index of services for searching.

    Args:
        entries: the services.
        opinion: the second opinion, if there is one.
    """

    def __init__(
        self, entries: Iterable[Entry[Key]], opinion: Opinion[Key] | None = None
    ):
        self._opinion = opinion
        self._subject_weights = WITH_OPINION if opinion else BY_WORDS
        self._keys: list[Key | None] = []
        self._whole_phrases: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
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
        self._others = {at for at, key in enumerate(self._keys) if key is None}
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
                if whole := whole_phrase(phrase):
                    self._whole_phrases[whole].add(number)
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
        return self.judge(text, limit).hits

    def judge(self, text: str, limit: int = 5) -> Judgement[Key]:
        """Return the services that a text is about, or that it is not the council's.

        Args:
            text: what the resident wrote.
            limit: maximum number of services.

        Returns:
            The judgement.
        """
        text = (text or "")[:MAX_TEXT_LENGTH]
        passages = split_passages(text)
        if not passages:
            return Judgement([], is_elsewhere=False)
        segments, least = self._segments(text)
        meanings = self._meanings([text, *segments])
        matches = self._match_features(passages)
        scored, is_elsewhere = self._scored(text, matches, meanings[0])
        subjects = several(
            list(map(self._read, segments, meanings[1:])),
            self._subject_weights,
            least,
        )
        # Where the whole is about something else, its segments mislead.
        if scored and scored[0][0] not in subjects:
            subjects = []
        if subjects:
            scored, is_elsewhere = side_by_side(scored, subjects), False
        shown = [word.text for passage in passages for word in passage]
        hits = [
            Hit(key, score, decisive_words(shown, matches, number, self._weights))
            for number, score in scored[:limit]
            if (key := self._keys[number]) is not None
        ]
        return Judgement(hits, is_elsewhere, max(len(subjects), 1))

    def _segments(self, text: str) -> tuple[list[str], float]:
        """Return the segments of a text that may be subjects of their own.

        Returns:
            Them, and the least log-odds of a further subject among them.
        """
        parts = split_parts(text)
        segments = announced_segments(parts)
        if len(segments) > 1:
            return segments, 0.0
        cut = self._cut_by_words([part.text for part in parts])
        return cut, self._subject_weights.unannounced

    def _cut_by_words(self, parts: list[str]) -> list[str]:
        """Return the halves of a text around its clearest change of subject, if any.

        By words alone: to weigh the meaning of each half takes too long.
        """
        before = None
        best, cut = -math.inf, 0
        for at, part in enumerate(parts):
            segment = self._read_words(part)
            about = segment.best()
            if about is None or segment.chances[about] < SUBJECT:
                continue
            odds = log_odds(before, segment, BY_WORDS) if before else -math.inf
            if odds > best:
                best, cut = odds, at
            before = segment
        if not cut:
            return []
        one, other = ". ".join(parts[:cut]), ". ".join(parts[cut:])
        odds = log_odds(self._read_words(one), self._read_words(other), BY_WORDS)
        return [one, other] if odds > 0 else []

    def _meanings(self, texts: list[str]) -> list[dict[int, float]]:
        """Return the second opinion on each text by number of the service, if any."""
        if self._opinion is None:
            return [{} for _text in texts]
        return [
            {
                number: meaning[key]
                for number, key in enumerate(self._keys)
                if key in meaning
            }
            for meaning in self._opinion.log_probabilities(texts)
        ]

    def _read(self, segment: str, meaning: dict[int, float]) -> Segment:
        """Return what a segment is about."""
        if self._opinion is None:
            return self._read_words(segment)
        strengths = self._strengths(self._match_features(split_passages(segment)))
        chances = with_opinion(strengths, meaning, self._others)
        ours = {n: chance for n, chance in chances.items() if n not in self._others}
        return Segment(ours, strengths)

    def _read_words(self, segment: str) -> Segment:
        """Return what a segment is about by words alone."""
        strengths = self._strengths(self._match_features(split_passages(segment)))
        ranked, strong, others = self._ranked(strengths)
        chances = by_words(strong, others)
        return Segment(dict(zip(ranked, chances, strict=True)), strengths)

    def _scored(
        self, text: str, matches: dict[Feature, Match], meaning: dict[int, float]
    ) -> _Scored:
        """Return the services that are offered with their scores, best first."""
        strengths = self._strengths(matches)
        equal = self._whole_phrases.get(whole_phrase(text), set())
        if equal and equal <= self._others:
            return [], True
        score = self._scorer(text, matches, meaning)
        scored, is_elsewhere = score(strengths)
        if not equal & strengths.keys():
            return scored, is_elsewhere
        factors = dict.fromkeys(equal, WHOLE_PHRASE)
        raised, is_elsewhere = score(
            {number: one * factors.get(number, 1) for number, one in strengths.items()}
        )
        # That a short phrase is known makes nothing certain.
        most = max([UNCERTAIN, *(one for _number, one in scored[:1])])
        return [(number, min(one, most)) for number, one in raised], is_elsewhere

    def _scorer(
        self, text: str, matches: dict[Feature, Match], meaning: dict[int, float]
    ) -> Callable[[dict[int, float]], _Scored]:
        """Return what turns strengths into scores of the services to be offered."""
        if self._opinion is None:
            is_search = len(WORD.findall(text[:MAX_PHRASE_LENGTH])) <= FEW_WORDS
            return partial(self._by_words, is_search)
        return partial(self._with_opinion, meaning, self._penalties(matches))

    def _by_words(self, is_search: bool, strengths: dict[int, float]) -> _Scored:
        """Return scores by words alone; of a search all, as it cannot say more."""
        ranked, strong, others = self._ranked(strengths)
        scores = by_words(strong, others)
        if not scores:
            return [], others > 0
        share = others / strong[0]
        if scores[0] < POSSIBLE and not (is_search and share <= FOREIGN):
            return [], share > ELSEWHERE
        least = 0.0 if is_search else RUNNER_UP
        scored = zip(ranked, scores, strict=True)
        return [(number, score) for number, score in scored if score >= least], False

    def _with_opinion(
        self,
        opinion: dict[int, float],
        penalties: dict[int, float],
        strengths: dict[int, float],
    ) -> _Scored:
        """Return scores by words and meaning; none where it is not the council's."""
        chances = with_opinion(strengths, opinion, self._others)
        elsewhere = sum(chances.pop(number, 0.0) for number in self._others)
        chances = {
            number: score
            for number, chance in chances.items()
            if (score := chance * penalties.get(number, 1.0)) >= RUNNER_UP
        }
        scored = sorted(chances.items(), key=lambda one: (-one[1], one[0]))
        if not scored or elsewhere > scored[0][1]:
            return [], elsewhere > ELSEWHERE
        is_known = strengths or scored[0][1] >= UNKNOWN_WORDS
        return scored if is_known else [], False

    def best(self, text: str) -> tuple[Key | None, Signals] | None:
        """Return the best service of a text, however low its score.

        Args:
            text: what the resident wrote.

        Returns:
            Its key and signals; None where no word is known.
        """
        matches = self._match_features(split_passages((text or "")[:MAX_TEXT_LENGTH]))
        ranked, strong, others = self._ranked(self._strengths(matches))
        if not ranked:
            return None
        return self._keys[ranked[0]], Signals.of(strong, others)

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

    def _match_features(self, passages: list[list[Word]]) -> dict[Feature, Match]:
        """Return the known features in a text, each with its best match."""
        return match_features(passages, self._lexicon, self._weights)

    def _ranked(
        self, strengths: dict[int, float]
    ) -> tuple[list[int], list[float], float]:
        """Return the services, best first, their strengths, and that of others."""
        ours = {
            number: strength
            for number, strength in strengths.items()
            if number not in self._others
        }
        others = max((strengths.get(number, 0.0) for number in self._others), default=0)
        ranked = sorted(ours, key=lambda number: (-ours[number], number))
        return ranked, [ours[number] for number in ranked], others

    def _strengths(self, matches: dict[Feature, Match]) -> dict[int, float]:
        """Return the strength of evidence by number of the service."""
        strengths: defaultdict[int, float] = defaultdict(float)
        for feature, match in matches.items():
            for number, weight in self._weights.get(feature, ()):
                strengths[number] += weight * match.likeness
        for number, penalty in self._penalties(matches).items():
            strengths[number] *= penalty
        return {number: strength for number, strength in strengths.items() if strength}

    def _penalties(self, matches: dict[Feature, Match]) -> dict[int, float]:
        """Return the factor of each service that negative phrases speak against."""
        return {
            number: 1 - max(against)
            for number, phrases in self._against.items()
            if (against := [w for stems, w in phrases if stems <= matches.keys()])
        }


def _size(entry: Entry[Key]) -> float:
    """Return the total weight of the phrases of a service."""
    return sum(weight for _phrase, weight in entry.phrases if weight > 0)


def _usual_size(entries: list[Entry[Key]]) -> float:
    """Return the mean weight of the phrases of a service."""
    sizes = [_size(entry) for entry in entries if entry.key is not None]
    return sum(sizes) / max(len(sizes), 1)
