"""Benchmark of service suggestions: hit rates and time."""

import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..place import ADDONS
from . import calibration
from .table import Table

sys.path.insert(0, str(ADDONS / "service_catalog" / "tests"))

import matching_example
from matching_example import Labelled

if TYPE_CHECKING:
    from service_catalog.service_matching import encoder, scores
    from service_catalog.service_matching.entry import Entry
    from service_catalog.service_matching.matcher import CERTAIN_SCORE, ServiceMatcher
    from service_catalog.service_matching.second_opinion import SecondOpinion
else:
    sys.path.insert(0, str(ADDONS / "service_catalog"))
    from service_matching import encoder, scores
    from service_matching.entry import Entry
    from service_matching.matcher import CERTAIN_SCORE, ServiceMatcher
    from service_matching.second_opinion import SecondOpinion

# Codes of services; None for matters that are not the council's.
Entries = Sequence[Entry[str]]
Matcher = ServiceMatcher[str]
Opinion = SecondOpinion[str]
# Stems of texts by the service that an officer gave each to.
Lessons = defaultdict[str, list[tuple[str, ...]]]

SHOWN = 3
ROUNDS = 5  # of all messages, for the times
SEED = 1
CORRECTIONS = 3
HEADINGS = [
    "kind",
    "tuning: messages",
    "first",
    "among three",
    "unseen: messages",
    "first",
    "among three",
]
NOTE = """\
What is not ours is right where nothing is found. Words, rules and figures were tuned to
the first columns; of the unseen third, nobody who tunes looks at more than this table.
It has one author with a part of the words, and was seen several times in between."""
MEASURED_ONCE = """\
What words bring, on 274 messages of another author (first, among three; BM25): a dozen
to a hundred phrases for each service 66 %, 85 %; with 20 messages of more or less rare
situations besides 92 %, 96 %; with six of the commonest situations as well 95 %, 97 %.
Ways compared with all those words, on the same messages: BM25 over words and pairs of
neighbours 95 %, 97 %, which is the way taken; a linear support vector machine over
words, pairs and groups of letters (scikit-learn, 34 s to train, 250 MB for each worker)
89 %, 95 %; both together 95 %, 97 %. Static word vectors brought two points before, but
those on PyPI take their tokens from elsewhere.

Two further sets of 274 messages each, one for each service, by writers who knew only
the names of the services, each looked at once: with the second opinion the right
service is first for 94.2 and 90.9 %, among three for 97.4 and 95.6 %, certain for 65
and 56 %, of which 99.4 and 99.4 % are right; by words alone first for 90.5 and 85.4 %,
among three for 93.8 and 91.6 %.

Of 300 pairs of messages of the tuning part, joined to one by "also" and the like, both
services come first for 91 %; joined without such words, for 73 %. Of 84 messages with
two subjects, in several registers and languages (tests/subjects.csv; half of them were
looked at), both come first for 82 %, by words alone for 73 %; of 82 stories about one
subject 5 % are split."""


def main(_database: str) -> None:
    entries: Entries = matching_example.entries(Entry)
    words, _ready = _made(entries)
    opinion, training = _second_opinion(entries)
    finder, ready = _made(entries, opinion)
    tuning, unseen = matching_example.tuning(), matching_example.unseen()
    milliseconds = _milliseconds(finder, (tuning + unseen) * ROUNDS)
    fresh = _milliseconds(_made(entries, opinion)[0], tuning + unseen)
    phrases = sum(len(entry.phrases) for entry in entries)
    Table(
        HEADINGS,
        _lines(finder, tuning, unseen),
        note=f"{len(entries) - 1} services with {phrases:,} phrases. {NOTE}",
        remarks="\n\n".join(
            [
                "Of the unseen, " + _certain(finder, unseen),
                _apart(finder, matching_example.apart()),
                f"A call takes {statistics.median(milliseconds):.1f} ms"
                f" (95th percentile {_p95(milliseconds):.1f} ms) with words met before,"
                f" {statistics.median(fresh):.1f} ms ({_p95(fresh):.1f} ms) without;"
                " after a change of the catalogue the finder is ready in"
                f" {ready:.0f} ms.",
                training,
                "By words alone: " + _apart(words, matching_example.apart()),
                _fit(words, tuning),
                _learning(words, entries, tuning, unseen),
                MEASURED_ONCE,
            ]
        ),
    ).tell()


