"""Postcodes in a text: what may be one. The gazetteer knows which is."""

import re
from dataclasses import dataclass

# Any space may be between its halves, and the letter O may stand for nought.
BRITISH = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{1,2})([0-9Oo][A-Za-z0-9]?)[^\S\r\n]{0,3}"
    r"([0-9Oo])([A-Za-z]{2})(?![A-Za-z0-9])"
)
# Elsewhere: 1234, 12345, 1234 AB, 123 45, 12-345, 1234-567.
ELSEWHERE = re.compile(
    r"(?<![A-Za-z0-9])(?:\d{4} ?[A-Z]{2}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}"
    r"|\d{4,6})(?![A-Za-z0-9])"
)
ORDINALS = {"1ST", "2ND", "3RD", "4TH", "5TH", "6TH", "7TH", "8TH", "9TH", "0TH"}
# Letters that Royal Mail does not use in the second half.
UNUSED = set("CIKMOV")
MAX_POSTCODES = 8


@dataclass(frozen=True, slots=True)
class Postcode:
    """What may be a postcode.

    Attributes:
        text: normal form, such as `HU5 3ER`.
        start: its first character in the text.
        end: the character after it.
        is_sound: whether it is written as one, so that an unknown one says that the
            address is elsewhere. `B2 3am` and `B12 3rd` are not.
    """

    text: str
    start: int
    end: int
    is_sound: bool


def find(text: str) -> list[Postcode]:
    """Return what may be a postcode, at most `MAX_POSTCODES` of each kind.

    Args:
        text: any text.
    """
    found: list[Postcode] = []
    for hit in BRITISH.finditer(text):
        if any(sign.isdigit() for sign in hit[0]) and len(found) < MAX_POSTCODES:
            found.append(_british(hit))
    count = len(found)
    for hit in ELSEWHERE.finditer(text):
        if len(found) < count + MAX_POSTCODES:
            found.append(Postcode(hit[0], hit.start(), hit.end(), is_sound=False))
    return found


def normal(text: str) -> str:
    """Return the postcode that a text is, in normal form; "" if it is none."""
    hit = BRITISH.fullmatch(" ".join(text.split()))
    return _british(hit).text if hit else ""


def sector(postcode: str) -> str:
    """Return the sector, `HU5 3` of `HU5 3ER`."""
    return postcode[:-2] if " " in postcode else postcode


def district(postcode: str) -> str:
    """Return the district, `HU5` of `HU5 3ER`."""
    return postcode.partition(" ")[0]


def _british(hit: re.Match[str]) -> Postcode:
    area, rest, digit, unit = (part.upper() for part in hit.groups())
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
    return Postcode(f"{area}{rest} {inward}", hit.start(), hit.end(), is_sound)
