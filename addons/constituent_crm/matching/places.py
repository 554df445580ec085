"""Comparison of addresses by house and postcode, tolerant of typing errors.

The weights were chosen by hand; `score` says what measures them.
"""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA, DamerauLevenshtein

from . import names, normalise
from .person import Evidence, Person

# Numbers of house and flat, and the words of the address.
House = tuple[frozenset[str], str]

AT_HOME = {"house", "street", "street_unnumbered", "postcode", "district"}
NUMBER = re.compile(r"(?<!\d)\d++[a-z]?\b")
# Forms of postcodes in other countries, without spaces and hyphens: digits alone,
# Dutch, with the country's or province's letters, Canadian, Irish, Argentine. No
# unfinished British postcode has one of them.
FOREIGN = re.compile(
    r"[0-9]{3,9}|[0-9]{4}[A-Z]{2}|[A-Z]{1,3}[0-9]{4,5}|(?:[A-Z][0-9]){3}"
    r"|(?:[A-Z][0-9]{2}|D6W)[A-Z0-9]{4}|[A-Z][0-9]{4}[A-Z]{3}"
)
# A British postcode up to the first, and the second, sign of its second half.
BEGUN = (
    re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9])"),
    re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z])"),
)
SEPARATORS = re.compile(r"[\s-]+")
# Minimal similarity of the names of one street, from 0 to 1.
SAME_STREET = 0.75
# Digits alone, up to this many, stand for a district, not for some houses of a street.
MAX_DISTRICT_DIGITS = 5


def postcode(text: str | None) -> str:
    """Return the postcode of an address in its normal form.

    >>> postcode("hu53er"), postcode("1012 ab"), postcode("HU5")
    ('HU5 3ER', '1012AB', '')

    Args:
        text: what is written as postcode, British or of another country.

    Returns:
        A British postcode with its space, another one without; "" for no postcode.
    """
    british = normalise.postcode(text)
    if british or not text:
        return british
    bare = SEPARATORS.sub("", text[: normalise.MAX_LENGTH]).upper()
    return bare if bare.isascii() and FOREIGN.fullmatch(bare) else ""


def outward(text: str | None) -> str:
    """Return the outward code of a British postcode, and the whole of another one.

    Args:
        text: postcode as written.

    Returns:
        `HU5` of `HU5 3ER`; "" for no postcode.
    """
    return postcode(text).partition(" ")[0]


def postcode_starts(text: str | None) -> tuple[str, ...]:
    """Return how the normal form of a postcode begins that a text is the beginning of.

    >>> postcode_starts("hu53er"), postcode_starts("hu53"), postcode_starts("M1 1")
    (('HU5 3ER',), ('HU53', 'HU5 3'), ('M1 1',))

    Args:
        text: a postcode, whole or only begun, as somebody types it.

    Returns:
        Several where the blank may be in several places; none for other texts.
    """
    text = " ".join((text or "")[: normalise.MAX_LENGTH].upper().split())
    whole = postcode(text)
    if " " in whole:
        return (whole,)
    bare = SEPARATORS.sub("", text)
    if not (bare.isascii() and bare.isalnum()):
        return ()
    begun = [hit.expand(r"\1 \2") for form in BEGUN if (hit := form.fullmatch(bare))]
    if text in begun:
        return (text,)
    return (bare, *begun)


def is_district(code: str) -> bool:
    """Return whether a postcode in normal form is a district's, such as `4223`."""
    return code.isdigit() and len(code) <= MAX_DISTRICT_DIGITS


def compare(one: Person, other: Person) -> tuple[Evidence, ...]:
    """Return the evidence of two people's addresses.

    Args:
        one: a person.
        other: another person.

    Returns:
        At most one piece of evidence; none without an address.
    """
    if one.uprn and other.uprn and one.uprn == other.uprn:
        return (Evidence("uprn", 13.0, (one.uprn,)),)
    for left in ((one, other), (other, one)):
        if left[0].uprn in left[1].former_uprns:
            return (Evidence("uprn_former", 9.0, (left[0].uprn,)),)
    now = _compare_current_homes(one, other)
    is_home = any(evidence.code in AT_HOME for evidence in now)
    if not is_home and (_has_left(one, other) or _has_left(other, one)):
        return (Evidence("house_former", 9.0),)
    return now


