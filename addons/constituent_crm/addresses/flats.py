"""Comparison of the flat that a text names with that of a property."""

import re

from .entry import Entry
from .reading import Located, Reading
from .tokens import LETTERS
from .units import is_within
from .vocabulary import OUTBUILDINGS

# The second room of block or corridor B: B2.
LETTERED = re.compile(r"[a-z]\d{1,3}")
# How a flat fits, by its code.
FITS = {
    "same": "the same flat, or none on both sides",
    "building": "a flat without its number, and the property is the building",
    "floor": "a flat by its floor alone, and the property is the building",
    "unknown": "a flat that the property does not have",
    "bare": "a number that may be a flat's, and the property has none",
    "missing": "the property is a flat, and none is named",
    "partly": "the flat is named in another way",
    "other": "another flat",
}


def fit(
    reading: Reading, entry: Entry, rest: list[int], name: Located, *, has_more: bool
) -> str:
    """Return how the flat of a property fits what is written, as in `FITS`.

    Args:
        reading: the text.
        entry: the property.
        rest: numbers of the text that may be a flat's.
        name: where the name of the building stands.
        has_more: whether there are numbers beside that of the house.
    """
    units = reading.units
    house = entry.house
    named = list(units.identifiers)
    bare = _bare(reading, rest, name)
    if not (entry.number and entry.number.end):
        bare |= _slashed(reading, entry)
    if not house.is_part:
        return _fit_building(reading, entry, bare, has_more=has_more)
    wanted = house.identifiers
    bare |= _letters(reading, entry)
    if wanted and all(
        any(kind == other and is_within(name, one) for other, name in named)
        or (not _of_kind(named, kind) and any(is_within(name, one) for name in bare))
        for kind, one in wanted
    ):
        is_block = all(kind == "block" for kind, _name in wanted)
        is_inside = bool(bare) or any(kind != "block" for kind, _name in named)
        return "unknown" if is_block and is_inside else "same"
    if wanted and _of_kind(named, wanted[0][0]):
        return "other"
    if house.parts:
        return _fit_named(reading, house.parts, bare)
    if not wanted and house.floors == units.floors:
        return "same"
    if not wanted and units.floors:
        return "partly" if house.floors & units.floors else "other"
    if not wanted and named:
        return "other"
    return "missing"


def _fit_named(reading: Reading, parts: frozenset[str], bare: set[str]) -> str:
    """Return how a part without identifier fits, such as an annexe."""
    units = reading.units
    if units.identifiers or units.floors or bare:
        return "other"
    if parts & units.names:
        return "same"
    return "other" if units.names else "missing"


def _fit_building(
    reading: Reading, entry: Entry, bare: set[str], *, has_more: bool
) -> str:
    """Return how a property that is no part of a building fits, as in `FITS`."""
    units = reading.units
    named = units.identifiers
    suffix = entry.number.suffix if entry.number else ""
    if named and suffix and all(one == suffix for _kind, one in named):
        return "same"
    if units.floors and not (named or has_more):
        return "floor"
    if named or units.floors or units.names & OUTBUILDINGS.keys():
        return "unknown"
    if bare:
        return "bare"
    if not units.is_numberless:
        return "same"
    return "partly" if has_more else "building"


def _of_kind(named: list[tuple[str, str]], kind: str) -> bool:
    return any(one == kind for one, _name in named)


def _bare(reading: Reading, rest: list[int], name: Located) -> set[str]:
    """Return the identifiers without a word before them, as in `C, 11`."""
    tokens = reading.written.tokens
    bare = {
        one.pair if one.is_slashed else one.identifier
        for place in rest
        if (one := tokens[place].number)
    }
    named = {phrase.first for phrase in name.phrases} | reading.units.places
    behind = {phrase.last + 1 for phrase in name.phrases}
    for place, token in enumerate(tokens):
        if place in reading.units.places or place in reading.closed:
            continue
        is_beside = place in behind or place + 1 in named
        if is_beside and LETTERED.fullmatch(token.text):
            # F17 may be flat 17.
            bare |= {token.text, token.text.removeprefix("f")}
        if token.text not in LETTERS or place + 1 == len(tokens):
            continue
        is_marked = token.is_last or place + 1 in named
        is_before_number = tokens[place + 1].number and (token.is_capital or not place)
        if is_marked or is_before_number:
            bare.add(token.text)
    return bare


def _slashed(reading: Reading, entry: Entry) -> set[str]:
    """Return the identifiers of the flats that are written as 2/14, or 14/2."""
    own = entry.number.value if entry.number else 0
    written = [
        number
        for token in reading.written.tokens
        if (number := token.number) and number.is_slashed and own
    ]
    first = {one.identifier for one in written if one.end == own}
    return first | {one.last.identifier for one in written if one.value == own}


def _letters(reading: Reading, entry: Entry) -> set[str]:
    """Return the letters of the flats that are written as 12A."""
    return {
        token.number.suffix
        for token in reading.written.tokens
        if token.number
        and token.number.suffix
        and entry.number
        and token.number.value == entry.number.value
    }
