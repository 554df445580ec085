"""Parts of buildings: Flat 2, Room 3, First Floor Flat."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from .tokens import Token
from .vocabulary import (
    ABOVE,
    FLOOR_FLATS,
    FLOOR_WORDS,
    FLOORS,
    NAMED_PARTS,
    NUMBER_WORDS,
    NUMBERED_UNITS,
    PLURALS,
    POSITIONS,
    UNIT_WORDS,
)

# The second flat of a Scottish first floor: 1F2, and 1FL for the left one.
BY_FLOOR = r"(?:\d{1,2}|[bgt])f[1-9lr]"
IDENTIFIER = re.compile(
    rf"^0*+({BY_FLOOR}|\d{{1,4}}[a-z]?|[a-z]\d{{0,4}}|\d{{1,3}}\.\d{{1,3}})"
)
# On its own; a postcode may end in 1FL.
FLAT_BY_FLOOR = re.compile(r"(?:\d{1,2}|[bgt])f[1-9]")
RANGE = re.compile(r"(\d{1,4})-(\d{1,4})")


@dataclass(slots=True)
class Units:
    """The parts of buildings that a text names.

    Attributes:
        identifiers: pairs of kind and identifier, such as ("unit", "2"), or a range of
            them, such as ("unit", "7-8").
        floors: floors, such as `floor1`, and positions, such as `rear`.
        places: the tokens that say so.
        is_numberless: whether a word such as `flat` stands without identifier.
        names: those parts without identifier that may be named so, such as `annexe`.
    """

    identifiers: list[tuple[str, str]] = field(default_factory=list)
    floors: set[str] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    is_numberless: bool = False
    names: set[str] = field(default_factory=set)


def find(tokens: Sequence[Token]) -> Units:
    """Return the parts of buildings that tokens name."""
    units = Units()
    for place, token in enumerate(tokens):
        if place in units.places:
            continue
        if kind := UNIT_WORDS.get(token.text):
            _read_unit(tokens, place, kind, units)
        elif kind := NUMBERED_UNITS.get(token.text):
            if _is_numbered(tokens, place):
                _read_unit(tokens, place, kind, units)
        elif floor := FLOORS.get(token.text):
            _read_floor(tokens, place, floor, units)
        elif floor := FLOOR_FLATS.get(token.text):
            units.places.add(place)
            units.floors.add(floor)
        elif FLAT_BY_FLOOR.fullmatch(token.text):
            units.places.add(place)
            units.identifiers.append(("unit", token.text))
        elif token.text in FLOOR_WORDS and place:
            _read_misspelt(tokens, place, units)
    if units.places:
        _read_positions(tokens, units)
    if "flat" in units.names and any(token.text in ABOVE for token in tokens):
        # The flat above the shop.
        units.names.discard("shop")
    return units


def identifier(text: str) -> str:
    """Return an identifier of a flat without leading zeros; "" if it is none."""
    found = IDENTIFIER.fullmatch(text)
    return found[1] if found else ""


def is_within(one: str, other: str) -> bool:
    """Return whether two identifiers are one, or the second a range with the first.

    >>> is_within("8", "7-8"), is_within("7-8", "7-8"), is_within("7", "8")
    (True, True, False)
    """
    if one == other:
        return True
    ends = RANGE.fullmatch(other)
    if not ends or not one.isdigit():
        return False
    return int(ends[1]) <= int(one) <= int(ends[2])


def _is_numbered(tokens: Sequence[Token], place: int) -> bool:
    """Return whether an identifier follows: that of Pitch 4, or Pitch No 4."""
    following = place + 1
    while following < len(tokens) and tokens[following].text in NUMBER_WORDS:
        following += 1
    return (
        following < len(tokens)
        and not tokens[place].is_last
        and tokens[following].number is not None
    )


def _read_unit(tokens: Sequence[Token], place: int, kind: str, units: Units) -> None:
    units.places.add(place)
    following = place + 1
    while following < len(tokens) and tokens[following].text in NUMBER_WORDS:
        units.places.add(following)
        following += 1
    is_told = place - 1 in units.places or (
        place > 1 and tokens[place - 1].text in POSITIONS
    )
    if (
        following >= len(tokens)
        or (tokens[place].is_last and following == place + 1)
        or (is_told and not _has_number_after(tokens, following))
    ):
        _add_numberless(tokens[place], units)
        return
    token = tokens[following]
    if _read_several(tokens, following, kind, units):
        return
    name = identifier(token.text)
    if token.number and token.number.end:
        _read_units(tokens, following, kind, units)
        return
    if token.number and token.number.suffix:
        name = token.number.identifier
    if not name:
        _add_numberless(tokens[place], units)
        return
    units.places.add(following)
    units.identifiers.append((kind, name))


def _read_several(tokens: Sequence[Token], place: int, kind: str, units: Units) -> bool:
    """Read `3 to 5` or `6 & 7` as a range, and return whether it is one.

    Behind a word such as `flat`, the number of the house follows.
    """
    last = place + 1
    is_stretch = last < len(tokens) and tokens[last].text == "to"
    if last < len(tokens) and tokens[last].text in ("to", "and"):
        last += 1
    if last >= len(tokens) or tokens[place].is_last:
        return False
    is_plural = tokens[place - 1].text in PLURALS
    if not (is_plural or (last + 1 < len(tokens) and tokens[last + 1].number)):
        return False
    one, other = tokens[place].text, tokens[last].text
    if not (one.isdigit() and other.isdigit() and tokens[last].number):
        return False
    if int(other) != int(one) + 1 and not (is_stretch and int(other) > int(one)):
        return False
    units.places |= set(range(place, last + 1))
    units.identifiers.append((kind, f"{int(one)}-{int(other)}"))
    return True


def _add_numberless(token: Token, units: Units) -> None:
    units.is_numberless = True
    if name := NAMED_PARTS.get(token.text):
        units.names.add(name)


def _read_units(tokens: Sequence[Token], place: int, kind: str, units: Units) -> None:
    """Read two numbers: Units 7-8 are one part, Flat 2/14 is flat 2 of house 14.

    Flat 2/1 is one identifier where the house has its own number: `Flat 2/1, 34`.
    """
    number = tokens[place].number
    if not number:
        return
    if not number.is_slashed:
        units.places.add(place)
        units.identifiers.append((kind, f"{number.identifier}-{number.end}"))
        return
    beside = (*tokens[max(place - 6, 0) : place], *tokens[place + 1 : place + 6])
    if any(token.number and not token.number.end for token in beside):
        units.places.add(place)
        units.identifiers.append((kind, number.pair))
    else:
        units.identifiers.append((kind, number.identifier))


def _has_number_after(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a number ends a part, or another one follows soon.

    The 2 is the flat's in `First Floor Flat 2 14 Park Road`, the house's in
    `First Floor Flat 2 Park Road`.
    """
    return tokens[place].is_last or any(
        token.number for token in tokens[place + 1 : place + 5]
    )


def _read_floor(tokens: Sequence[Token], place: int, floor: str, units: Units) -> None:
    following = tokens[place + 1].text if place + 1 < len(tokens) else ""
    if following in FLOOR_WORDS or _is_misspelt_floor(following):
        units.places |= {place, place + 1}
    elif following in UNIT_WORDS or floor == "floor-1":
        units.places.add(place)
    else:
        return
    units.floors.add(floor)


def _read_misspelt(tokens: Sequence[Token], place: int, units: Units) -> None:
    """Read a floor such as `gronud floor`."""
    before = tokens[place - 1].text
    for word, floor in FLOORS.items():
        if len(word) > 3 and OSA.distance(before, word, score_cutoff=1) <= 1:
            units.places |= {place - 1, place}
            units.floors.add(floor)
            return


def _is_misspelt_floor(word: str) -> bool:
    return OSA.distance(word, "floor", score_cutoff=1) <= 1


def _read_positions(tokens: Sequence[Token], units: Units) -> None:
    for place, token in enumerate(tokens):
        if token.text in POSITIONS and {place - 1, place + 1} & units.places:
            units.places.add(place)
            units.floors.add("rear" if token.text == "back" else token.text)
