"""One spelling for what people write in many: phones, e-mails, postcodes, names."""

import re
import unicodedata
from functools import lru_cache

import phonenumbers
from anyascii import anyascii

from . import transliteration

# The longest text that is looked at: names and numbers are far shorter.
MAX_LENGTH = 200

EMAIL = re.compile(r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+$")
# Royal Mail's format of a postcode, with or without the space.
POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b", re.I)
COMPANY_NUMBER = re.compile(r"^([A-Z]{2}[0-9]{6}|[A-Z]{2}[0-9]{5}[A-Z]|R[0-9]{7})$")
CHARITY_NUMBER = re.compile(r"^([0-9]{6,7}|SC[0-9]{6}|NIC[0-9]{6})$")
OUTWARD = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]?$", re.I)


def phone(text: str | None, region: str | None) -> str:
    """Return the number in E.164, e.g. `+447700900123`; '' if it is not valid.

    Args:
        text: the number as written.
        region: ISO code of the country that national numbers belong to.
    """
    try:
        number = phonenumbers.parse((text or "")[:MAX_LENGTH], region or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_start(text: str, region: str | None) -> str:
    """Return the start in E.164 of a number that is still being typed: `+447700`.

    Args:
        text: digits, with any separators.
        region: as in `phone`.
    """
    # The national prefix in brackets is left out abroad: +44 (0)7700.
    if not text.lstrip().startswith("("):
        text = text.replace("(0)", "")
    digits = re.sub(r"[^0-9]", "", text[:MAX_LENGTH])
    if text.lstrip().startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    country = phonenumbers.country_code_for_region(region or "")
    trunk = phonenumbers.ndd_prefix_for_region(region or "", True) or ""
    return f"+{country}{digits.removeprefix(trunk)}" if country else ""


def email(text: str | None) -> str:
    """Return the e-mail address in lower case; '' if it is not valid."""
    address = (text or "")[: MAX_LENGTH * 10].strip().lower()
    return address if len(address) <= MAX_LENGTH and EMAIL.match(address) else ""


def postcode(text: str | None) -> str:
    """Return the first postcode in `text` as `HU5 3ER`; '' if there is none."""
    found = POSTCODE.search((text or "")[: MAX_LENGTH * 10])
    return f"{found[1]} {found[2]}".upper() if found else ""


def name(text: str | None) -> str:
    """Lower case Latin words without punctuation: `O'Néil` is `oneil`.

    Other scripts are transliterated: `Łukasz`, `Наталья` and `विजय` are found by who
    types `lukasz`, `natalya` and `vijay`. Emoji are left out.
    """
    return _folded((text or "")[:MAX_LENGTH])


# A search compares one spelling with many, several times over.
@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    if not text.isascii():
        text = anyascii(
            transliteration.romanised(
                "".join(character for character in text if _is_written(character))
            )
        )
        text = text[:MAX_LENGTH]
    parted = re.sub(r"[-./,&]", " ", text.casefold())
    return " ".join(re.sub(r"[^\w\s]|_", "", parted).split())


def _is_written(character: str) -> bool:
    """Return whether `character` is a letter, accent, digit, punctuation or space."""
    return character.isspace() or unicodedata.category(character)[0] in "LMNP"


def code(text: str | None) -> str:
    """Remove spaces and dashes from an account or registration number: `SC123456`."""
    return re.sub(r"[\s-]", "", (text or "")[: MAX_LENGTH * 10]).upper()[:MAX_LENGTH]


def identifier(kind: str, text: str | None, region: str | None) -> str:
    """Return the normal form of an identifier of type `kind`; '' if it is not valid.

    Args:
        kind: the identifier's type, e.g. `phone` or `uprn`.
        text: the identifier as written.
        region: as in `phone`.
    """
    if kind == "phone":
        return phone(text, region)
    normal = NORMAL_FORMS.get(kind, code)
    return normal(text)


def uprn(text: str | None) -> str:
    """Return a Unique Property Reference Number without leading zeros; '' if not valid.

    At most 12 digits (GeoPlace, the UPRN's definition).
    """
    digits = code(text).lstrip("0")
    return digits if digits.isascii() and digits.isdigit() and len(digits) <= 12 else ""


def company_number(text: str | None) -> str:
    """Return a Companies House number with its leading zeros; '' if it is not valid.

    8 digits, or letters for the register and digits: `SC123456`, `IP12345R`.
    """
    found = code(text)
    if found.isascii() and found.isdigit() and len(found) <= 8:
        return found.zfill(8)
    return found if COMPANY_NUMBER.match(found) else ""


def charity_number(text: str | None) -> str:
    """Return a charity regulator's registration number; '' if it is not valid.

    England and Wales 6 or 7 digits, Scotland `SC012345`, Northern Ireland `NIC101234`.
    """
    found = code(text)
    return found if CHARITY_NUMBER.match(found) else ""


def account(text: str | None) -> str:
    """Return an account number; '' if it has no digit."""
    found = code(text)
    return found if any(character.isdigit() for character in found) else ""


NORMAL_FORMS = {
    "email": email,
    "uprn": uprn,
    "company_number": company_number,
    "charity_number": charity_number,
    "council_tax": account,
    "business_rates": account,
}
