"""Extraction of a sender's phone number, address and name from a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from odoo.addons.constituent_crm.matching import normalise

from . import sender_name, sender_phone

# Clues stand at the beginning and at the end. Of a long text, this many characters of
# each are read.
MAX_BEGINNING = 10_000
MAX_END = 5_000
STREET_TYPES = (
    "street|st|road|rd|avenue|ave|lane|ln|drive|close|grove|crescent|way|place|court"
    "|terrace|gardens|walk|square|hill|parade|view|row|park|green|mews|drove|garth"
)
# What is counted is no house: "3 weeks in a row", "2 mattresses across the drive".
NO_STREET = (
    "weeks?|days?|times|hours|months|years|bins?|bags?|across|along|beside|in|on|at"
)
STREET = re.compile(
    rf"(?:\b(?:flat|unit|apartment|room) ?\w{{1,4}},? ?)?"
    rf"\b\d{{1,4}}(?:[a-z]|[½¼¾⅓⅔])?(?:[-/]\d{{1,4}})?,? "
    rf"(?:(?!(?:{NO_STREET})\b)[a-z][a-z'’.-]{{0,30}},? ){{1,4}}?"
    rf"(?:{STREET_TYPES})\b(?! (?:{STREET_TYPES})\b)",
    re.I,
)


@dataclass(frozen=True)
class Clues:
    """The values found; "" where nothing was found.

    Attributes:
        phone: the number that the sender says is theirs, in normal form.
        mentioned: all numbers in the text, whoever they are of.
        postcode: the first postcode.
        street: house and street of the first address.
        name: the name that the sender gives.
    """

    phone: str = ""
    mentioned: tuple[str, ...] = ()
    postcode: str = ""
    street: str = ""
    name: str = ""


def find_clues(text: str, region: str | None = None, signature: str = "") -> Clues:
    """Extract the clues in a text.

    >>> found = find_clues(
    ...     "12 Park Avenue HU5 3ER missed. Jane Smith, 07700 900123", "GB"
    ... )
    >>> found.phone, found.postcode, found.street, found.name
    ('+447700900123', 'HU5 3ER', '12 Park Avenue', 'Jane Smith')

    Args:
        text: text of a message. Of a long one, only the beginning and the end are read.
        region: ISO 3166 code of the country that national phone numbers belong to.
        signature: the signature below it, where that is known.

    Returns:
        The first postcode and street, the sender's own number, and the most likely
        name.
    """
    text, signature = _ends(text), _ends(signature)
    own = sender_phone.before_others(text)
    signature = sender_phone.before_others(signature)
    phone, phone_start = sender_phone.find(own, signature, region)
    whole = f"{text}\n{signature}"
    street = STREET.search(whole)
    return Clues(
        phone=phone,
        mentioned=sender_phone.numbers(whole, region),
        postcode=normalise.postcode(text) or normalise.postcode(signature),
        street=" ".join(street[0].split()) if street else "",
        name=sender_name.find(f"{own}{sender_phone.PARAGRAPH}{signature}", phone_start),
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


def _ends(text: str) -> str:
    if len(text) <= MAX_BEGINNING + MAX_END:
        return text
    return f"{text[:MAX_BEGINNING]}\n{text[-MAX_END:]}"
