"""Why somebody fits what was typed, and how well: the best comes first."""

import re
import string
from dataclasses import dataclass

from . import normalise, spelling_correction
from .query import Query

# What is only like what was typed comes after all that is what was typed.
SIMILAR = 0.6
# A number that is no longer used, and the least of those that are only begun.
ENDED = 0.64
BEGUN = 0.62
# At and above, each word that was typed is a whole one of theirs.
WHOLE = 0.8


@dataclass(frozen=True)
class Fit:
    """The reason, as a code, and how sure it is, from 0 to 1."""

    reason: str
    score: float


def identifier(
    *, is_whole: bool, is_current: bool, is_verified: bool, is_shared: bool
) -> Fit:
    """A number or address that is, or begins with, what was typed."""
    if not is_current:
        fit = Fit("ended", ENDED)
    elif is_shared:
        fit = Fit("shared", 0.85 if is_verified else 0.8)
    elif is_verified:
        fit = Fit("verified", 1.0)
    else:
        fit = Fit("identifier", 0.95)
    if is_whole:
        return fit
    # Less sure than any that is whole and in use, more than what is only similar.
    return Fit(fit.reason, BEGUN + (fit.score - BEGUN) / 4)


def text(
    asked: Query, found: str, name: str, *, is_address: bool, alike: float = 1
) -> Fit:
    """A name or address that begins with what was typed, from one of its words on.

    Args:
        found: the text that begins so.
        name: the constituent's, as it is written.
        alike: less than 1 where a misspelling was mended.
    """
    begins = 0.03 * (found == normalise.name(name))
    if alike < 1:
        reason = "similar_address" if is_address else "similar_name"
        return Fit(reason, round(SIMILAR * alike + begins / 2 - 0.015, 3))
    if asked.is_elsewhere:
        return Fit("name_nearby", SIMILAR)
    if not asked.words:
        return Fit("postcode", 0.7)
    words = found.split()
    is_whole = set(asked.words) <= set(words)
    if is_address:
        return Fit("address", WHOLE if is_whole else 0.7)
    reason = "name_postcode" if asked.outward else "name"
    whole_name = 0.04 * (is_whole and len(words) == len(asked.words))
    return Fit(reason, (0.9 if is_whole else 0.72) + begins + whole_name)


def at_postcode(asked: Query, name: str | None, street: str | None) -> Fit | None:
    """Somebody at the postcode that was typed; None when the rest does not fit."""
    house = _house(asked.house, street) if asked.house else 1.0
    if not house:
        return None
    if not asked.words:
        if asked.house:
            return Fit("house_postcode", 0.9 * house)
        return Fit("postcode", 0.7)
    if asked.is_begun_of(name):
        is_whole = set(asked.words) <= set(normalise.name(name).split())
        return Fit("name_postcode", 0.98 if is_whole else 0.93)
    if asked.is_begun_of(street):
        return Fit("address", 0.85)
    alike = spelling_correction.name_likeness(asked.words, normalise.name(name))
    return Fit("similar_name_postcode", SIMILAR * alike) if alike else None


def house_order(street: str | None) -> tuple[str, int]:
    """Sorts a street as it stands: number 9 before number 10."""
    said = normalise.name(street)
    number = re.search(r"\d+", said)
    rest = said.lstrip("0123456789 ")
    return (rest, int(number[0][:9]) if number else 0)


def _house(house: str, street: str | None) -> float:
    """How well `12` fits `12 Park Avenue`, `Flat 3 12 Park Avenue` or `12A`."""
    words = normalise.name(street).split()
    if words[:1] == [house]:
        return 1.0
    if house in words:
        return 0.95
    with_letter = {house + letter for letter in string.ascii_lowercase}
    return 0.0 if with_letter.isdisjoint(words) else 0.8
