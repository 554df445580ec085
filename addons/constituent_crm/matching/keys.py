"""Search keys of constituents for the look-up box."""

import itertools
from collections.abc import Iterable
from functools import lru_cache

import jellyfish

from . import normalise

MAX_WORDS = 6
# A misspelling is searched for within this many letters. Later ones may differ.
LETTERS = 7
# A shorter word has too many neighbours.
MIN_LENGTH = 3
# Texts that begin with `text` sort between `text` and `text` plus this character.
LAST_SIGN = "\U0010ffff"


def of_name(name: str | None) -> tuple[str, ...]:
    """Return the rotations of a name, so that each of its words comes first once.

    >>> of_name("Jane Mary Smith")
    ('jane mary smith', 'mary smith jane', 'smith jane mary')

    Args:
        name: name as written.

    Returns:
        Texts in normal form; none without a name.
    """
    words = normalise.name(name).split()[:MAX_WORDS]
    turns = (" ".join(words[n:] + words[:n]) for n in range(len(words)))
    return tuple(dict.fromkeys(turns))


def of_street(street: str | None) -> tuple[str, ...]:
    """Return house and street as written, and with the name of the street first.

    >>> of_street("12 Park Avenue")
    ('12 park avenue', 'park avenue 12')

    Args:
        street: first line of an address.

    Returns:
        Texts in normal form; none without a street.
    """
    words = normalise.name(street).split()
    numbers = list(itertools.takewhile(_has_digit, words))
    turned = words[len(numbers) :] + numbers
    texts = (" ".join(words), " ".join(turned))
    return tuple(dict.fromkeys(text for text in texts if text))


def outward(postcode: str | None) -> str:
    """Return the outward code of a postcode: `HU5` of `HU5 3ER`.

    Args:
        postcode: postcode as written.

    Returns:
        The outward code, "" for an invalid postcode.
    """
    return normalise.postcode(postcode).partition(" ")[0]


def words_of(texts: Iterable[str]) -> set[str]:
    """Return the first words of the texts, as far as they may be misspelt.

    Args:
        texts: results of `of_name` or `of_street`.

    Returns:
        Words in lower case.
    """
    return set(filter(may_be_misspelt, (text.partition(" ")[0] for text in texts)))


def may_be_misspelt(word: str) -> bool:
    """Return whether a word may be a misspelling: never a number or an initial.

    Args:
        word: word in normal form.

    Returns:
        True for a word of at least `MIN_LENGTH` letters.
    """
    return len(word) >= MIN_LENGTH and not _has_digit(word)


@lru_cache(maxsize=8192)
def of_word(word: str) -> tuple[str, ...]:
    """Return keys of which two spellings of one word share at least one.

    They are the word with each of its letters deleted (Garbe's symmetric deletions).
    One inserted, missing, changed or transposed letter then leaves a common key. The
    last key is the word's metaphone after "=", which occurs in no word.

    Args:
        word: word in normal form.

    Returns:
        The keys, the word's beginning first.
    """
    start = word[:LETTERS]
    shorter = (start[:n] + start[n + 1 :] for n in range(len(start)))
    sound = jellyfish.metaphone(word).replace(" ", "")
    sounds = (f"={sound}",) if len(sound) > 1 else ()
    return tuple(dict.fromkeys((start, *shorter, *sounds)))


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)
