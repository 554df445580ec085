"""One spelling for what people write in many: phones, e-mails, postcodes, names."""

import re
import unicodedata
from functools import lru_cache

import phonenumbers

# The longest text that is looked at: names and numbers are far shorter.
LONGEST = 200

EMAIL = re.compile(r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+$")
# Royal Mail's format of a postcode, with or without the space.
POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b", re.I)
OUTWARD = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]?$", re.I)


def phone(text: str | None, region: str | None) -> str:
    """The number in E.164, e.g. `+447700900123`; '' when it is no number.

    Args:
        region: ISO code of the country that national numbers belong to.
    """
    try:
        number = phonenumbers.parse((text or "")[:LONGEST], region or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_start(text: str, region: str | None) -> str:
    """How the E.164 of a number begins that is still being typed: `+447700`.

    Args:
        text: digits with what people write between them.
        region: as in `phone`.
    """
    digits = re.sub(r"[^0-9]", "", text)
    if text.lstrip().startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    country = phonenumbers.country_code_for_region(region or "")
    trunk = phonenumbers.ndd_prefix_for_region(region or "", True) or ""
    return f"+{country}{digits.removeprefix(trunk)}" if country else ""


def email(text: str | None) -> str:
    """The address in lower case; '' when it is none."""
    address = (text or "").strip().lower()
    return address if len(address) <= LONGEST and EMAIL.match(address) else ""


def postcode(text: str | None) -> str:
    """The first postcode in `text` as `HU5 3ER`; '' when there is none."""
    found = POSTCODE.search((text or "")[: LONGEST * 10])
    return f"{found[1]} {found[2]}".upper() if found else ""


def name(text: str | None) -> str:
    """Lower case words without diacritics and punctuation: `O'Néil` is `oneil`."""
    return _folded((text or "")[:LONGEST])


# A search compares one spelling with many, several times over.
@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    parted = re.sub(r"[-./,&]", " ", bare)
    return " ".join(re.sub(r"[^\w\s]|_", "", parted).split())


def code(text: str | None) -> str:
    """An account or registration number without spaces and dashes: `SC123456`."""
    return re.sub(r"[\s-]", "", text or "").upper()[:LONGEST]


def identifier(kind: str, text: str | None, region: str | None) -> str:
    """The normal form of an identifier of type `kind`; '' when it is not one.

    Args:
        region: as in `phone`.
    """
    if kind == "phone":
        return phone(text, region)
    if kind == "email":
        return email(text)
    if kind == "uprn":
        return uprn(text)
    return code(text)


def uprn(text: str | None) -> str:
    """A Unique Property Reference Number without leading zeros; '' when it is none.

    At most 12 digits (GeoPlace, the UPRN's definition).
    """
    digits = code(text).lstrip("0")
    return digits if digits.isascii() and digits.isdigit() and len(digits) <= 12 else ""
