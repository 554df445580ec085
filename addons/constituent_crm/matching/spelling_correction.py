"""Correction of misspelt names by words on record.

The limits were chosen by hand. `./dev bench lookup` measures how many people are found
by a misspelt name, and the time it takes.
"""

import itertools
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import keys

# Minimal similarity, from 0 to 1: one letter of four, two of seven.
ALIKE = 0.7
# Weight of the similarity to the beginning of a word that is still being typed.
BEGUN = 0.95
# Minimal similarity; below it, words are not compared by sound.
UNLIKE = 0.4
# Limits for each typed word: words examined, words tried, and phrases tried.
MAX_CANDIDATES = 20
MAX_WORDS = 5
MAX_PHRASES = 12


def likeness(typed: str, word: str) -> float:
    """Return how similar a typed word is to a known one; more if they sound alike.

    >>> likeness("nowack", "nowak") > ALIKE > likeness("nowack", "novak")
    True

    Args:
        typed: typed word in normal form.
        word: known word in normal form.

    Returns:
        Similarity from 0 to 1.
    """
    if typed == word:
        return 1.0
    whole = OSA.normalized_similarity(typed, word)
    begun = BEGUN * OSA.normalized_similarity(typed, word[: len(typed)])
    if whole > 0.5 and _sound(typed) & _sound(word):
        whole = (1 + whole) / 2
    return max(whole, begun)


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


def phrases(typed: tuple[str, ...], vocabulary: Iterable[str]) -> dict[str, float]:
    """Return the phrases that may have been meant, in each order of their words.

    Args:
        typed: words in normal form.
        vocabulary: known words, some of which resemble or begin with one of `typed`.

    Returns:
        Dict of phrase to its similarity from 0 to 1.
    """
    if not typed:
        return {}
    vocabulary = list(vocabulary)
    meant = [_words_like(word, vocabulary) for word in typed]
    choices = itertools.product(*meant)
    ranked = sorted(choices, key=lambda choice: -sum(alike for _word, alike in choice))
    found: dict[str, float] = {}
    for choice in ranked[:MAX_PHRASES]:
        alike = sum(alike for _word, alike in choice) / len(choice)
        for order in _rotations(tuple(word for word, _alike in choice)):
            found.setdefault(order, alike)
    for order in _with_joined_words(typed):
        found.setdefault(order, ALIKE)
    for order in _without_one_word(typed):
        found.setdefault(order, ALIKE)
    return found


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


def are_begun(typed: Iterable[str], vocabulary: Iterable[str]) -> bool:
    """Return whether each typed word that may be misspelt begins a known word.

    Args:
        typed: words in normal form.
        vocabulary: known words.

    Returns:
        True if no correction is needed.
    """
    vocabulary = list(vocabulary)
    return all(
        any(word.startswith(typed_word) for word in vocabulary)
        for typed_word in typed
        if keys.may_be_misspelt(typed_word)
    )


def _alike(typed: str, word: str) -> float:
    if not keys.may_be_misspelt(typed):
        return float(word.startswith(typed))
    return likeness(typed, word)


def _words_like(typed: str, vocabulary: list[str]) -> list[tuple[str, float]]:
    """Return the known words that `typed` may mean, the most similar first."""
    if not keys.may_be_misspelt(typed):
        return [(typed, 1.0)]
    near = process.extract(
        typed,
        vocabulary,
        scorer=OSA.normalized_similarity,
        score_cutoff=UNLIKE,
        limit=MAX_CANDIDATES,
    )
    scored = [(word, likeness(typed, word)) for word, _alike, _place in near]
    if any(word.startswith(typed) for word in vocabulary):
        scored = [(typed, 1.0)] + [
            pair for pair in scored if not pair[0].startswith(typed)
        ]
    alike = [pair for pair in scored if pair[1] >= ALIKE] or [(typed, 1.0)]
    return sorted(alike, key=lambda pair: -pair[1])[:MAX_WORDS]


def _rotations(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the rotations of the words: both orders of two."""
    turns = (words[n:] + words[:n] for n in range(len(words)))
    return tuple(" ".join(turn) for turn in turns)


def _with_joined_words(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the phrases with two adjacent words joined, as in `o neil`."""
    orders: list[str] = []
    for n in range(len(typed) - 1):
        if min(len(typed[n]), len(typed[n + 1])) <= keys.MIN_LENGTH:
            orders += _rotations((*typed[:n], typed[n] + typed[n + 1], *typed[n + 2 :]))
    return tuple(orders)


def _without_one_word(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the phrases without one word, for names that are partly on record."""
    if len(typed) <= 2:
        return ()
    orders: list[str] = []
    for n in range(len(typed)):
        orders += _rotations((*typed[:n], *typed[n + 1 :]))
    return tuple(orders)


def _sound(word: str) -> set[str]:
    return {key for key in keys.of_word(word) if key.startswith("=")}
