"""Ranking of the properties that a text may mean, and whether the best is certain."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from . import certainty
from .certainty import NO_POSTCODE, Around, Scored, nearness_of, town_bonus
from .comparison import NAMED, Comparison, compare
from .entry import Entry
from .house_numbers import AS_FLAT, END_OF_RANGE, IN_RANGE
from .reading import Reading
from .written import Written

# Parts of the score, which is from 0 to 1.
STREET, POSTCODE, NUMBER, UNIT = 0.32, 0.26, 0.28, 0.14
UNIT_SCORES = {
    "same": 1.0,
    "building": 0.9,
    "floor": 0.5,
    "unknown": 0.5,
    "bare": 0.5,
    "partly": 0.6,
    "missing": 0.3,
}
UNIT_REASONS = {
    "building": "building",
    "floor": "unknown_flat",
    "unknown": "unknown_flat",
    "bare": "unknown_flat",
    "partly": "part",
    "missing": "some_flat",
}
NAME_BONUS = 0.03
NUMBER_REASONS = {END_OF_RANGE: "range", IN_RANGE: "range", AS_FLAT: "part"}
# An alternative or former address is second to one in use: above `certainty.MARGIN`.
OTHER_ADDRESS = 0.04
MIN_SCORE = 0.5
# For a postcode that one property has alone.
SINGLE_SCORE = 0.95


@dataclass(frozen=True, slots=True)
class Match:
    """A property that may be meant.

    Attributes:
        id: its id.
        score: from 0 to 1.
        is_certain: whether it can be none but this one.
        reason: what was found, as a code.
        doubt: why it is not certain, as a code; "" if it is.
        has_name_beside: whether the text may name a building, whose flat is meant.
    """

    id: int
    score: float
    is_certain: bool
    reason: str
    doubt: str = ""
    has_name_beside: bool = False


def matches(
    written: Written,
    entries: Iterable[Entry],
    known: Collection[str],
    streets: Collection[str],
    limit: int = 5,
) -> list[Match]:
    """Rank the properties that a text may mean.

    Args:
        written: the text.
        entries: properties that were found by its keys and postcodes.
        known: postcodes of the gazetteer among those of the text.
        streets: keys of streets of the gazetteer among those of the text.
        limit: maximum of matches.

    Returns:
        Matches, best first. At most the first is certain.
    """
    if written.is_empty:
        return []
    reading = Reading.of(written, known, streets)
    found = list({(one.id, one.house, one.street): one for one in entries}.values())
    around = _around(reading, found)
    compared = _with_whole_names(
        [one for entry in found if (one := compare(reading, entry))]
    )
    named = [one.name_words for one in compared if one.name == 1]
    scored = []
    for one in compared:
        score = _score(reading, one, named)
        if score >= MIN_SCORE:
            scored.append((score, one))
    scored = _best_of_each(scored)
    if not scored:
        return []
    doubt = certainty.doubt(reading, scored, around)
    best = scored[0]
    return [
        Match(
            best[1].entry.id,
            min(best[0], 1.0),
            not doubt,
            _reason(reading, best[1], around),
            doubt,
            best[1].has_name_beside,
        ),
        *(
            Match(
                one.entry.id,
                min(score, 1.0),
                False,
                _reason(reading, one, around),
                "other",
            )
            for score, one in scored[1:limit]
        ),
    ]


def _with_whole_names(compared: list[Comparison]) -> list[Comparison]:
    """Leave out buildings whose name is a part of another's that is written.

    `Ivy House Farm` is not Ivy House.
    """
    longest = {one.name_words for one in compared if one.name == 1}
    return [
        one
        for one in compared
        if one.name < NAMED or not any(one.name_words < other for other in longest)
    ]


def _best_of_each(scored: list[Scored]) -> list[Scored]:
    """Return each property once, by the address that fits best, best first."""
    scored = sorted(scored, key=lambda pair: (-pair[0], pair[1].entry.id))
    best: dict[int, Scored] = {}
    for pair in scored:
        best.setdefault(pair[1].entry.id, pair)
    return list(best.values())


def _around(reading: Reading, found: list[Entry]) -> Around:
    here = [entry for entry in found if entry.postcode in reading.postcodes]
    return Around(
        frozenset((entry.street, entry.area) for entry in here),
        frozenset((entry.street, entry.number.value) for entry in here if entry.number),
        frozenset(entry.building for entry in found if entry.house.is_part),
        frozenset(
            (*entry.building[:3], str(entry.number.value))
            for entry in found
            if entry.number and entry.number.suffix
        ),
        frozenset(
            (entry.street, name)
            for entry in here
            for _kind, name in entry.house.identifiers
        ),
        frozenset(
            (entry.building, name)
            for entry in found
            for _kind, name in entry.house.identifiers
        ),
    )


# Score


def _score(reading: Reading, one: Comparison, named: list[frozenset[int]]) -> float:
    """Return the score of a property.

    Args:
        reading: the text.
        one: the property.
        named: tokens of the names of buildings that the text names.
    """
    if one.is_single:
        return SINGLE_SCORE - OTHER_ADDRESS * one.entry.is_other
    street = one.street
    # Park Hill Court is a building, and not Park Hill Avenue without its type.
    is_name = 0 < street < 1 and any(one.words <= words for words in named)
    if one.has_other_street or is_name:
        street = min(street, 0.2)
    elif not street:
        street = 0.4
    number = one.number
    if not one.entry.number:
        number = one.name
    elif not number:
        number = one.name if one.is_flat_named else 0.7 * one.name
    elif not one.is_number_placed:
        number *= 0.7
    score = (
        STREET * street
        + POSTCODE * _postcode(reading, one.entry)
        + NUMBER * number
        + UNIT * UNIT_SCORES.get(one.unit, 0)
    )
    if one.name >= NAMED:
        score += NAME_BONUS
    if one.entry.is_other:
        score -= OTHER_ADDRESS
    return round(score + town_bonus(one), 4)


def _postcode(reading: Reading, entry: Entry) -> float:
    if entry.postcode and entry.postcode in reading.postcodes:
        return 1.0
    written = reading.postcodes or reading.elsewhere
    if not written or not entry.postcode:
        return NO_POSTCODE
    return max(nearness_of(one, entry.postcode) for one in written)


# Reasons


def _reason(reading: Reading, one: Comparison, around: Around) -> str:
    if one.is_single:
        return "single_postcode"
    if one.unit != "same":
        return UNIT_REASONS[one.unit]
    if one.entry.is_other:
        return "other_address"
    if not one.entry.house.is_part and one.entry.building in around.divided:
        return "building"
    if one.number and one.number < 1:
        return NUMBER_REASONS.get(one.number, "near_number")
    if one.entry.postcode in reading.postcodes:
        if one.street == 1:
            return "whole"
        return "similar_street_postcode" if one.street else "house_postcode"
    if reading.postcodes or reading.elsewhere:
        return "other_postcode"
    return "street" if one.street == 1 else "similar_street"
