"""Extraction of a sender's phone number, address and name from a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import phonenumbers

from odoo.addons.constituent_crm.matching.normalise import POSTCODE

# Clues stand at the beginning and at the end. Of a long text, this many characters of
# each are read.
MAX_BEGINNING = 10_000
MAX_END = 5_000
STREET_TYPES = (
    "street|st|road|rd|avenue|ave|lane|ln|drive|close|grove|crescent|way|place|court"
    "|terrace|gardens|walk|square|hill|parade|view|row|park|green|mews|drove|garth"
)
STREET = re.compile(
    rf"(?:\b(?:flat|unit|apartment|room) ?\w{{1,4}},? ?)?"
    rf"\b\d{{1,4}}[a-z]?(?:[-/]\d{{1,4}})?,? "
    rf"(?:[a-z][a-z'’.-]{{0,30}},? ){{1,4}}?"
    rf"(?:{STREET_TYPES})\b(?! (?:{STREET_TYPES})\b)",
    re.I,
)
NAME_WORD = r"[A-Z][A-Za-zÀ-ɏ'’-]{0,30}\.?"
NAME = rf"{NAME_WORD}(?: {NAME_WORD}){{1,3}}"
MAX_NAME_LENGTH = 160
# "Jane Smith, 07700 900123" and "Jane Smith (tel: 07700 900123)"
NAME_BEFORE_PHONE = re.compile(
    rf"\b({NAME})(?:[ ,:;(–][ ,:;(–-]{{0,4}})?"
    r"(?:(?:my )?(?:tel|phone|mobile|mob|number|no)\b[ .:]{0,5})?$"
)
INTRODUCTION = re.compile(rf"\b(?:[Mm]y name is|[Mm]y name's) ({NAME})")
CLOSING = re.compile(
    r"^\W{0,20}(?:(?:kind|best|warm|many)? ?(?:regards|wishes|thanks)|thank you|thanks"
    r"|cheers|yours (?:sincerely|faithfully|truly)|sincerely)\b.{0,20}$",
    re.I,
)
WHOLE_NAME = re.compile(rf"^({NAME})[.,]?$")


@dataclass(frozen=True)
class Clues:
    """The values found; "" where nothing was found. The phone number is in E.164."""

    phone: str = ""
    postcode: str = ""
    street: str = ""
    name: str = ""


def find_clues(text: str, region: str | None = None) -> Clues:
    """Extract the clues in a text.

    >>> found = read("12 Park Avenue HU5 3ER missed. Jane Smith, 07700 900123", "GB")
    >>> found.phone, found.postcode, found.street, found.name
    ('+447700900123', 'HU5 3ER', '12 Park Avenue', 'Jane Smith')

    Args:
        text: text of a message. Of a long one, only the beginning and the end are read.
        region: ISO 3166 code of the country that national phone numbers belong to.

    Returns:
        The first phone number, postcode and street, and the most likely name.
    """
    if len(text) > MAX_BEGINNING + MAX_END:
        text = f"{text[:MAX_BEGINNING]}\n{text[-MAX_END:]}"
    phone, phone_start = _phone(text, region)
    postcode = POSTCODE.search(text)
    street = STREET.search(text)
    return Clues(
        phone=phone,
        postcode=f"{postcode[1]} {postcode[2]}".upper() if postcode else "",
        street=" ".join(street[0].split()) if street else "",
        name=_name(text, phone_start),
    )


def choose(text: str, codes: Iterable[str]) -> str:
    """Return the one code that a text contains as a word.

    >>> choose("My brown bin was missed", ["black", "blue", "brown"])
    'brown'

    Args:
        text: text of a message.
        codes: codes to choose from, compared without case.

    Returns:
        The code, or "" if none or several are contained.
    """
    words = set(re.findall(r"\w+", text.lower()))
    found = [code for code in codes if code.lower() in words]
    return found[0] if len(found) == 1 else ""


def _phone(text: str, region: str | None) -> tuple[str, int]:
    """Return the first phone number in E.164 and its position; "" and -1 without one.

    Possible numbers suffice, because not every version of the library knows Ofcom's
    numbers for drama and new ranges as valid.
    """
    leniency = phonenumbers.Leniency.POSSIBLE
    for match in phonenumbers.PhoneNumberMatcher(text, region or None, leniency):
        digits = re.sub(r"\D", "", match.raw_string)
        if not digits.startswith("0") and "+" not in match.raw_string:
            continue
        number = phonenumbers.format_number(
            match.number, phonenumbers.PhoneNumberFormat.E164
        )
        return number, match.start
    return "", -1


def _name(text: str, phone_start: int) -> str:
    before = text[:phone_start].rsplit("\n", 1)[-1] if phone_start > 0 else ""
    before = before[-MAX_NAME_LENGTH:]
    found = INTRODUCTION.search(text) or NAME_BEFORE_PHONE.search(before)
    if found:
        return found[1]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines[:-1]):
        after = WHOLE_NAME.match(lines[number + 1])
        if CLOSING.match(line) and after:
            return after[1].rstrip(".")
    last = WHOLE_NAME.match(lines[-1]) if len(lines) > 1 else None
    return last[1].rstrip(".") if last else ""
