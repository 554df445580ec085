"""Spellings of a phone number whose normal form is known."""

import re

import phonenumbers
from phonenumbers import PhoneNumberFormat

from .phone_numbers import dialled

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
        number: phone number in normal form, see `phone_numbers`.

    Returns:
        The number in E.164, international and national format, with and without spaces.
        Of one with an extension, none is without it: the others are of the switchboard.
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return {number}
    spelt = {phonenumbers.format_number(parsed, form) for form in FORMATS}
    if parsed.extension:
        spelt.remove(phonenumbers.format_number(parsed, PhoneNumberFormat.E164))
        spelt |= {number, *map(dialled, spelt)}
    return spelt | {text.replace(" ", "") for text in spelt}


def digits_of_phone(number: str) -> set[str]:
    """Return the digits of a phone number, with the prefixes it may be dialled with.

    Args:
        number: phone number in normal form.

    Returns:
        Texts of digits alone.
    """
    bare = {re.sub("[^0-9]", "", text) for text in of_phone(number)}
    return bare | {"00" + re.sub("[^0-9]", "", number)}
