"""Comparison of addresses by house and postcode, tolerant of typing errors.

The weights were chosen by hand; `score` says what measures them.
"""

import re
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from . import names, normalise
from .person import Evidence, Person

# Numbers of house and flat, and the words of the address.
House = tuple[frozenset[str], str]

AT_HOME = {"house", "street", "postcode"}
NUMBER = re.compile(r"(?<!\d)\d++[a-z]?\b")


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
    here = normalise.postcode(one.postcode), _house(one.street)
    return bool(here[0] and here[1][0]) and any(
        here[0] == postcode and _is_same_door(here[1], _house(street))
        for postcode, street in other.former_homes
    )


def _compare_current_homes(one: Person, other: Person) -> tuple[Evidence, ...]:
    first, second = (normalise.postcode(who.postcode) for who in (one, other))
    here, there = _house(one.street), _house(other.street)
    same_door = _is_same_door(here, there)
    if first and first == second:
        return (_at_postcode(first, here, there, same_door),)
    if same_door and here[1] and here[1] == there[1] and _is_mistyped(first, second):
        return (Evidence("street", 11.0, (one.street,)),)
    # The same postcode area is evidence neither for nor against.
    if not first or not second or first.split()[0] == second.split()[0]:
        return ()
    return (Evidence("moved", -2.5),)


def _at_postcode(postcode: str, here: House, there: House, same_door: bool) -> Evidence:
    if same_door:
        return Evidence("house", 13.0, (postcode,))
    if here[0] and there[0]:
        return Evidence("neighbour", 5.0, (postcode,))
    return Evidence("postcode", 10.5, (postcode,))


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


def _is_mistyped(one: str, other: str) -> bool:
    """Return whether two postcodes may be one: one edit apart, or one is missing."""
    return not one or not other or DamerauLevenshtein.distance(one, other) == 1
