"""What a misspelt name may have been meant to be."""

import itertools
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import keys

# At and above, from 0 to 1: one letter of four, two of seven.
ALIKE = 0.7
# A word that is still being typed is compared with as much of the other.
BEGUN = 0.95
# Less alike than this, no sound makes up for it.
UNLIKE = 0.4
# So many real words are looked at for each that was typed, so many of them are tried,
# and so many phrases.
MAX_CANDIDATES = 20
MAX_WORDS = 5
MAX_PHRASES = 12


def likeness(typed: str, word: str) -> float:
    """How alike a typed word is to a real one, from 0 to 1; more if they sound alike.

    >>> likeness("nowack", "nowak") > likeness("nowack", "novak") > ALIKE
    True
    """
    if typed == word:
        return 1.0
    whole = OSA.normalized_similarity(typed, word)
    begun = BEGUN * OSA.normalized_similarity(typed, word[: len(typed)])
    if whole > 0.5 and _sound(typed) & _sound(word):
        whole = (1 + whole) / 2
    return max(whole, begun)


def name_likeness(typed: Iterable[str], name: str) -> float:
    """How alike typed words are to a name's, each to the one it is most like.

    Args:
        name: normalised.

    Returns:
        From 0 to 1; 0 where a word is like none.
    """
    words = name.split()
    best = [max((_alike(one, word) for word in words), default=0) for one in typed]
    return sum(best) / len(best) if best and min(best) >= ALIKE else 0.0


def phrases(typed: tuple[str, ...], vocabulary: Iterable[str]) -> dict[str, float]:
    """What may have been meant, in each order, with how alike it is to what was typed.

    Args:
        typed: normalised words.
        vocabulary: real words, some of which are alike or begin with one of `typed`.
    """
    if not typed:
        return {}
    vocabulary = list(vocabulary)
    meant = [_meant(word, vocabulary) for word in typed]
    choices = itertools.product(*meant)
    ranked = sorted(choices, key=lambda choice: -sum(alike for _word, alike in choice))
    found: dict[str, float] = {}
    for choice in ranked[:MAX_PHRASES]:
        alike = sum(alike for _word, alike in choice) / len(choice)
        for order in _orders(tuple(word for word, _alike in choice)):
            found.setdefault(order, alike)
    for order in _joined(typed):
        found.setdefault(order, ALIKE)
    for order in _left_out(typed):
        found.setdefault(order, ALIKE)
    return found


def completed(orders: Iterable[str], vocabulary: Iterable[str]) -> dict[str, float]:
    """The typed phrases with the first word completed in each way that there is.

    `smi ja` becomes `smith ja`, `smithson ja` and so on, each as good as typed so.
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
    """Whether a real word begins with each of `typed` that may be misspelt."""
    vocabulary = list(vocabulary)
    return all(
        any(word.startswith(one) for word in vocabulary)
        for one in typed
        if keys.may_be_misspelt(one)
    )


def _alike(typed: str, word: str) -> float:
    if not keys.may_be_misspelt(typed):
        return float(word.startswith(typed))
    return likeness(typed, word)


def _meant(typed: str, vocabulary: list[str]) -> list[tuple[str, float]]:
    """The real words that `typed` may be, the most alike first."""
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


def _orders(words: tuple[str, ...]) -> tuple[str, ...]:
    """Both ways round for two; from each word on for more."""
    turns = (words[n:] + words[:n] for n in range(len(words)))
    return tuple(" ".join(turn) for turn in turns)


def _joined(typed: tuple[str, ...]) -> tuple[str, ...]:
    """`o neil` and `mac donald` in one word."""
    orders: list[str] = []
    for n in range(len(typed) - 1):
        if min(len(typed[n]), len(typed[n + 1])) <= keys.MIN_LENGTH:
            orders += _orders((*typed[:n], typed[n] + typed[n + 1], *typed[n + 2 :]))
    return tuple(orders)


def _left_out(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Of three words or more, all but one: a name that is not on record."""
    if len(typed) <= 2:
        return ()
    orders: list[str] = []
    for n in range(len(typed)):
        orders += _orders((*typed[:n], *typed[n + 1 :]))
    return tuple(orders)


def _sound(word: str) -> set[str]:
    return {key for key in keys.of_word(word) if key.startswith("=")}