def _has_left(one: Person, other: Person) -> bool:
    """Return whether `one` lives at a former address of `other`."""
    code, here = postcode(one.postcode), _house(one.street)
    return bool(code and here[0]) and any(
        code == postcode(left) and _is_same_house(code, here, _house(street))
        for left, street in other.former_homes
    )


def _compare_current_homes(one: Person, other: Person) -> tuple[Evidence, ...]:
    first, second = (postcode(who.postcode) for who in (one, other))
    here, there = _house(one.street), _house(other.street)
    if first and first == second:
        return (_at_postcode(first, here, there),)
    is_home = _is_same_door(here, there) and _is_same_street(here, there)
    if is_home and _is_mistyped(first, second):
        return (Evidence("street", 11.0, (one.street,)),)
    # The same postcode area is evidence neither for nor against.
    if not first or not second or first.split()[0] == second.split()[0]:
        return ()
    # Nor is another district's postcode at a house of the same number and street.
    return () if is_home and here[0] else (Evidence("moved", -2.5),)


def _at_postcode(code: str, here: House, there: House) -> Evidence:
    if _is_same_house(code, here, there):
        return Evidence("house", 13.0, (code,))
    if is_district(code):
        # Some thousands live there, and some dozens in a street of it.
        if _is_same_street(here, there):
            if here[0] and there[0]:
                return Evidence("neighbour", 5.0, (code,))
            return Evidence("street_unnumbered", 9.0, (code,))
        return Evidence("district", 4.0, (code,))
    if here[0] and there[0]:
        return Evidence("neighbour", 5.0, (code,))
    return Evidence("postcode", 10.5, (code,))


def _is_same_house(code: str, here: House, there: House) -> bool:
    """Return whether two addresses at one postcode have the same front door."""
    if not _is_same_door(here, there):
        return False
    return not is_district(code) or _is_same_street(here, there)


def house_number(street: str) -> str:
    """Return the numbers of house and flat, sorted, such as `12` or `12 2a`.

    Args:
        street: first line of an address.

    Returns:
        Numbers separated by spaces, "" without any.
    """
    return " ".join(sorted(_house(street)[0]))


@lru_cache(maxsize=20_000)
def _house(street: str) -> House:
    """Return numbers and words of an address, such as `({'12'}, 'park avenue')`."""
    text = " ".join(
        re.findall(
            r"[a-z0-9]+",
            names.folded(normalise.fractions_as_words(street[: normalise.MAX_LENGTH])),
        )
    )
    numbers = frozenset(NUMBER.findall(text))
    words = re.sub(r"\b(?:flat|apartment|apt|unit)\b", " ", NUMBER.sub(" ", text))
    return numbers, " ".join(_spell_out(word) for word in words.split())


def _spell_out(word: str) -> str:
    ways = {"rd": "road", "ave": "avenue", "av": "avenue", "st": "street"}
    ways |= {"ln": "lane", "cl": "close", "gr": "grove", "dr": "drive"}
    return ways.get(word, word)


def _is_same_door(here: House, there: House) -> bool:
    numbers, others = here[0], there[0]
    if numbers and others:
        return numbers == others
    # A house with a name and without a number.
    return not numbers and not others and bool(here[1]) and here[1] == there[1]


def _is_same_street(here: House, there: House) -> bool:
    """Return whether two names of streets may be one, as typing errors go."""
    one, other = (street.replace(" ", "") for _numbers, street in (here, there))
    if not one or not other:
        return False
    return OSA.normalized_similarity(one, other) >= SAME_STREET


def _is_mistyped(one: str, other: str) -> bool:
    """Return whether two postcodes may be one: one edit apart, or one is missing."""
    return not one or not other or DamerauLevenshtein.distance(one, other) == 1
