"""Correction of misspelt names by words on record."""

import heapq
import itertools
from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import keys, name_forms, pronunciations, short_words
from .word_likeness import ALIKE, FORM, UNLIKE, likeness

# Similarity of a name to the same with a space more or less.
JOINED = 0.9
# Minimal similarity of two typed words in one to a known one.
ALIKE_JOINED = 0.75
MAX_LONGER = 2
# Maximum of names at a street, and of streets, that are tried.
MAX_NAMES = 16
# Maximum of known words for a typed one that are looked for anywhere in a text.
MAX_LEADS = 5
MAX_STREETS = 6
# Limits for each typed word: words examined, words tried, and phrases tried. Where none
# of these is on record, more are tried: of one, two, three or more typed words.
MAX_CANDIDATES = 80
MAX_WORDS = 5
MAX_PHRASES = 12
MAX_WIDE_WORDS = (40, 24, 12, 6)
MAX_WIDE_PHRASES = 120
# Maximum of letters that may be initials, as in `jb plumbing`.
MAX_INITIALS = 3
# Maximum of words in one, as in `annemariesmith`, and of ways to part one.
MAX_SEGMENTS = 4
MAX_WAYS = 5
# Maximum of phrases that are tried for each two words in one.
MAX_JOINED = 8

Choices = list[tuple[str, float]]


def name_likeness(typed: Iterable[str], name: str) -> float:
    """Return how similar typed words are to those of a name.

    Each typed word is compared with the most similar word of the name.

    Args:
        typed: words in normal form.
        name: name in normal form.

    Returns:
        Mean similarity from 0 to 1; 0 if one of the words is similar to none.
    """
    words = name.split()
    best = [
        max((_alike(typed_word, word) for word in words), default=0)
        for typed_word in typed
    ]
    return sum(best) / len(best) if best and min(best) >= ALIKE else 0.0


def choices(
    typed: tuple[str, ...], vocabulary: Iterable[str], *, is_wide: bool = False
) -> list[Choices]:
    """Return the known words that each typed word may mean, the most similar first.

    Args:
        typed: words in normal form.
        vocabulary: known words, some of which resemble or begin with one of `typed`.
        is_wide: whether to return more than the likeliest.

    Returns:
        Pairs of a word, or of several with spaces between, and its similarity.
    """
    known = frozenset(vocabulary)
    most = MAX_WORDS
    if is_wide:
        most = MAX_WIDE_WORDS[min(len(typed), len(MAX_WIDE_WORDS)) - 1]
    return [_words_like(word, known)[:most] for word in typed]


def phrases(
    typed: tuple[str, ...], vocabulary: Iterable[str], *, is_wide: bool = False
) -> dict[str, float]:
    """Return the phrases that may have been meant, in each order of their words.

    Args:
        typed: words in normal form.
        vocabulary: as in `choices`.
        is_wide: as in `choices`.

    Returns:
        Dict of phrase to its similarity from 0 to 1, the most similar first.
    """
    if not typed:
        return {}
    vocabulary = frozenset(vocabulary)
    meant = choices(typed, vocabulary, is_wide=is_wide)
    found: dict[str, float] = {}
    _add(found, _likeliest(meant, MAX_WIDE_PHRASES if is_wide else MAX_PHRASES))
    spans = {
        (start, end): some
        for one, start, end in keys.joined(typed)
        if (some := _joined(one, typed[start:end], vocabulary))
    }
    for parts in _with_spans(meant, spans, 0):
        if len(parts) < len(typed):
            _add(found, _likeliest(parts, MAX_JOINED))
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def _with_spans(
    meant: list[Choices], spans: dict[tuple[int, int], Choices], start: int
) -> Iterator[list[Choices]]:
    """Yield the choices with some adjacent words in one, from a place on."""
    if start == len(meant):
        yield []
        return
    for rest in _with_spans(meant, spans, start + 1):
        yield [meant[start], *rest]
    for (first, end), some in spans.items():
        if first == start:
            for rest in _with_spans(meant, spans, end):
                yield [some, *rest]


