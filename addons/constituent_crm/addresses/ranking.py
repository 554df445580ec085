"""Ranking of the properties that a text may mean, and whether the best is certain."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from . import postcodes
from .comparison import NAMED, Comparison, compare
from .entry import Entry
from .house_numbers import END_OF_RANGE, SAME
from .reading import STEM, Reading
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
# How well a postcode fits that is not the property's.
SAME_SECTOR, SAME_DISTRICT, NO_POSTCODE, OTHER_POSTCODE = 0.6, 0.4, 0.5, 0.1
NAME_BONUS, TOWN_BONUS = 0.03, 0.01
# An alternative or former address is second to one that is in use: above `MARGIN`.
OTHER_ADDRESS = 0.04
MAX_TOWN_WORDS = 3
# The best is certain only if it is ahead by this much.
MARGIN = 0.035
MIN_SCORE = 0.5
# For a postcode that one property has alone.
SINGLE_SCORE = 0.95
# Less similar names of streets are not certain without the postcode.
SURE_STREET = 0.86


# A property with its score.
Scored = tuple[float, Comparison]


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


@dataclass(frozen=True, slots=True)
class Around:
    """What the gazetteer has at the postcodes of a text.

    Attributes:
        streets: pairs of street and area.
        doors: pairs of street and number.
        divided: buildings that have flats, here or elsewhere.
        lettered: houses that have another one beside them, as 12 has 12A.
        flats: pairs of street and identifier of a flat.
    """

    streets: frozenset[tuple[str, str]]
    doors: frozenset[tuple[str, int]]
    divided: frozenset[tuple[object, ...]]
    lettered: frozenset[tuple[object, ...]]
    flats: frozenset[tuple[str, str]]


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
    compared = [one for entry in found if (one := compare(reading, entry))]
    named = [one.name_words for one in compared if one.name == 1]
    scored = []
    for one in compared:
        score = _score(reading, one, named)
        if score >= MIN_SCORE:
            scored.append((score, one))
    scored = _best_of_each(scored)
    if not scored:
        return []
    doubt = _doubt(reading, scored, around)
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
    return round(score + _town_bonus(one), 4)


def _town_bonus(one: Comparison) -> float:
    return TOWN_BONUS * min(len(one.places), MAX_TOWN_WORDS)


def _postcode(reading: Reading, entry: Entry) -> float:
    if entry.postcode and entry.postcode in reading.postcodes:
        return 1.0
    written = reading.postcodes or reading.elsewhere
    if not written or not entry.postcode:
        return NO_POSTCODE
    return max(_nearness(one, entry.postcode) for one in written)


def _nearness(written: str, postcode: str) -> float:
    if postcodes.sector(written) == postcodes.sector(postcode):
        return SAME_SECTOR
    if postcodes.district(written) == postcodes.district(postcode):
        return SAME_DISTRICT
    return OTHER_POSTCODE


# Certainty


def _doubt(reading: Reading, scored: list[Scored], around: Around) -> str:
    """Return why the best is not certain, as a code; "" if it is."""
    best = scored[0][1]
    if best.is_beside:
        return "beside"
    if any(_is_rival(scored[0], other) for other in scored[1:]):
        return "several"
    if best.is_single:
        return ""
    checks = (
        _doubt_of_number(best),
        _doubt_of_unit(best, around),
        _doubt_of_street(reading, best),
        _doubt_of_postcode(reading, best, around),
    )
    return next(filter(None, checks), "")


def _is_rival(best: Scored, other: Scored) -> bool:
    """Return whether another property fits about as well.

    It does not where the text names a town or locality of the best one that is not
    the other's. Another whole address in the text does, even without a postcode.
    """
    if other[1].is_whole and not other[1].words & best[1].words:
        return True
    if best[0] - other[0] >= MARGIN or _is_named_besides(best[1], other[1]):
        return False
    if other[1].places < best[1].places:
        there, here = (pair[0] - _town_bonus(pair[1]) for pair in (other, best))
        return there > here
    return True


def _is_named_besides(best: Comparison, other: Comparison) -> bool:
    """Return whether the text names the building of the best one, and not the other's.

    `39, Mill House, Spring Bank` is no house 39 where Mill House is in Spring Bank.
    """
    is_other = other.name < NAMED or (
        other.name < 1 and best.number == SAME > other.number
    )
    is_named = best.name == 1 and is_other
    return is_named and best.unit == "same" and best.street >= other.street


def _doubt_of_number(best: Comparison) -> str:
    is_named = best.name >= NAMED
    if not best.entry.number:
        return "" if is_named or best.unit == "same" else "number"
    if best.number >= END_OF_RANGE and best.is_number_placed:
        return ""
    if best.number and best.is_flat_named:
        # Flat 3, Mill House, 8-10, is in the building that the gazetteer has as 8.
        return ""
    return "" if is_named and not best.number else "number"


def _doubt_of_unit(best: Comparison, around: Around) -> str:
    building = best.entry.building
    if best.unit == "same":
        # A number that is not read may be the flat's.
        is_open = building in around.divided and not best.entry.house.is_part
        return "flat" if is_open and best.has_more_numbers else ""
    is_building = best.unit == "building" or (
        # The gazetteer has no flats of this building.
        best.unit == "floor"
        and building not in around.divided
        and not best.has_name_beside
    )
    return "" if is_building and building not in around.lettered else "flat"


def _doubt_of_street(reading: Reading, best: Comparison) -> str:
    if best.has_other_street:
        return "" if _is_at_corner(best) else "street"
    has_postcode = best.entry.postcode in reading.postcodes
    if best.is_commonplace and not has_postcode:
        return "street"
    if best.street >= SURE_STREET or (has_postcode and best.street):
        return ""
    is_named = best.name >= NAMED
    if has_postcode and (best.number or is_named):
        return ""
    # The street may be left out, or its type.
    has_street = not best.street or best.street >= STEM
    return "" if is_named and has_street and _is_named_fully(best) else "street"


def _is_at_corner(best: Comparison) -> bool:
    """Return whether flat, building and number are written as they are.

    Another street beside them is that of another side of the building.
    """
    return best.is_flat_named and best.number == SAME


def _is_named_fully(best: Comparison) -> bool:
    """Return whether a name says enough without street: `Flat 2, Mill House, Hull`.

    A misspelt name does with the flat.
    """
    if best.number >= END_OF_RANGE:
        return True
    is_spelt = best.name == 1 or bool(best.entry.house.identifiers)
    return is_spelt and bool(best.places)


def _doubt_of_postcode(reading: Reading, best: Comparison, around: Around) -> str:
    entry = best.entry
    if entry.postcode in reading.postcodes:
        return ""
    written = reading.postcodes or reading.elsewhere
    if not written:
        return "town" if best.is_elsewhere else ""
    if best.street < 1:
        return "postcode"
    nearness = max(_nearness(one, entry.postcode) for one in written)
    if nearness < SAME_DISTRICT:
        return "postcode"
    if not reading.postcodes and nearness < SAME_SECTOR:
        return "postcode"
    if any(
        street == entry.street and area != entry.area for street, area in around.streets
    ):
        return "postcode"
    number = entry.number.value if entry.number else 0
    if (entry.street, str(number)) in around.flats:
        return "postcode"
    if any(other == number for street, other in around.doors if street != entry.street):
        return "postcode"
    return ""


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
        return "range" if one.number == END_OF_RANGE else "near_number"
    if one.entry.postcode in reading.postcodes:
        if one.street == 1:
            return "whole"
        return "similar_street_postcode" if one.street else "house_postcode"
    if reading.postcodes or reading.elsewhere:
        return "other_postcode"
    return "street" if one.street == 1 else "similar_street"
