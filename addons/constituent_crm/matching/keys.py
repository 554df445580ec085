"""Search keys of constituents for the look-up box."""

import itertools
import re
from collections.abc import Iterable
from functools import lru_cache

from . import (
    familiar_names,
    name_forms,
    normalise,
    places,
    pronunciations,
    transliteration,
)

# A misspelling is searched for within this many letters. Later ones may differ.
LETTERS = 7
# A shorter word has too many neighbours.
MIN_LENGTH = 3
SOUND, END = "=", "~"
# So many last letters of a name may be a familiar form of it.
END_LENGTHS = (4, 5)
# Between a particle and a name, not before the s of a genitive.
APOSTROPHE = re.compile(r"(?<=\w)['’`](?=\w\w)")
# Words that are left out of names and queries alike: "&" is no word.
UNHEARD = {"and"}
# Words that have no initial in the initials of a body.
UNINITIALLED = set("and for from in of on the to upon ltd limited llp cic".split())
# A longer word is not parted.
MAX_PARTED = 24
# Maximum of hyphens of a name that are left out singly, and of texts of a street.
MAX_HYPHENS = 2
MAX_STARTS = 6
# Words that names are joined to, as in `Alhussain` and `Mac Donald`.
PARTICLES = (
    "abdul abdel abdur abdal van von der den del dos das dell della mac nic abu ben bin"
    " binti ibn bint fitz san ap ab al el da de di do du la le lo mc ni nee st ter o"
    " umm gebre wolde haile".split()
)
# Particles that may begin a name.
FIRST_PARTICLES = {"abdul", "abdel", "abdur", "abdal", "abu", "gebre", "wolde"}
HYPHEN = re.compile(r"(?<=\w)[-‐‑–](?=\w)")
# The article, which the romanised names of Arabic script have in one with the name.
ARTICLE = re.compile(r"\b(al|el)(?=\w{4})")
# Texts that begin with `text` sort between `text` and `text` plus this character.
LAST_SIGN = "\U0010ffff"


def of_name(name: str | None, *, is_body: bool = False) -> tuple[str, ...]:
    """Return the rotations of a name, so that each of its words comes first once.

    >>> of_name("Jane Mary Smith")
    ('jane mary smith', 'mary smith jane', 'smith jane mary')
    >>> of_name("Al-Hussain")
    ('al hussain', 'hussain al', 'alhussain')

    Args:
        name: name as written.
        is_body: whether it is called by its initials.

    Returns:
        Texts in normal form, and as written in another script; none without a name.
    """
    name = (name or "")[: normalise.MAX_LENGTH]
    turns = _rotations(name)
    if signs := transliteration.east_asian_name(name):
        # In Latin letters, the given name is one word, and may come first.
        turns += [" ".join(signs), " ".join(signs[::-1])]
    # O'Neil is known by either part.
    apart = APOSTROPHE.sub(" ", name)
    if not name.isascii():
        apart = ARTICLE.sub(r"\1 ", normalise.name(apart))
    turns += _rotations(apart)
    for joined in _hyphens_joined(name):
        turns += _rotations(joined)
        turns += _rotations(_particles_joined(joined))
    turns += transliteration.rotations(transliteration.written(name))
    if is_body:
        turns += initials_of(name)
    return tuple(dict.fromkeys(turns))


def without_unheard(words: Iterable[str]) -> list[str]:
    """Return the words without those that one writes and another leaves out.

    Args:
        words: words in normal form.

    Returns:
        All of them if there are no others.
    """
    words = list(words)
    return [word for word in words if word not in UNHEARD] or words


def _rotations(name: str) -> list[str]:
    words = without_unheard(normalise.name(name).split())
    return transliteration.rotations(" ".join(words))


def _hyphens_joined(name: str) -> list[str]:
    """Return a name as it is, with any one hyphen left out, and with all."""
    found = [name, HYPHEN.sub("", name)]
    for hyphen in itertools.islice(HYPHEN.finditer(name), MAX_HYPHENS):
        found.append(name[: hyphen.start()] + name[hyphen.end() :])
    return list(dict.fromkeys(found))


