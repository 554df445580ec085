"""Reasons and scores of look-up results, which order them.

The scores were chosen by hand: only their order matters. `./dev bench lookup` measures
how many of the people who are meant are among the rows shown, for each way to ask.
"""

import re
import string
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from . import normalise, spelling_correction
from .query import Query

# Similar results come after all that match.
SIMILAR = 0.6
# Above this score, a similar result is probably meant, and others that are much less
# similar are not.
LIKELY = 0.48
MUCH_LESS = 0.12
# Scores of a number that is no longer used, and of the weakest beginning.
ENDED = 0.64
BEGUN = 0.62
# From this score, each typed word is a complete word of theirs.
WHOLE = 0.8

# A row of a search, and its reason and score.
Hit = tuple[dict[str, Any], str, float]


@dataclass(frozen=True)
class Fit:
    """The reason of a result as a code, and its score from 0 to 1."""

    reason: str
    score: float


def identifier(
    *, is_whole: bool, is_current: bool, is_verified: bool, is_shared: bool
) -> Fit:
    """Return the fit of an identifier that is, or begins with, the typed text.

    Args:
        is_whole: whether it was typed completely.
        is_current: whether it is in use.
        is_verified: whether its ownership is proved.
        is_shared: whether several people use it.

    Returns:
        Reason and score.
    """
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
    # Below any complete one in use, above what is only similar.
    return Fit(fit.reason, BEGUN + (fit.score - BEGUN) / 4)


def text(
    asked: Query, found: str, name: str, *, is_address: bool, alike: float = 1
) -> Fit:
    """Return the fit of a name or address that begins with the typed text.

    The match may begin at any of its words.

    Args:
        asked: the query.
        found: search key that matches.
        name: the constituent's name as written.
        is_address: whether `found` is an address.
        alike: similarity, below 1 where a misspelling was corrected.

    Returns:
        Reason and score.
    """
    begins = 0.03 * (found == normalise.name(name))
    # Many names have a syllable in common, few the sign that was typed.
    begins += 0.05 * (not found.isascii())
    if alike < 1:
        reason = "similar_address" if is_address else "similar_name"
        return Fit(reason, round(SIMILAR * alike + begins / 2 - 0.015, 3))
    if asked.is_elsewhere:
        return Fit("name_nearby", SIMILAR)
    if not asked.words:
        return Fit("postcode", 0.7)
    words = (found if found.isascii() else normalise.name(found)).split()
    is_whole = set(asked.words) <= set(words)
    if is_address:
        return Fit("address", WHOLE if is_whole else 0.7)
    reason = "name_postcode" if asked.outward else "name"
    whole_name = 0.04 * (is_whole and len(words) == len(asked.words))
    return Fit(reason, (0.9 if is_whole else 0.72) + begins + whole_name)


def named_at(asked: Query, name: str, street: str | None) -> Fit:
    """Return the fit of somebody whose name and street may be meant by the typed words.

    Args:
        asked: the query.
        name: the constituent's name as written.
        street: first line of their address.

    Returns:
        Reason and score.
    """
    there = f"{normalise.name(name)} {normalise.name(street)}"
    if set(asked.words) <= set(there.split()):
        return Fit("name_address", 0.9)
    alike = spelling_correction.name_likeness(asked.words, there)
    return Fit("name_address", round(0.62 + 0.16 * alike, 3))


def without_unlikely(found: Iterable[Hit]) -> list[Hit]:
    """Return the results without those that are much less similar than the best.

    Args:
        found: rows with reason and score.

    Returns:
        Some of them; all where none is probably meant.
    """
    found = list(found)
    best = max((score for _row, _reason, score in found), default=0.0)
    if best <= LIKELY:
        return found
    return [hit for hit in found if hit[2] >= best - MUCH_LESS]


def at_postcode(asked: Query, name: str | None, street: str | None) -> Fit | None:
    """Return the fit of somebody at the typed postcode.

    Args:
        asked: the query.
        name: the constituent's name as written.
        street: first line of their address.

    Returns:
        Reason and score; None when house or words do not match.
    """
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
    if asked.is_begun_of(f"{name or ''} {street or ''}"):
        return Fit("name_address", 0.9)
    alike = spelling_correction.name_likeness(asked.words, normalise.name(name))
    return Fit("similar_name_postcode", SIMILAR * alike) if alike else None


def house_order(street: str | None) -> tuple[str, int]:
    """Return a sort key that orders a street by numbers: 9 before 10.

    Args:
        street: first line of an address.

    Returns:
        Name of the street, and number of the house.
    """
    text = normalise.name(street)
    number = re.search(r"\d+", text)
    rest = text.lstrip("0123456789 ")
    return (rest, int(number[0][:9]) if number else 0)


def _house(house: str, street: str | None) -> float:
    """Return how well `12` fits `12 Park Avenue`, `Flat 3 12 Park Avenue` or `12A`."""
    words = normalise.name(street).split()
    if words[:1] == [house]:
        return 1.0
    if house in words:
        return 0.95
    with_letter = {house + letter for letter in string.ascii_lowercase}
    return 0.0 if with_letter.isdisjoint(words) else 0.8
