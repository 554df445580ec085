"""Spellings of a phone number whose normal form is known."""

import re

import phonenumbers
from phonenumbers import PhoneNumberFormat

FORMATS = (
    PhoneNumberFormat.E164,
    PhoneNumberFormat.INTERNATIONAL,
    PhoneNumberFormat.NATIONAL,
)


def of_phone(number: str) -> set[str]:
    """Return the spellings of a phone number.

    Example:
        `+447700900123` is also `+44 7700 900123`, `07700 900123` and `07700900123`.

    Args:
        number: phone number in E.164.

    Returns:
        The number in E.164, international and national format, with and without spaces.
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return {number}
    spelt = {phonenumbers.format_number(parsed, form) for form in FORMATS}
    return spelt | {text.replace(" ", "") for text in spelt}


def digits_of_phone(number: str) -> set[str]:
    """Return the digits of a phone number, with the prefixes it may be dialled with.

    Args:
        number: phone number in E.164.

    Returns:
        Texts of digits alone.
    """
    bare = {re.sub("[^0-9]", "", text) for text in of_phone(number)}
    return bare | {f"00{number.removeprefix('+')}"}