def _made(entries: Entries, opinion: Opinion | None = None) -> tuple[Matcher, float]:
    start = time.perf_counter()
    matcher = ServiceMatcher(entries, opinion)
    return matcher, (time.perf_counter() - start) * 1000


def _second_opinion(entries: Entries) -> tuple[Opinion | None, str]:
    """Return the second opinion trained as in the product, and what that cost."""
    loaded = encoder.load()
    if not loaded:
        return None, "The sentence encoder is not installed: these are by words alone."
    # NumPy comes with the encoder.
    import numpy as np

    if TYPE_CHECKING:
        from service_catalog.service_matching import network
    else:
        from service_matching import network

    examples = [
        (text, at, weight)
        for at, entry in enumerate(entries)
        for text, weight in [
            *entry.phrases,
            *((name, 1.0) for name in entry.names),
            *((description, 0.5) for description in entry.descriptions),
        ]
        if weight > 0
    ]
    texts, classes, weights = zip(*examples, strict=True)
    start = time.process_time()
    vectors = encoder.unpacked(encoder.packed(loaded.encode(texts)))
    encoded = time.process_time()
    with encoder.one_thread():
        trained = network.train(
            vectors, np.array(classes), np.array(weights, np.float32), len(entries)
        )
    cost = (
        f"With the second opinion; to encode {len(texts):,} phrases took"
        f" {encoded - start:.0f} s of processor time once, and to train"
        f" {time.process_time() - encoded:.0f} s, both in the background."
    )
    return SecondOpinion([entry.key for entry in entries], trained, loaded), cost


def _lines(
    finder: Matcher, tuning: list[Labelled], unseen: list[Labelled]
) -> list[list[str]]:
    parts = []
    for part in (tuning, unseen):
        by_kind: defaultdict[str, list[Labelled]] = defaultdict(list)
        for one in part:
            by_kind[one.kind].append(one)
            if one.services:
                by_kind["all that are ours"].append(one)
        parts.append(by_kind)
    kinds = sorted(
        parts[0] | parts[1], key=lambda kind: (kind.startswith(("all", "not")), kind)
    )
    return [
        [kind, *(cell for part in parts for cell in _cells(finder, part[kind]))]
        for kind in kinds
    ]


def _cells(finder: Matcher, some: list[Labelled]) -> list[str]:
    if not some:
        return ["", "", ""]
    if not some[0].services:
        nothing = sum(not finder.find(one.text) for one in some)
        return [str(len(some)), f"{nothing / len(some):.1%}", ""]
    first, among = _rates(finder, some)
    return [str(len(some)), f"{first:.1%}", f"{among:.1%}"]


def _rates(finder: Matcher, some: list[Labelled]) -> tuple[float, float]:
    """Return the shares with a right service first, and among the first three."""
    found = [
        (one.services, [hit.key for hit in finder.find(one.text, SHOWN)])
        for one in some
        if one.services
    ]
    first = sum(bool(services & set(keys[:1])) for services, keys in found)
    among = sum(bool(services & set(keys)) for services, keys in found)
    return first / len(found), among / len(found)


def _certain(finder: Matcher, some: list[Labelled]) -> str:
    hits = [(one, finder.find(one.text, 1)) for one in some]
    certain = [
        (one, found[0])
        for one, found in hits
        if found and found[0].score >= CERTAIN_SCORE
    ]
    right = sum(hit.key in one.services for one, hit in certain)
    return (
        f"{len(certain) / len(some):.0%} are certain (a score of {CERTAIN_SCORE} or"
        f" more), and"
        f" {right / len(certain):.1%} of those are right."
    )