def without_one_word(typed: tuple[str, ...], vocabulary: Iterable[str]) -> list[str]:
    """Return the phrases without one word, for names that are partly on record.

    Args:
        typed: words in normal form.
        vocabulary: as in `choices`.

    Returns:
        Phrases; none for two words or less.
    """
    if len(typed) <= 2:
        return []
    meant = choices(typed, vocabulary)
    orders: dict[str, None] = {}
    for n in range(len(typed)):
        rest = [*meant[:n], *meant[n + 1 :]]
        for words, _alike in _likeliest(rest, MAX_JOINED):
            orders |= dict.fromkeys(_rotations(words))
    return list(orders)


def _likeliest(
    meant: Iterable[Choices], most: int
) -> list[tuple[tuple[str, ...], float]]:
    """Return the likeliest choices of a word for each typed one, with their mean."""
    means = (
        (
            tuple(" ".join(word for word, _alike in choice).split()),
            sum(alike for _word, alike in choice) / len(choice),
        )
        for choice in itertools.product(*meant)
    )
    return heapq.nlargest(most, means, key=lambda pair: pair[1])


def _add(
    found: dict[str, float], choices: Iterable[tuple[tuple[str, ...], float]]
) -> None:
    for words, alike in choices:
        for order in _rotations(words):
            found[order] = max(alike, found.get(order, 0.0))


def completed(orders: Iterable[str], vocabulary: Iterable[str]) -> dict[str, float]:
    """Return the phrases with their first word completed in each possible way.

    `smi ja` becomes `smith ja`, `smithson ja` and so on, each as good as typed.

    Args:
        orders: typed phrases.
        vocabulary: known words.

    Returns:
        Dict of phrase to 1.0.
    """
    vocabulary = list(vocabulary)
    found = {}
    for order in orders:
        first, _space, rest = order.partition(" ")
        for word in vocabulary:
            if rest and word.startswith(first):
                found[f"{word} {rest}"] = 1.0
    return found


def names_at(words: tuple[str, ...], vocabulary: Iterable[str]) -> list[str]:
    """Return the ways in which the name of somebody at a street may be meant.

    Args:
        words: typed words of the name.
        vocabulary: as in `choices`.

    Returns:
        Phrases, as typed first.
    """
    meant = dict.fromkeys((" ".join(words), *phrases(words, vocabulary)))
    return list(meant)[:MAX_NAMES]


def streets(words: tuple[str, ...], vocabulary: Iterable[str]) -> list[str]:
    """Return the beginnings of streets that may be meant.

    Its first word may be misspelt, and its kind written short.

    Args:
        words: typed words of a street, with or without a number at either end.
        vocabulary: as in `choices`.

    Returns:
        Phrases, the likeliest first.
    """
    number, named = keys.split_number(words)
    if any(sign.isdigit() for sign in "".join(named)):
        return [" ".join(words)]
    meant = [
        _words_like(named[0], frozenset(vocabulary)),
        *(
            [(word, 1.0), *((one, FORM) for one in sorted(short_words.spelt_out(word)))]
            for word in named[1:]
        ),
    ]
    found = [
        " ".join((*number, *choice))
        for choice, _alike in _likeliest(meant, MAX_STREETS)
    ]
    # What begins with another phrase finds nobody else.
    return [
        one
        for place, one in enumerate(found)
        if not any(
            one.startswith(other) and (one != other or before < place)
            for before, other in enumerate(found)
        )
    ]


def anywhere(typed: tuple[str, ...], vocabulary: Iterable[str]) -> list[list[str]]:
    """Return the beginnings of words to look for anywhere in a text.

    Args:
        typed: words in normal form.
        vocabulary: as in `choices`.

    Returns:
        For each typed word some, the longest typed word's first; none if one of the
        words begins no known one and resembles none.
    """
    known = frozenset(vocabulary)
    found = [
        list(dict.fromkeys(one for one, _alike in some[:MAX_LEADS]))
        for some in choices(typed, known)
    ]
    is_known = all(
        any(one.startswith(some[0]) for one in known) or not keys.may_be_misspelt(word)
        for word, some in zip(typed, found, strict=True)
    )
    if not is_known:
        return []
    return sorted(found, key=lambda some: len(some[0]), reverse=True)


