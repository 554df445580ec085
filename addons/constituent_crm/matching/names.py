"""Parsing and comparison of names, tolerant of order, spelling and script.

Weights, and limits of similarity (Jaro-Winkler, number of edits), were chosen by hand;
`score` says on which pairs, and what measures them.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

from . import frequency, normalise, transliteration
from .name_words import (
    FORM,
    INITIAL,
    MISSPELT,
    OTHER,
    SAME,
    alike_families,
    alike_givens,
    is_slip,
)
from .person import Evidence

TITLES = set(
    "mr mrs ms miss mx dr prof rev revd sir dame lady lord cllr pan pani".split()
)
GENERATIONS = {
    **dict.fromkeys(("sr", "snr", "senior"), "senior"),
    **dict.fromkeys(("jr", "jnr", "junior"), "junior"),
    **{roman: roman for roman in ("ii", "iii", "iv")},
}
# Particles belong to the following word, unless they begin the name.
PARTICLES = set("o mc mac van von der den de la le du da dos del bin ibn st".split())
FORMER = re.compile(r"[\s,(](?:née|nee|formerly|previously|z d\.|z domu)\s++", re.I)
COMPANY = re.compile(
    r"\b(?:the|and|ltd|limited|plc|llp|llc|inc|cic|cio|co|company|uk)\b"
)
# Optical character recognition and readers take these letters for digits.
READ_AS_DIGITS = str.maketrans("015", "ols")
# A name in pieces has at most this many words.
MAX_PIECES = 5


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name in lower case Latin letters; () and "" where there is none.

    Attributes:
        given: given names.
        family: parts of the surname, two where it is double-barrelled.
        former: maiden or other earlier surname.
        generation: senior, junior, ii, iii or iv.
        is_rendered: whether it is romanised from a script of other letters.
    """

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    generation: str = ""
    is_rendered: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Return given names and surname."""
        return self.given + self.family

    def turned(self) -> "Name":
        """Return the name with its first word as surname, as in `Nowak Anna`."""
        words = self.words
        return replace(self, given=words[1:], family=words[:1])

    def joined(self) -> Iterator["Name"]:
        """Yield the name with two words as one, as in `Micha el George`."""
        words = self.words
        if not 2 < len(words) <= MAX_PIECES:
            return
        for n in range(len(words) - 1):
            if min(len(words[n]), len(words[n + 1])) < 2:
                continue
            whole = (*words[:n], words[n] + words[n + 1], *words[n + 2 :])
            yield replace(self, given=whole[:-1], family=whole[-1:])


@lru_cache(maxsize=20_000)
def parse(text: str) -> Name:
    """Parse a person's name in any script and order.

    >>> parse("Smith, Jane Mary").given, parse("王小明").family
    (('jane', 'mary'), ('wang',))

    Args:
        text: name as written.

    Returns:
        The words of the name, without titles.
    """
    text = text[: normalise.MAX_LENGTH]
    if signs := transliteration.east_asian_name(text):
        surname, given_name = signs
        return Name((given_name,), (surname,), is_rendered=True)
    is_rendered = not _is_latin(text)
    text, *former = FORMER.split(text, maxsplit=1)
    if former:
        # In brackets, more of the name may follow: `Nowak (née Jones) Anna`.
        former[0], _bracket, rest = former[0].partition(")")
        text = f"{text} {rest}"
    generation = ""
    words: list[str] = []
    first, comma, rest = text.partition(",")
    if comma and not set(_words(rest)) <= GENERATIONS.keys():
        text = f"{rest} {first}"
    for word in _join_particles(_words(text)):
        if word in GENERATIONS and words:
            generation = GENERATIONS[word]
        elif word not in TITLES:
            words.append(word)
    family = tuple(words[-1].strip("-").split("-")) if words else ()
    given = tuple(part for word in words[:-1] for part in word.split("-") if part)
    earlier = _join_particles(_words(former[0])) if former else ()
    return Name(
        given, tuple(filter(None, family)), tuple(earlier), generation, is_rendered
    )


def folded(text: str) -> str:
    """Transliterate a text to lower case Latin letters; keep other characters.

    Args:
        text: text in any script.

    Returns:
        The text in lower case.
    """
    if text.isascii():
        return text.lower()
    text = transliteration.romanised(text)
    return "".join(_latin(character) for character in text).lower()


def _latin(character: str) -> str:
    return anyascii(character) if character.isalpha() else character


def _is_latin(text: str) -> bool:
    """Return whether all letters of a text are Latin."""
    return text.isascii() or all(
        unicodedata.name(character, "").startswith("LATIN")
        for character in text
        if character.isalpha() and not character.isascii()
    )


def _words(text: str) -> list[str]:
    bare = re.sub(r"['’`]", "", folded(text))
    words = re.sub(r"[^a-z0-9-]+", " ", bare).split()
    return [
        word.translate(READ_AS_DIGITS)
        for word in words
        if any(character.isalpha() for character in word)
    ]


def _join_particles(words: list[str]) -> list[str]:
    """Join particles to the following word, as in `o neil` and `van der berg`."""
    joined, start = [], ""
    for number, word in enumerate(words):
        if word in PARTICLES and 0 < number < len(words) - 1:
            start += word
        else:
            joined.append(start + word)
            start = ""
    return joined


def compare(one: str, other: str) -> tuple[Evidence, ...]:
    """Return the evidence of two people's names.

    Args:
        one: a name as written.
        other: another one.

    Returns:
        Evidence for given names, surname, order and generation; none without a name.
    """
    first, second = parse(one), parse(other)
    if not first.words or not second.words:
        return ()
    found = _compare_in_order(first, second)
    if _is_apart(found):
        found = _compare_turned(first, second) or found
    if _is_apart(found, "family_other"):
        found = _compare_joined(first, second) or found
    if first.generation and second.generation not in ("", first.generation):
        found = (*found, Evidence("generation", -20.0))
    return found


def _compare_turned(one: Name, other: Name) -> tuple[Evidence, ...]:
    """Return the evidence with the surname first in either name; () if they differ."""
    turned = [
        _compare_in_order(one.turned(), other),
        _compare_in_order(one, other.turned()),
    ]
    if agreeing := [
        evidence for evidence in turned if not _is_apart(evidence, "family_other")
    ]:
        return (*min(agreeing, key=_total_bits), Evidence("order", -1.0))
    return ()


def _compare_joined(one: Name, other: Name) -> tuple[Evidence, ...]:
    """Return the evidence with two words of a name joined; () if they differ."""
    pairs = [
        *((whole, other) for whole in one.joined()),
        *((one, whole) for whole in other.joined()),
    ]
    found = [
        evidence
        for first, second in pairs
        for evidence in (
            _compare_in_order(first, second),
            _compare_turned(first, second),
        )
        if evidence and not _is_apart(evidence, "family_other")
    ]
    if not found:
        return ()
    return (*max(found, key=_total_bits), Evidence("joined", -1.0))


def compare_organisations(one: str, other: str) -> tuple[Evidence, ...]:
    """Return the evidence of two organisations' names.

    Legal forms such as Ltd and the order of words do not count.

    Args:
        one: a name as written.
        other: another one.

    Returns:
        One piece of evidence; none without a name.
    """
    first, second = (company(text) for text in (one, other))
    if not first or not second:
        return ()
    if first == second:
        return (Evidence("name", 16.0),)
    if JaroWinkler.similarity(first, second) >= 0.95:
        return (Evidence("name_misspelt", 11.0),)
    return (Evidence("name_other", -20.0),)


def company(text: str) -> str:
    """Return the sorted words of an organisation's name, without Ltd and the like.

    Args:
        text: name as written.

    Returns:
        Words separated by spaces.
    """
    words = COMPANY.sub(" ", " ".join(_words(text[: normalise.MAX_LENGTH])))
    return " ".join(sorted(words.split()))


def _total_bits(evidence: tuple[Evidence, ...]) -> float:
    return sum(piece.bits for piece in evidence)


def _is_apart(evidence: tuple[Evidence, ...], *more: str) -> bool:
    return any(piece.code in ("given_other", *more) for piece in evidence)


def _compare_in_order(one: Name, other: Name) -> tuple[Evidence, ...]:
    if not one.given or not other.given:
        return _compare_single_word(one, other)
    return (
        *_compare_given_names(one.given, other.given, _are_rendered(one, other)),
        _compare_surnames(one, other),
    )


def _are_rendered(one: Name, other: Name) -> bool:
    """Return whether just one of two names is romanised."""
    return one.is_rendered != other.is_rendered


def _compare_single_word(one: Name, other: Name) -> tuple[Evidence, ...]:
    """Return the evidence where one name is a single word, surname or given name."""
    single, full = (one, other) if not one.given else (other, one)
    word, is_rendered = single.family[-1], _are_rendered(one, other)
    if not full.given or alike_families(word, full.family[-1], is_rendered) != OTHER:
        return (_compare_surnames(one, other),)
    return _compare_given_names((word,), full.given, is_rendered)


def _compare_given_names(
    one: tuple[str, ...], other: tuple[str, ...], is_rendered: bool
) -> tuple[Evidence, ...]:
    if "".join(one) == "".join(other):
        return (_given_name_evidence(SAME, one[0], other[0]),)
    level = alike_givens(one[0], other[0], is_rendered)
    if level != OTHER:
        first = _given_name_evidence(level, one[0], other[0])
        return first, *_compare_middle_names(one[1:], other[1:])
    for called, rest in ((one[0], other[1:]), (other[0], one[1:])):
        if len(called) > 1 and called in rest:
            bits = frequency.given_bits(called) - 3
            return (Evidence("middle_used", bits, (called.title(),)),)
    return (Evidence("given_other", -20.0, (one[0].title(), other[0].title())),)


def _given_name_evidence(level: int, one: str, other: str) -> Evidence:
    words = (one.title(), other.title())
    bits = min(frequency.given_bits(one), frequency.given_bits(other))
    if level == SAME:
        return Evidence("given", bits, words[:1])
    if level == FORM:
        return Evidence("nickname", bits - 2, tuple(sorted(words, key=len)))
    if level == MISSPELT:
        code = "given_slip" if is_slip(one, other) else "given_misspelt"
        return Evidence(code, bits - 3, words)
    if level == INITIAL:
        return Evidence("initial", 3.0, tuple(sorted(words, key=len)))
    return Evidence("given_cousin", bits - 4, words)


def _compare_middle_names(
    one: tuple[str, ...], other: tuple[str, ...]
) -> tuple[Evidence, ...]:
    if not one or not other:
        return ()
    level = min(alike_givens(*pair) for pair in product(one, other))
    if level == OTHER:
        return (Evidence("middle_other", -5.0, (one[0].title(), other[0].title())),)
    return (Evidence("middle", 2.0 if level == INITIAL else 5.0, (one[0].title(),)),)


def _compare_surnames(one: Name, other: Name) -> Evidence:
    words = ("-".join(one.family).title(), "-".join(other.family).title())
    level, shared = _surname_likeness(
        one.family, other.family, _are_rendered(one, other)
    )
    bits = frequency.family_bits(shared)
    if level == SAME:
        return Evidence("family", bits, words[:1])
    if level == FORM:
        return Evidence("family_part", bits - 3, (shared.title(),))
    former_level, known = _surname_likeness(
        one.former or one.family,
        other.former or other.family,
        _are_rendered(one, other),
    )
    if (one.former or other.former) and former_level in (SAME, FORM):
        return Evidence("former", frequency.family_bits(known) - 3, (known.title(),))
    if level == MISSPELT:
        # Take the more frequent spelling, because a misspelling looks rare.
        bits = min(map(frequency.family_bits, one.family + other.family))
        return Evidence("family_misspelt", max(1.0, bits - 4.5), words)
    if level == INITIAL:
        return Evidence("family_initial", 2.0, words)
    return Evidence("family_other", -5.0, words)


def _surname_likeness(
    one: tuple[str, ...], other: tuple[str, ...], is_rendered: bool
) -> tuple[int, str]:
    """Return how similar two surnames are, and the part of them that decides."""
    if "".join(one) == "".join(other):
        return SAME, max(one, key=frequency.family_bits)
    pairs = [
        (alike_families(*pair, is_rendered), pair[0]) for pair in product(one, other)
    ]
    level, part = min(pairs, key=lambda pair: pair[0])
    if len(one) == len(other):
        worst = max(
            alike_families(*pair, is_rendered) for pair in zip(one, other, strict=True)
        )
        if worst in (SAME, MISSPELT):
            return worst, max(one, key=frequency.family_bits)
    if level == SAME and (len(one) > 1 or len(other) > 1):
        return FORM, part
    return (OTHER if len(one) != len(other) and level == MISSPELT else level), part
