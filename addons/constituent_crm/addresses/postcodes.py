"""Postcodes in a text: what may be one. The gazetteer knows which is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from ..matching import normalise, places
from . import postal_forms

# Any space may be between its halves, and the letter O may stand for nought.
BRITISH = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{1,2})([0-9Oo][A-Za-z0-9]?)[^\S\r\n]{0,3}"
    r"([0-9Oo])([A-Za-z]{2})(?![A-Za-z0-9])"
)
# Its parts, and signs, apart in other ways: HU 5 3ER, HU5-3ER, H U 5 3 E R.
APART = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z](?: ?[A-Za-z])?) ?([0-9Oo] ?[A-Za-z0-9]?)[ .-]{0,2}"
    r"([0-9Oo]) ?([A-Za-z] ?[A-Za-z])(?![A-Za-z0-9])"
)
ORDINALS = {"1ST", "2ND", "3RD", "4TH", "5TH", "6TH", "7TH", "8TH", "9TH", "0TH"}
# Letters that Royal Mail does not use in the second half.
UNUSED = set("CIKMOV")
# Years are not taken for postcodes of four digits that the gazetteer lacks.
YEARS = re.compile(r"(?:19|20)\d\d")
MAX_POSTCODES = 8
# How far before a postcode the name of a town is looked for.
MAX_WORD_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Postcode:
    """What may be a postcode.

    Attributes:
        text: normal form, such as `HU5 3ER`.
        start: its first character in the text.
        end: the character after it.
        is_sound: whether it is written as one, so that an unknown one says that the
            address is elsewhere. `B2 3am` and `B12 3rd` are not.
        spellings: how the gazetteer may have it.
        is_single: whether each property has its own, as in Ireland.
    """

    text: str
    start: int
    end: int
    is_sound: bool
    spellings: tuple[str, ...]
    is_single: bool = False


def find(text: str, country: str = "") -> list[Postcode]:
    """Return what may be a postcode, at most `MAX_POSTCODES` of each kind.

    Args:
        text: any text.
        country: ISO 3166 code of the council's country, "" if it is not known.
    """
    found = _first(_british(hit) for hit in BRITISH.finditer(text) if _has_digit(hit))
    taken = {place for one in found for place in range(one.start, one.end)}
    found += _first(
        replace(_british(hit), is_sound=False)
        for hit in APART.finditer(text)
        if _has_digit(hit) and hit.start() not in taken
    )
    for form in postal_forms.of(country):
        taken = {place for one in found for place in range(one.start, one.end)}
        found += _first(
            _other(hit, form, text)
            for hit in form.pattern.finditer(text)
            if hit.start() not in taken
        )
    return found


def spellings_in(text: str | None, country: str = "") -> tuple[str, ...]:
    """Return how the gazetteer may have the postcode that a text holds.

    >>> spellings_in("near 5 Dam, 1012 ab Amsterdam", "NL")[:2]
    ('1012AB', '1012 AB')

    Args:
        text: a postcode, or prose with one. Of several, the first counts.
        country: as in `find`.

    Returns:
        Spellings, the normal form first; none without a postcode.
    """
    if british := normalise.postcode(text):
        return (british,)
    text = (text or "")[: normalise.MAX_LENGTH].strip()
    for form in postal_forms.of(country):
        for hit in islice(form.pattern.finditer(text), MAX_POSTCODES):
            found = _other(hit, form, text)
            if found.is_sound or hit[0] == text:
                normal = places.postcode(found.text) or found.text
                return tuple(dict.fromkeys((normal, *found.spellings)))
    return ()


def sector(postcode: str) -> str:
    """Return the sector, `HU5 3` of `HU5 3ER`."""
    return postcode[:-2] if " " in postcode else postcode


def district(postcode: str) -> str:
    """Return the district, `HU5` of `HU5 3ER`, or the first digits of another form."""
    first, separator, _rest = postcode.replace("-", " ").partition(" ")
    return first if separator else postcode[:-2]


def _first(postcodes: Iterator[Postcode]) -> list[Postcode]:
    return list(islice(postcodes, MAX_POSTCODES))


def _has_digit(hit: re.Match[str]) -> bool:
    return any(sign.isdigit() for sign in hit[0])


def _british(hit: re.Match[str]) -> Postcode:
    area, rest, digit, unit = (part.upper().replace(" ", "") for part in hit.groups())
    rest = rest[0].replace("O", "0") + rest[1:]
    if len(rest) == 2 and rest[1] == "O":
        rest = f"{rest[0]}0"
    inward = digit.replace("O", "0") + unit
    is_sound = (
        hit[2][0].isdigit()
        and hit[3].isdigit()
        and inward not in ORDINALS
        and not UNUSED & set(unit)
    )
    text = f"{area}{rest} {inward}"
    return Postcode(text, hit.start(), hit.end(), is_sound, (text,))


def _other(hit: re.Match[str], form: postal_forms.Form, text: str) -> Postcode:
    parts = [part.upper() for part in hit.groups() if part]
    normal = form.separator.join(parts)
    spellings = dict.fromkeys((normal, hit[0].upper(), "".join(parts), " ".join(parts)))
    is_sound = form.is_distinct or (
        form.is_certain and _is_beside_town(hit, text) and not YEARS.fullmatch(normal)
    )
    return Postcode(
        normal,
        hit.start(),
        hit.end(),
        is_sound,
        tuple(spellings),
        form.is_single,
    )


def _is_beside_town(hit: re.Match[str], text: str) -> bool:
    """Return whether the name of a town follows, or stands before in the line."""
    following = text[hit.end() : hit.end() + 2]
    before = text[max(hit.start() - MAX_WORD_LENGTH, 0) : hit.start()].splitlines()
    words = before[-1].replace(",", " ").split() if before else []
    is_followed = following[:1] in (" ", ",") and following[1:].isupper()
    return bool(words) and (is_followed or words[-1][0].isupper())
