"""Alternative and former addresses of a property, from its lines of text.

The gazetteer keeps each as one line, as `gazetteer.addresses.single_line` writes it, or
as somebody has typed it: `The Old Mill, Larch Row, Hull`, `69 Larch Row`, `Ty Coch`.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from ..matching import normalise, places
from . import tokens
from .search_keys import key_of
from .vocabulary import IN_FULL, STREET_TYPES, WELSH_STREETS

# So many lines of a property are looked at.
MAX_LINES = 20
NUMBERED = re.compile(
    r"(\d{1,4}[A-Za-z½¼¾]?(?: ?[-/] ?\d{1,4}[A-Za-z]?)?) ++(?=\D)(.++)"
)

# House, street, locality with town, and postcode, as `Entry.of` takes them.
Parts = tuple[str, str, tuple[str, ...], str]


@lru_cache(maxsize=20_000)
def parts_of(
    text: str, street: str, towns: tuple[str, ...], postcode: str
) -> tuple[Parts, ...]:
    """Return the parts of the other addresses of a property.

    >>> parts_of("69 Larch Row, Hull", "Elm Road", ("", "Hull", ""), "HU5 3ER")
    (('69', 'Larch Row', ('', 'Hull', ''), 'HU5 3ER'),)

    Args:
        text: addresses, one a line.
        street: the property's street. It is that of a line that has none.
        towns: the property's locality, town and administrative area.
        postcode: the property's postcode.
    """
    lines = (line for line in text.splitlines() if line.strip())
    found = (
        _parts_of_line(line[: normalise.MAX_LENGTH], street, towns, postcode)
        for line, _number in zip(lines, range(MAX_LINES), strict=False)
    )
    return tuple(dict.fromkeys(parts for parts in found if parts[0]))


def _parts_of_line(
    line: str, street: str, towns: tuple[str, ...], postcode: str
) -> Parts:
    if found := normalise.postcode(line):
        postcode, line = found, normalise.without_postcode(line)
    pieces = [piece for part in line.split(",") if (piece := " ".join(part.split()))]
    if len(pieces) > 1 and (found := places.postcode(pieces[-1])):
        # The gazetteer keeps another country's postcode as it is written.
        postcode = pieces.pop()
    known = {town.casefold() for town in towns if town}
    while len(pieces) > 1 and pieces[-1].casefold() in known:
        pieces.pop()
    place = _place_of_street(pieces, street)
    if place is None:
        return ", ".join(pieces), street, towns, postcode
    others = pieces[place + 1 :]
    numbered = NUMBERED.fullmatch(pieces[place])
    number, name = numbered.groups() if numbered else ("", pieces[place])
    house = ", ".join(filter(None, (*pieces[:place], number)))
    return house, name, (*towns, *others), postcode


def _place_of_street(pieces: Sequence[str], street: str) -> int | None:
    """Return which piece has the street; None where only the house is named."""
    names = [_without_number(piece) for piece in pieces]
    own = _key(street)
    for place, name in enumerate(names):
        if own and _key(name) == own:
            return place
    numbered = {n for n, name in enumerate(names) if name != pieces[n]}
    typed = [n for n, name in enumerate(names) if _is_street(name)]
    for place in typed:
        # Rose Court, Elm Road: a building is named as streets are.
        if place in numbered or (place and place + 1 not in typed):
            return place
    if numbered and not typed:
        return min(numbered)
    return 1 if len(pieces) > 1 else None


def _without_number(piece: str) -> str:
    numbered = NUMBERED.fullmatch(piece)
    return numbered[2] if numbered else piece


def _key(text: str) -> str:
    return key_of(_words(text))


def _words(text: str) -> list[str]:
    return [token.text for token in tokens.split(tokens.fold(text))]


def _is_street(name: str) -> bool:
    """Return whether a name has the type of a street, Welsh ones at the beginning."""
    words = _words(name)
    if len(words) < 2:
        return False
    last = "street" if words[-1] == "st" else IN_FULL.get(words[-1], words[-1])
    return last in STREET_TYPES or words[0] in WELSH_STREETS