def _alike(typed: str, word: str) -> float:
    if word in short_words.spelt_out(typed):
        return FORM
    if not keys.may_be_misspelt(typed):
        return float(word.startswith(typed))
    return likeness(typed, word)


def _words_like(typed: str, vocabulary: frozenset[str]) -> Choices:
    """Return the known words that `typed` may mean, the most similar first."""
    meant = dict.fromkeys(short_words.spelt_out(typed), FORM)
    others = name_forms.forms_of(typed) | pronunciations.said_as(typed)
    meant |= {
        word: likeness(typed, word)
        for word in others
        # Shorter words are not kept.
        if word in vocabulary or len(word) < keys.MIN_LENGTH
    }
    initials = {" ".join(typed): JOINED} if _may_be_initials(typed) else {}
    if not keys.may_be_misspelt(typed):
        meant |= initials
        return [(typed, 1.0), *sorted(meant.items())]
    is_begun = any(word.startswith(typed) for word in vocabulary)
    for word, alike in _near(typed, vocabulary):
        meant.setdefault(word, alike)
    if is_begun:
        meant[typed] = 1.0
    if typed not in vocabulary:
        meant.update(_parted(typed, vocabulary))
    likely = [pair for pair in meant.items() if pair[1] >= ALIKE]
    likely = likely or [(typed, 1.0), *initials.items()]
    return sorted(likely, key=lambda pair: (-pair[1], pair[0]))


def _may_be_initials(word: str) -> bool:
    return word.isalpha() and 1 < len(word) <= MAX_INITIALS


def _parted(typed: str, vocabulary: frozenset[str]) -> dict[str, float]:
    """Return the known words that are joined in one, as in `cafezoe`."""
    parts = itertools.islice(_segments(typed, vocabulary), MAX_WAYS)
    found = {" ".join(words): JOINED for words in parts}
    for *particles, rest in keys.after_particles(typed):
        forms = [
            (part, *(name_forms.forms_of(part) & vocabulary)) for part in particles
        ]
        for word, alike in _near(rest, vocabulary):
            for first in itertools.islice(itertools.product(*forms), MAX_WAYS):
                found.setdefault(" ".join((*first, word)), JOINED * alike)
    return found


def _segments(
    word: str, vocabulary: frozenset[str], most: int = MAX_SEGMENTS
) -> Iterator[tuple[str, ...]]:
    """Yield the ways to part a word into known words; the last may be only begun."""
    for n in range(len(word) - keys.MIN_LENGTH, 0, -1):
        first, rest = word[:n], word[n:]
        is_short = n < keys.MIN_LENGTH and rest in vocabulary
        if is_short or first in vocabulary:
            yield first, rest
            if most > 2:
                longer = _segments(rest, vocabulary, most - 1)
                yield from ((first, *parts) for parts in longer)


def _rotations(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the rotations of the words: both orders of two."""
    turns = (words[n:] + words[:n] for n in range(len(words)))
    return tuple(" ".join(turn) for turn in turns)


def _joined(one: str, parts: tuple[str, ...], vocabulary: frozenset[str]) -> Choices:
    """Return what two adjacent words may mean in one, as in `o neil`."""
    meant = {
        word: JOINED * alike
        for word, alike in _near(one, vocabulary)
        if alike >= ALIKE_JOINED and abs(len(word) - len(one)) <= MAX_LONGER
    }
    if len(parts) == 2 and min(map(len, parts)) <= keys.MIN_LENGTH:
        meant.setdefault(one, JOINED)
    return sorted(meant.items(), key=lambda pair: -pair[1])[:MAX_JOINED]


def _near(typed: str, vocabulary: frozenset[str]) -> Choices:
    """Return the most similar known words, with their similarity."""
    near = process.extract(
        typed,
        vocabulary,
        scorer=OSA.normalized_similarity,
        score_cutoff=UNLIKE,
        limit=MAX_CANDIDATES,
    )
    return [(word, likeness(typed, word)) for word, _alike, _place in near]