def _apart(finder: Matcher, some: list[Labelled]) -> str:
    """Return a sentence on messages by authors who had not seen the phrases."""
    ours = [one for one in some if one.services]
    first, among = _rates(finder, ours)
    nothing = sum(not finder.find(one.text) for one in some if not one.services)
    return (
        f"Of {len(ours)} messages by other authors, who had not seen the words, the"
        f" right service is first for {first:.1%} and among three for {among:.1%};"
        f" nothing is found for {nothing} of {len(some) - len(ours)} that are not ours;"
        f" {_certain(finder, some)}"
    )


def _fit(finder: Matcher, some: list[Labelled]) -> str:
    """Return a sentence on a new fit of the score to the tuning part."""
    found = calibration.fit(
        (signals, key in one.services)
        for one in some
        if (best := finder.best(one.text))
        for key, signals in [best]
    )
    ours = (scores.CHANCE, scores.STRENGTH, scores.LEAD, scores.OURS)
    return (
        "The score's logistic regression, fitted anew to the tuning part:"
        f" {_coefficients(found)}; the product has"
        f" {_coefficients(ours)}."
    )


def _coefficients(four: Sequence[float]) -> str:
    names = ("intercept", "strength", "lead", "ours")
    return ", ".join(f"{name} {one:.2f}" for name, one in zip(names, four, strict=True))


def _milliseconds(finder: Matcher, some: list[Labelled]) -> list[float]:
    taken = []
    for one in some:
        start = time.perf_counter()
        finder.find(one.text)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def _p95(milliseconds: list[float]) -> float:
    return statistics.quantiles(milliseconds, n=20)[-1]


def _learning(
    finder: Matcher, entries: Entries, tuning: list[Labelled], unseen: list[Labelled]
) -> str:
    """Return a sentence on the effect of right and wrong corrections."""
    chance = random.Random(SEED)
    keys = [entry.key for entry in entries if entry.key]
    ours = [one for one in tuning if one.services]
    missed = [one for one in ours if _rates(finder, [one])[0] == 0]
    right: Lessons = defaultdict(list)
    wrong: Lessons = defaultdict(list)
    for one in missed:
        right[min(one.services)] += [_stems(finder, one)] * CORRECTIONS
    for one in ours:
        wrong[chance.choice(keys)].append(_stems(finder, one))
    learnt = _taught(entries, right)
    return (
        "Where officers have corrected what was missed of the tuning part"
        f" {CORRECTIONS} times, {_rates(learnt, missed)[0]:.0%} of it is right, and"
        f" {_rates(learnt, unseen)[0]:.1%} of the unseen; where they have given each"
        " message of the tuning part to a service by lot,"
        f" {_rates(_taught(entries, wrong), unseen)[0]:.1%} of the unseen."
    )


def _stems(finder: Matcher, one: Labelled) -> tuple[str, ...]:
    return tuple(word.stem for word in finder.correction_words(one.text))


def _taught(entries: Entries, corrections: Lessons) -> Matcher:
    return ServiceMatcher(
        replace(entry, corrections=tuple(corrections.get(entry.key or "", ())))
        for entry in entries
    )


def troubles() -> None:
    """Print the wrong suggestions of the tuning part."""
    entries: Entries = matching_example.entries(Entry)
    finder = ServiceMatcher(entries)
    for one in matching_example.tuning():
        hits = finder.find(one.text, SHOWN)
        if not one.services & {hit.key for hit in hits[:1]} and (one.services or hits):
            told = [(hit.key, round(hit.score, 2), hit.matched) for hit in hits]
            print(one.kind, sorted(one.services), one.text, told, sep=" | ")


if __name__ == "__main__":
    if sys.argv[1:] == ["troubles"]:
        troubles()
    else:
        main("")
