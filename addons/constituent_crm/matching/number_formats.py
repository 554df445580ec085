"""How a number that is known in its normal form may have been written."""

import re

import phonenumbers
from phonenumbers import PhoneNumberFormat

FORMATS = (
    PhoneNumberFormat.E164,
    PhoneNumberFormat.INTERNATIONAL,
    PhoneNumberFormat.NATIONAL,
)


def of_phone(number: str) -> set[str]:
    """A number in E.164 as people and machines write it.

    Example:
        `+447700900123` is also `+44 7700 900123`, `07700 900123` and `07700900123`.
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return {number}
    spelt = {phonenumbers.format_number(parsed, form) for form in FORMATS}
    return spelt | {text.replace(" ", "") for text in spelt}


def digits_of_phone(number: str) -> set[str]:
    """The digits of a number in E.164, with the prefixes it may be dialled with."""
    bare = {re.sub("[^0-9]", "", text) for text in of_phone(number)}
    return bare | {f"00{number.removeprefix('+')}"}
