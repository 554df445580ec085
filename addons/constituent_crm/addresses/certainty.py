"""Whether the best of the properties that a text may mean is certain."""

from dataclasses import dataclass

from . import postcodes
from .comparison import NAMED, Comparison
from .entry import Entry
from .house_numbers import END_OF_RANGE, IN_RANGE, SAME
from .reading import STEM, Reading
from .vocabulary import IN_FULL, PLAIN_WORDS

# How well a postcode fits that is not the property's.
SAME_SECTOR, SAME_DISTRICT, NO_POSTCODE, OTHER_POSTCODE = 0.6, 0.4, 0.5, 0.1
TOWN_BONUS = 0.01
MAX_TOWN_WORDS = 3
# The best is certain only if it is ahead by this much.
MARGIN = 0.035
# Names of fewer words are those of many buildings: Sunnyside.
MIN_NAME_LENGTH = 2
# Less similar names of streets are not certain without the postcode.
SURE_STREET = 0.86

# A property with its score.
Scored = tuple[float, Comparison]


@dataclass(frozen=True, slots=True)
class Around:
    """What the gazetteer has at the postcodes of a text.

    Attributes:
        streets: pairs of street and area.
        doors: pairs of street and number.
        divided: buildings that have flats, here or elsewhere.
        lettered: houses that have another one beside them, as 12 has 12A.
        flats: pairs of street and identifier of a flat.
        parts: pairs of building and identifier of a flat, here or elsewhere.
    """

    streets: frozenset[tuple[str, str]]
    doors: frozenset[tuple[str, int]]
    divided: frozenset[tuple[object, ...]]
    lettered: frozenset[tuple[object, ...]]
    flats: frozenset[tuple[str, str]]
    parts: frozenset[tuple[tuple[object, ...], str]]


def doubt(reading: Reading, scored: list[Scored], around: Around) -> str:
    """Return why the best is not certain, as a code; "" if it is.

    Args:
        reading: the text.
        scored: properties, best first; at least one.
        around: what the gazetteer has beside them.
    """
    best = scored[0][1]
    if best.is_beside or (best.is_longer and not best.number):
        return "beside"
    if any(_is_rival(scored[0], other) for other in scored[1:]):
        return "several"
    if best.entry.postcode not in reading.postcodes and any(
        _is_named_too(best, other) for _score, other in scored[1:]
    ):
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
        there, here = (pair[0] - town_bonus(pair[1]) for pair in (other, best))
        return there > here
    return True


def _is_named_too(best: Comparison, other: Comparison) -> bool:
    """Return whether the text names another building, and may mean that.

    It may with `Falcon House or Falcon Court`, and with `Royal Oak, 14 Dock Street`
    where the gazetteer has both in the street.
    """
    if other.name < 1 or other.is_beside or other.name_words & best.name_words:
        return False
    if _is_plain(other.entry):
        return False
    is_in_street = not best.entry.name and other.street == best.street == 1
    is_other = other.entry.building != best.entry.building
    return is_other and (is_in_street or not best.street)


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
    if best.entry.house.is_of_name and best.number and not best.is_number_of_name:
        # 4 Castle Road (Windmill Terrace) may be in either.
        return "number"
    if best.number >= IN_RANGE and best.is_number_placed:
        return ""
    if best.number and best.is_flat_named:
        # Flat 3, Mill House, 8-10, is in the building that the gazetteer has as 8.
        return ""
    return "" if is_named and not best.number else "number"


def _doubt_of_unit(best: Comparison, around: Around) -> str:
    building = best.entry.building
    number = best.entry.number
    if number and best.is_number_of_name:
        # 9 Morrison Heights may be flat 9 of it, where it is number 9 in its street.
        is_part = best.entry.house.is_part
        if not is_part and (building, number.identifier) in around.parts:
            return "flat"
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
    if is_spelt and best.places:
        return True
    # No other building has the name, or it would be a rival.
    return best.name == 1 and not _is_plain(best.entry)


def _is_plain(entry: Entry) -> bool:
    """Return whether the name of a building may be that of many: The Old Mill."""
    words = entry.house.name
    return len(words) < MIN_NAME_LENGTH or all(
        IN_FULL.get(word, word) in PLAIN_WORDS for word in words
    )


def _doubt_of_postcode(reading: Reading, best: Comparison, around: Around) -> str:
    entry = best.entry
    if entry.postcode in reading.postcodes:
        return ""
    written = reading.postcodes or reading.elsewhere
    if not written:
        return "town" if best.is_elsewhere else ""
    if best.street < 1:
        return "postcode"
    nearness = max(nearness_of(one, entry.postcode) for one in written)
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


def town_bonus(one: Comparison) -> float:
    """Return what the words of its locality and town add to the score."""
    return TOWN_BONUS * min(len(one.places), MAX_TOWN_WORDS)


def nearness_of(written: str, postcode: str) -> float:
    """Return how well a postcode fits that is not the property's, from 0 to 1."""
    if postcodes.sector(written) == postcodes.sector(postcode):
        return SAME_SECTOR
    if postcodes.district(written) == postcodes.district(postcode):
        return SAME_DISTRICT
    return OTHER_POSTCODE