def _particles_joined(name: str) -> str:
    """Return the words of a name with each particle and initial in the next word."""
    joined: list[str] = []
    is_open = False
    words = normalise.name(name).split()
    for place, word in enumerate(words):
        if is_open:
            joined[-1] += word
        else:
            joined.append(word)
        is_last = place == len(words) - 1
        is_initial = len(word) == 1 and not is_last and len(words[place + 1]) == 1
        is_particle = word in PARTICLES and (place > 0 or word in FIRST_PARTICLES)
        is_open = not is_last and (is_initial or is_particle)
    return " ".join(joined)


def initials_of(name: str) -> list[str]:
    """Return the initials of a body: `rspca`, and without what is in brackets.

    >>> initials_of("Women's Royal Voluntary Service (Hull)")
    ['wrvsh', 'wrvs hull', 'hull wrvs']

    Args:
        name: name as written.

    Returns:
        Rotations of the initials and what is in brackets; none for a single word.
    """
    found = []
    for part, rest in ((name, ""), (name.partition("(")[::2])):
        words = normalise.name(part).split()
        telling = [word for word in words if word not in UNINITIALLED]
        if len(telling) > 1:
            initials = "".join(word[0] for word in telling)
            found += _rotations(f"{initials} {rest}")
    return list(dict.fromkeys(found))


def of_street(street: str | None) -> tuple[str, ...]:
    """Return house and street as written, and from the name of the street on.

    >>> of_street("12 Park Avenue")
    ('12 park avenue', 'park avenue 12')
    >>> of_street("Flat 3, 88 Park Avenue")
    ('flat 3 88 park avenue', '88 park avenue flat 3', 'park avenue flat 3 88')

    Args:
        street: first line of an address.

    Returns:
        Texts in normal form; none without a street.
    """
    street = (street or "")[: normalise.MAX_LENGTH]
    parts = [normalise.name(part).split() for part in street.split(",")]
    words = list(itertools.chain(*parts))
    ends = list(itertools.accumulate(map(len, parts)))
    starts = {0, *(end for end in ends if end < len(words))}
    for place in range(1, len(words)):
        # From a name after a number on, and from the number of a house after another.
        if _has_digit(words[place - 1]) and not _has_digit(words[place]):
            starts.add(place)
    if words[:1] == ["the"]:
        starts.add(1)
    texts = (" ".join(words[n:] + words[:n]) for n in sorted(starts)[:MAX_STARTS])
    return tuple(dict.fromkeys(filter(None, texts)))


def split_number(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the number at either end of a street, and the rest.

    >>> split_number(("park", "avenue", "12"))
    (('12',), ('park', 'avenue'))

    Args:
        words: words of a house and street, in normal form.

    Returns:
        Two tuples of words.
    """
    if len(words) > 1 and _has_digit(words[0]):
        return words[:1], words[1:]
    if len(words) > 1 and _has_digit(words[-1]):
        return words[-1:], words[:-1]
    return (), words


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
    last keys are the word's ends by which it may be called, and its sounds after
    `SOUND` and its ends after `END`, which occur in no word.

    Args:
        word: word in normal form.

    Returns:
        The keys, the word's beginning first.
    """
    start = word[:LETTERS]
    shorter = (start[:n] + start[n + 1 :] for n in range(len(start)))
    ends = (end[:LETTERS] for end in sorted(familiar_names.tails_of(word)))
    sounds = (SOUND + code for code in sorted(pronunciations.codes(word)))
    last = (END + word[-n:] for n in END_LENGTHS if len(word) > n)
    return tuple(dict.fromkeys((start, *shorter, *ends, *sounds, *last)))


def of_typed_word(word: str) -> tuple[str, ...]:
    """Return the keys of which one may be among those of the word that is meant.

    Args:
        word: word in normal form.

    Returns:
        Its keys, without its ends; itself as an end where it may be one: `vula` of
        Nomvula.
    """
    found = tuple(key for key in of_word(word) if not key.startswith(END))
    return (*found, END + word) if len(word) in END_LENGTHS else found


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
        Other forms of names, names that are said so, and parts of words.
    """
    words = list(words)
    forms = (
        parts_of(word) | name_forms.forms_of(word) | pronunciations.said_as(word)
        for word in words
    )
    return frozenset(filter(may_be_misspelt, itertools.chain(*forms)))


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)
