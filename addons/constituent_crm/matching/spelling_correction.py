"""Correction of misspelt names by words on record.

The limits were chosen by hand. `./dev bench lookup` measures how many people are found
by a misspelt name, and the time it takes.
"""

import itertools
from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import keys, phonetics

# Minimal similarity, from 0 to 1: one letter of four, two of seven.
ALIKE = 0.7
# Weight of the similarity to the beginning of a word that is still being typed.
BEGUN = 0.95
# Similarity of two forms of one name, such as Bill and William.
FORM = 0.97
# Minimal similarity; below it, words are not compared by sound.
UNLIKE = 0.15
# Similarity of words that are spelled otherwise, but sound alike: at least this.
HEARD = 0.7
# A short code of a sound is common to many words: their minimal similarity.
MIN_WHOLE = {0: 1.0, 1: 0.6, 2: 0.4}
# Similarity of a name to the same with a space more or less.
JOINED = 0.9
# Maximum of pairs of a name and a street that are tried.
MAX_PAIRS = 24
# Limits for each typed word: words examined, words tried, and phrases tried.
MAX_CANDIDATES = 40
MAX_WORDS = 5
MAX_PHRASES = 12
# Maximum of letters that may be initials, as in `jb plumbing`.
MAX_INITIALS = 3
# Maximum of words in one, as in `annemariesmith`.
MAX_SEGMENTS = 4
# Maximum of phrases that are tried for each two words in one.
MAX_JOINED = 4


def likeness(typed: str, word: str) -> float:
    """Return how similar a typed word is to a known one; more if they sound alike.

    >>> likeness("nowack", "novak") > ALIKE > likeness("nowak", "kowal")
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
    return max(whole, begun, _heard(typed, word, whole))


def _heard(typed: str, word: str, whole: float) -> float:
    """Return the similarity of two words by sound, 0 if they sound different."""
    if whole < UNLIKE:
        return 0.0
    shared = phonetics.codes(typed) & phonetics.codes(word)
    if shared and whole > 0.5:
        return (1 + whole) / 2
    length = max(map(len, shared), default=0)
    is_known = bool(shared) and word in phonetics.IRREGULAR
    if is_known or whole >= MIN_WHOLE.get(length, 0.0):
        return HEARD + 0.25 * whole
    return 0.0


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
    vocabulary = frozenset(vocabulary)
    meant = [_words_like(word, vocabulary) for word in typed]
    found: dict[str, float] = {}
    _add(found, _likeliest(meant, MAX_PHRASES))
    for one, start, end in keys.joined(typed):
        joined = _joined(one, typed[start:end], vocabulary)
        choices = (*meant[:start], joined, *meant[end:])
        _add(found, _likeliest(choices, MAX_JOINED))
    for order in _without_one_word(typed):
        found.setdefault(order, ALIKE)
    return found


def _likeliest(
    meant: Iterable[list[tuple[str, float]]], most: int
) -> list[tuple[tuple[str, ...], float]]:
    """Return the likeliest choices of a word for each typed one, with their mean."""
    choices = itertools.product(*meant)
    means = [
        (
            tuple(" ".join(word for word, _alike in choice).split()),
            sum(alike for _word, alike in choice) / len(choice),
        )
        for choice in choices
    ]
    return sorted(means, key=lambda pair: -pair[1])[:most]


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


def named_at(
    parted: Iterable[tuple[tuple[str, ...], str]], vocabulary: Iterable[str]
) -> list[tuple[str, str]]:
    """Return pairs of a name, in each way that it may be meant, and a street.

    Args:
        parted: words of a name, and the beginning of a street, as typed.
        vocabulary: as in `phrases`.

    Returns:
        Pairs of phrases.
    """
    known = frozenset(vocabulary)
    return [
        (name, street)
        for words, street in parted
        for name in dict.fromkeys((" ".join(words), *phrases(words, known)))
    ][:MAX_PAIRS]


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
    return FORM if word in keys.forms_of(typed) else likeness(typed, word)


def _words_like(typed: str, vocabulary: frozenset[str]) -> list[tuple[str, float]]:
    """Return the known words that `typed` may mean, the most similar first."""
    meant = dict.fromkeys(keys.forms_of(typed) & vocabulary, FORM)
    meant |= dict.fromkeys(keys.spelt_out(typed), FORM)
    initials = {" ".join(typed): JOINED} if _may_be_initials(typed) else {}
    if not keys.may_be_misspelt(typed):
        meant |= initials
        return [(typed, 1.0), *sorted(meant.items())[: MAX_WORDS - 1]]
    is_begun = any(word.startswith(typed) for word in vocabulary)
    for word, alike in _near(typed, vocabulary):
        if not (is_begun and word.startswith(typed)):
            meant.setdefault(word, alike)
    if is_begun:
        meant[typed] = 1.0
    if typed not in vocabulary:
        meant.update(_parted(typed, vocabulary))
    likely = [pair for pair in meant.items() if pair[1] >= ALIKE]
    likely = likely or [(typed, 1.0), *initials.items()]
    ranked = sorted(likely, key=lambda pair: (-pair[1], pair[0]))
    return ranked[:MAX_WORDS]


def _may_be_initials(word: str) -> bool:
    return word.isalpha() and 1 < len(word) <= MAX_INITIALS


def _parted(typed: str, vocabulary: frozenset[str]) -> dict[str, float]:
    """Return the known words that are joined in one, as in `cafezoe`."""
    parts = itertools.islice(_segments(typed, vocabulary), MAX_WORDS)
    found = {" ".join(words): JOINED for words in parts}
    for *particles, rest in keys.after_particles(typed):
        forms = [(part, *(keys.forms_of(part) & vocabulary)) for part in particles]
        for word, alike in _near(rest, vocabulary):
            for first in itertools.islice(itertools.product(*forms), MAX_WORDS):
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


def _joined(
    one: str, parts: tuple[str, ...], vocabulary: frozenset[str]
) -> list[tuple[str, float]]:
    """Return what two adjacent words may mean in one, as in `o neil`."""
    meant = {
        word: JOINED * alike for word, alike in _near(one, vocabulary) if alike >= ALIKE
    }
    if len(parts) == 2 and min(map(len, parts)) <= keys.MIN_LENGTH:
        meant.setdefault(one, JOINED)
    return sorted(meant.items(), key=lambda pair: -pair[1])[:MAX_WORDS]


def _without_one_word(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the phrases without one word, for names that are partly on record."""
    if len(typed) <= 2:
        return ()
    orders: list[str] = []
    for n in range(len(typed)):
        orders += _rotations((*typed[:n], *typed[n + 1 :]))
    return tuple(orders)


def _near(typed: str, vocabulary: frozenset[str]) -> list[tuple[str, float]]:
    """Return the most similar known words, with their similarity."""
    near = process.extract(
        typed,
        vocabulary,
        scorer=OSA.normalized_similarity,
        score_cutoff=UNLIKE,
        limit=MAX_CANDIDATES,
    )
    return [(word, likeness(typed, word)) for word, _alike, _place in near]
