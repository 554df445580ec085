"""Search keys of constituents for the look-up box."""

import itertools
import re
from collections.abc import Iterable
from functools import lru_cache

from . import (
    nickname,
    normalise,
    phonetics,
    places,
    romanised_names,
    transliteration,
)

# A misspelling is searched for within this many letters. Later ones may differ.
LETTERS = 7
# A shorter word has too many neighbours.
MIN_LENGTH = 3
SOUND = "="
# Between a particle and a name, not before the s of a genitive.
APOSTROPHE = re.compile(r"(?<=\w)['’`](?=\w\w)")
# Words that are often written short, in names of bodies and streets.
SHORT_WORDS = (
    {"st", "saint", "street"}, {"rd", "road"}, {"ave", "av", "avenue"}, {"ln", "lane"},
    {"cl", "close"}, {"gr", "grove"}, {"dr", "drive"}, {"cres", "crescent"},
    {"sq", "square"}, {"tce", "ter", "terrace"}, {"gdns", "gardens"}, {"ct", "court"},
    {"mt", "mount"}, {"bros", "brothers"}, {"assoc", "association"},
    {"ctr", "centre", "center"}, {"co", "company"}, {"ltd", "limited"},
)  # fmt: skip
# A longer word is not parted.
MAX_PARTED = 24
# Words that names are joined to, as in `Alhussain` and `Mac Donald`.
PARTICLES = (
    "abdul abdel van von der den del dos das mac nic abu ben bin ibn fitz san ap al el"
    " da de di do du la le mc ni st ter o".split()
)
# Texts that begin with `text` sort between `text` and `text` plus this character.
LAST_SIGN = "\U0010ffff"


def of_name(name: str | None) -> tuple[str, ...]:
    """Return the rotations of a name, so that each of its words comes first once.

    >>> of_name("Jane Mary Smith")
    ('jane mary smith', 'mary smith jane', 'smith jane mary')

    Args:
        name: name as written.

    Returns:
        Texts in normal form, and as written in another script; none without a name.
    """
    turns = transliteration.rotations(normalise.name(name))
    if signs := transliteration.east_asian_name(name or ""):
        # In Latin letters, the given name is one word, and may come first.
        turns += [" ".join(signs), " ".join(signs[::-1])]
    apart = APOSTROPHE.sub(" ", name or "")
    if apart != name:
        # O'Neil is known by either part.
        turns += transliteration.rotations(normalise.name(apart))
    turns += transliteration.rotations(transliteration.written(name or ""))
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
        The outward code, the whole of a postcode of another country, "" for none.
    """
    return places.outward(postcode)


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
        True for a word of at least `MIN_LENGTH` Latin letters.
    """
    return len(word) >= MIN_LENGTH and word.isascii() and not _has_digit(word)


@lru_cache(maxsize=8192)
def of_word(word: str) -> tuple[str, ...]:
    """Return keys of which two spellings of one word share at least one.

    They are the word with each of its letters deleted (Garbe's symmetric deletions).
    One inserted, missing, changed or transposed letter then leaves a common key. The
    last keys are the word's sounds after `SOUND`, which occurs in no word.

    Args:
        word: word in normal form.

    Returns:
        The keys, the word's beginning first.
    """
    start = word[:LETTERS]
    shorter = (start[:n] + start[n + 1 :] for n in range(len(start)))
    sounds = (SOUND + code for code in sorted(phonetics.codes(word)))
    return tuple(dict.fromkeys((start, *shorter, *sounds)))


@lru_cache(maxsize=8192)
def forms_of(word: str) -> frozenset[str]:
    """Return the other forms of a name: `william` and `billy` of `bill`.

    Args:
        word: word in normal form.

    Returns:
        Words in normal form; none for a word that is no known name.
    """
    fulls = nickname.fulls_of(word)
    others = (nickname.forms_of(full) for full in (word, *fulls))
    forms = fulls.union(romanised_names.forms_of(word), *others)
    return forms - {word}


@lru_cache(maxsize=8192)
def parts_of(word: str) -> frozenset[str]:
    """Return the words that may be joined in one, as `cafe` and `zoe` in `cafezoe`.

    Args:
        word: word in normal form.

    Returns:
        Each part of at least `MIN_LENGTH` letters; none of a very long word.
    """
    if not may_be_misspelt(word) or len(word) > MAX_PARTED:
        return frozenset()
    ends = range(MIN_LENGTH, len(word) + 1)
    return frozenset(word[n:end] for end in ends for n in range(end - MIN_LENGTH + 1))


@lru_cache(maxsize=8192)
def after_particles(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to part a word into particles and a rest.

    >>> after_particles("vandermeulen"), after_particles("smith")
    ((('van', 'dermeulen'), ('van', 'der', 'meulen')), ())

    Args:
        word: word in normal form.

    Returns:
        Words, of which the last has more than `MIN_LENGTH` letters; none for a very
        long word.
    """
    found: list[tuple[str, ...]] = []
    for particle in PARTICLES if len(word) <= MAX_PARTED else ():
        rest = word.removeprefix(particle)
        if rest != word and len(rest) > MIN_LENGTH:
            found.append((particle, rest))
            found += ((particle, *parts) for parts in after_particles(rest))
    return tuple(found)


@lru_cache(maxsize=8192)
def spelt_out(word: str) -> frozenset[str]:
    """Return what a short word stands for, and how a long one is shortened.

    >>> sorted(spelt_out("st"))
    ['saint', 'street']

    Args:
        word: word in normal form.

    Returns:
        Words in normal form, without `word`.
    """
    found = (words for words in SHORT_WORDS if word in words)
    return frozenset().union(*found) - {word}


def joined(words: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    """Return two or three adjacent words as one, as in `o neil` and `van der berg`.

    >>> joined(("van", "der", "berg"))
    (('vander', 0, 2), ('derberg', 1, 3), ('vanderberg', 0, 3))

    Args:
        words: words of a phrase, in normal form.

    Returns:
        Words with the places in `words` where each begins and ends.
    """
    spans = [(n, n + 2) for n in range(len(words) - 1)]
    spans += [(n, n + 3) for n in range(len(words) - 2)]
    return tuple(("".join(words[n:end]), n, end) for n, end in spans)


def exact_of(words: Iterable[str]) -> frozenset[str]:
    """Return the words to look for beside those that share a key of `of_word`.

    Args:
        words: words of a phrase, in normal form.

    Returns:
        Other forms of names, and parts of words.
    """
    words = list(words)
    forms = (parts_of(word) | forms_of(word) for word in words)
    return frozenset(filter(may_be_misspelt, itertools.chain(*forms)))


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)
