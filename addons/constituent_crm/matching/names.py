"""Parsing and comparison of names, tolerant of order, spelling and script.

Weights, and limits of similarity (Jaro-Winkler, number of edits), were chosen by hand;
`score` says on which pairs, and what measures them.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import jellyfish
from anyascii import anyascii
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from . import frequency, nickname, normalise
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
VOWELS = re.compile(r"[aeiouy]")
# Suffixes that form another name, usually one of the other sex.
OTHER_NAME = {"a", "e", "na", "ina", "ia", "ette", "elle", "le", "la", "lla", "ine"}
GENDERED = re.compile(r"(sk|ck|dzk)[iya]$")

SAME, FORM, MISSPELT, INITIAL, COUSIN, OTHER = range(6)


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name in lower case Latin letters; () and "" where there is none.

    Attributes:
        given: given names.
        family: parts of the surname, two where it is double-barrelled.
        former: maiden or other earlier surname.
        generation: senior, junior, ii, iii or iv.
    """

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    generation: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Return given names and surname."""
        return self.given + self.family

    def turned(self) -> "Name":
        """Return the name with its first word as surname, as in `Nowak Anna`."""
        words = self.words
        return Name(words[1:], words[:1], self.former, self.generation)


@lru_cache(maxsize=20_000)
def parse(text: str) -> Name:
    """Parse a person's name in any script and order.

    >>> parse("Smith, Jane Mary")
    Name(given=('jane', 'mary'), family=('smith',), former=(), generation='')

    Args:
        text: name as written.

    Returns:
        The words of the name, without titles.
    """
    text, *former = FORMER.split(text[: normalise.MAX_LENGTH], maxsplit=1)
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
    return Name(given, tuple(filter(None, family)), tuple(earlier), generation)


def folded(text: str) -> str:
    """Transliterate a text to lower case Latin letters; keep other characters.

    Args:
        text: text in any script.

    Returns:
        The text in lower case.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFC", text)
    return "".join(_latin(character) for character in text).lower()


def _latin(character: str) -> str:
    if character.isascii() or not character.isalpha():
        return character
    # Each Chinese character is a word, and the first is the surname.
    latin = anyascii(character)
    return f" {latin} " if len(latin) > 1 and character >= "\u3400" else latin


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
        # The surname may come first in either name.
        turned = [
            _compare_in_order(first.turned(), second),
            _compare_in_order(first, second.turned()),
        ]
        if agreeing := [
            evidence for evidence in turned if not _is_apart(evidence, "family_other")
        ]:
            found = (*min(agreeing, key=_total_bits), Evidence("order", -1.0))
    if first.generation and second.generation not in ("", first.generation):
        found = (*found, Evidence("generation", -20.0))
    return found


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
        *_compare_given_names(one.given, other.given),
        _compare_surnames(one, other),
    )


def _compare_single_word(one: Name, other: Name) -> tuple[Evidence, ...]:
    """Return the evidence where one name is a single word, surname or given name."""
    single, full = (one, other) if not one.given else (other, one)
    word = single.family[-1]
    if not full.given or alike_families(word, full.family[-1]) != OTHER:
        return (_compare_surnames(one, other),)
    return _compare_given_names((word,), full.given)


def _compare_given_names(
    one: tuple[str, ...], other: tuple[str, ...]
) -> tuple[Evidence, ...]:
    level = alike_givens(one[0], other[0])
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
        code = "given_slip" if _is_slip(one, other) else "given_misspelt"
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
    level, shared = _surname_likeness(one.family, other.family)
    bits = frequency.family_bits(shared)
    if level == SAME:
        return Evidence("family", bits, words[:1])
    if level == FORM:
        return Evidence("family_part", bits - 3, (shared.title(),))
    former_level, known = _surname_likeness(
        one.former or one.family, other.former or other.family
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


def _surname_likeness(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[int, str]:
    """Return how similar two surnames are, and the part of them that decides."""
    if "".join(one) == "".join(other):
        return SAME, max(one, key=frequency.family_bits)
    pairs = [(alike_families(*pair), pair[0]) for pair in product(one, other)]
    level, part = min(pairs, key=lambda pair: pair[0])
    if len(one) == len(other):
        worst = max(alike_families(*pair) for pair in zip(one, other, strict=True))
        if worst in (SAME, MISSPELT):
            return worst, max(one, key=frequency.family_bits)
    if level == SAME and (len(one) > 1 or len(other) > 1):
        return FORM, part
    return (OTHER if len(one) != len(other) and level == MISSPELT else level), part


@lru_cache(maxsize=50_000)
def alike_givens(one: str, other: str) -> int:
    """Classify two given names as SAME, FORM, MISSPELT, INITIAL, COUSIN or OTHER.

    Args:
        one: given name in lower case.
        other: another one.

    Returns:
        One of the constants; a lower one is more similar.
    """
    if one == other:
        return SAME
    if len(one) == 1 or len(other) == 1:
        return INITIAL if one[0] == other[0] else OTHER
    if nickname.are_forms(one, other):
        return FORM
    if nickname.is_known(one) and nickname.is_known(other):
        return COUSIN if nickname.share_a_full(one, other) else OTHER
    return (
        MISSPELT
        if _is_misspelt(one, other) and not _has_name_suffix(one, other)
        else OTHER
    )


@lru_cache(maxsize=50_000)
def alike_families(one: str, other: str) -> int:
    """Classify two surnames as SAME, MISSPELT, INITIAL or OTHER.

    Gendered forms such as `Zebrowski` and `Zebrowska` are the same surname.

    Args:
        one: surname, or a part of it, in lower case.
        other: another one.

    Returns:
        One of the constants; a lower one is more similar.
    """
    if one == other or GENDERED.sub(r"\1i", one) == GENDERED.sub(r"\1i", other):
        return SAME
    if len(one) == 1 or len(other) == 1:
        return INITIAL if one[0] == other[0] else OTHER
    return MISSPELT if _is_misspelt(one, other) else OTHER


def _is_misspelt(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    if shorter < 3:
        return False
    edits = DamerauLevenshtein.distance(one, other, score_cutoff=2)
    if edits <= (0 if shorter < 4 else 1 if shorter < 7 else 2):
        return True
    likeness = JaroWinkler.similarity(one, other)
    if likeness >= 0.94:
        return True
    if not VOWELS.search(one) or not VOWELS.search(other):
        return _consonants(one) == _consonants(other)
    if likeness < 0.75:
        return False
    return jellyfish.metaphone(one) == jellyfish.metaphone(other) or jellyfish.nysiis(
        one
    ) == jellyfish.nysiis(other)


def _is_slip(one: str, other: str) -> bool:
    """Return whether one edit turns one name into the other, and neither is short."""
    return min(len(one), len(other)) > 4 and DamerauLevenshtein.distance(one, other) < 2


def _consonants(word: str) -> str:
    """Return the consonants without repetitions, as in scripts without vowels."""
    return re.sub(r"(.)\1+", r"\1", VOWELS.sub("", word))


def _has_name_suffix(one: str, other: str) -> bool:
    """Return whether a suffix forms another name, as in Paul and Paula."""
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter) and longer[len(shorter) :] in OTHER_NAME:
        # `Charlott` is not a name: its last letter is missing.
        return nickname.is_known(shorter) or not nickname.is_known(longer)
    # Mario and Maria, Carlo and Carla.
    return one[:-1] == other[:-1] and {one[-1], other[-1]} in ({"o", "a"}, {"y", "a"})
