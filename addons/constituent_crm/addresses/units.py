"""Parts of buildings: Flat 2, Room 3, First Floor Flat."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from .tokens import Token
from .vocabulary import FLOOR_WORDS, FLOORS, NUMBER_WORDS, POSITIONS, UNIT_WORDS

IDENTIFIER = re.compile(r"^0*+(\d{1,4}[a-z]?|[a-z]\d{0,4}|\d{1,3}\.\d{1,3})")


@dataclass(slots=True)
class Units:
    """The parts of buildings that a text names.

    Attributes:
        identifiers: pairs of kind and identifier, such as ("unit", "2").
        floors: floors, such as `floor1`, and positions, such as `rear`.
        places: the tokens that say so.
        is_numberless: whether a word such as `flat` stands without identifier.
    """

    identifiers: list[tuple[str, str]] = field(default_factory=list)
    floors: set[str] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    is_numberless: bool = False


def find(tokens: Sequence[Token]) -> Units:
    """Return the parts of buildings that tokens name."""
    units = Units()
    for place, token in enumerate(tokens):
        if place in units.places:
            continue
        if kind := UNIT_WORDS.get(token.text):
            _read_unit(tokens, place, kind, units)
        elif floor := FLOORS.get(token.text):
            _read_floor(tokens, place, floor, units)
        elif token.text in FLOOR_WORDS and place:
            _read_misspelt(tokens, place, units)
    if units.places:
        _read_positions(tokens, units)
    return units


def identifier(text: str) -> str:
    """Return an identifier of a flat without leading zeros; "" if it is none."""
    found = IDENTIFIER.fullmatch(text)
    return found[1] if found else ""


def _read_unit(tokens: Sequence[Token], place: int, kind: str, units: Units) -> None:
    units.places.add(place)
    following = place + 1
    while following < len(tokens) and tokens[following].text in NUMBER_WORDS:
        units.places.add(following)
        following += 1
    if (
        following >= len(tokens)
        or (tokens[place].is_last and following == place + 1)
        or (place - 1 in units.places and not _has_number_after(tokens, following))
    ):
        units.is_numberless = True
        return
    token = tokens[following]
    name = identifier(token.text)
    if token.number and token.number.end:
        # Flat 2/14 is flat 2 of house 14; Rooms 1-5 are one part.
        first = token.number
        units.identifiers.append((kind, first.identifier))
        if not first.is_slashed:
            units.places.add(following)
        return
    if token.number and token.number.suffix:
        name = token.number.identifier
    if not name:
        units.is_numberless = True
        return
    units.places.add(following)
    units.identifiers.append((kind, name))


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
