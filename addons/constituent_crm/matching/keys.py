"""The texts under which the look-up box finds a constituent."""

import itertools
from collections.abc import Iterable
from functools import lru_cache

import jellyfish

from . import normalise

MAX_WORDS = 6
# A misspelling is looked for in so many letters; what comes after them may differ.
LETTERS = 7
# A shorter word has too many neighbours.
MIN_LENGTH = 3
# What begins with `text` sorts between `text` and this sign after it.
LAST_SIGN = "\U0010ffff"


def of_name(name: str | None) -> tuple[str, ...]:
    """The name from each of its words on, so that every word can come first.

    >>> of_name("Jane Mary Smith")
    ('jane mary smith', 'mary smith jane', 'smith jane mary')
    """
    words = normalise.name(name).split()[:MAX_WORDS]
    turns = (" ".join(words[n:] + words[:n]) for n in range(len(words)))
    return tuple(dict.fromkeys(turns))


def of_street(street: str | None) -> tuple[str, ...]:
    """The house and street as they are said, and from the street's name on.

    >>> of_street("12 Park Avenue")
    ('12 park avenue', 'park avenue 12')
    """
    words = normalise.name(street).split()
    numbers = list(itertools.takewhile(_has_digit, words))
    turned = words[len(numbers) :] + numbers
    said = (" ".join(words), " ".join(turned))
    return tuple(dict.fromkeys(text for text in said if text))


def outward(postcode: str | None) -> str:
    """The first half of a postcode: `HU5` of `HU5 3ER`."""
    return normalise.postcode(postcode).partition(" ")[0]


def words_of(texts: Iterable[str]) -> set[str]:
    """The words that the texts begin with, and that may be misspelt."""
    return set(filter(may_be_misspelt, (text.partition(" ")[0] for text in texts)))


def may_be_misspelt(word: str) -> bool:
    """Whether another word may be meant by it: never by a number or an initial."""
    return len(word) >= MIN_LENGTH and not _has_digit(word)


@lru_cache(maxsize=8192)
def of_word(word: str) -> tuple[str, ...]:
    """Keys of which two spellings of one word share at least one.

    The word with each of its letters left out: a letter too many, too few, changed or
    swapped with the next then leaves one key in common (Garbe's symmetric deletions).
    And how it sounds, after a sign that no word has.
    """
    start = word[:LETTERS]
    shorter = (start[:n] + start[n + 1 :] for n in range(len(start)))
    sound = jellyfish.metaphone(word).replace(" ", "")
    sounds = (f"={sound}",) if len(sound) > 1 else ()
    return tuple(dict.fromkeys((start, *shorter, *sounds)))


def _has_digit(word: str) -> bool:
    return any(sign.isdigit() for sign in word)
