"""One spelling for what people write in many: phones, e-mails, postcodes, names."""

import re
import unicodedata
from functools import lru_cache

import phonenumbers
from anyascii import anyascii

from ..text.visible import visible
from . import personal_numbers, transliteration
from .phone_numbers import phone, phones
from .postcodes_gb import POSTCODE, postcode, tidy_postcode, without_postcode

__all__ = [
    "POSTCODE",
    "phone",
    "phones",
    "postcode",
    "tidy_postcode",
    "without_postcode",
]

# The longest text that is looked at: names and numbers are far shorter.
MAX_LENGTH = 200

# RFC 5321, 4.1.2, without quoted local parts, which no provider gives. Some providers
# have given local parts with two dots in a row.
EMAIL = re.compile(
    r"[^@\s<>\"(),:;\[\]\\]{1,64}@"
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)++[^\W\d_](?:[\w-]{0,61}[^\W_])"
)
COMPANY_NUMBER = re.compile(r"^([A-Z]{2}[0-9]{6}|[A-Z]{2}[0-9]{5}[A-Z]|R[0-9]{7})$")
CHARITY_NUMBER = re.compile(r"^([0-9]{6,7}|SC[0-9]{6}|NIC[0-9]{6})$")
# Charity and linked charity; 0 stands for the charity itself.
LINKED_CHARITY = re.compile(r"([0-9]{6,7})[-‐‑–/.(]([0-9]{1,3})\)?")
# As letters, so that 12½ is another house than 12 and than 121.
FRACTIONS = str.maketrans(
    {"½": "half", "¼": "quarter", "¾": "threequarters", "⅓": "third", "⅔": "twothirds"}
)
OUTWARD = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]?$", re.I)


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
    """Return the e-mail address in lower case; '' if it cannot be written to.

    Invisible characters, which come with copied text, are removed.
    """
    address = visible((text or "")[: MAX_LENGTH * 10]).strip().lower()
    if len(address) > MAX_LENGTH:
        return ""
    address = address.removeprefix("mailto:")
    return address if EMAIL.fullmatch(address) else ""


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
        text = fractions_as_words(text)
        text = anyascii(
            transliteration.romanised(
                "".join(character for character in text if _is_written(character))
            )
        )
        text = text[:MAX_LENGTH]
    parted = re.sub(r"[-./,&]", " ", text.casefold())
    return " ".join(re.sub(r"[^\w\s]|_", "", parted).split())


def fractions_as_words(text: str) -> str:
    """Write the fractions of house numbers in letters: `12½` is `12half`."""
    return text.translate(FRACTIONS)


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
    if kind == "personal_number":
        return personal_numbers.normal_form(text, region)
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
    A linked charity has a number of its own after that of the main one: `225971-1`.
    """
    joined = re.sub(r"\s", "", (text or "")[: MAX_LENGTH * 10])
    if linked := LINKED_CHARITY.fullmatch(joined):
        main, number = linked[1], int(linked[2])
        return f"{main}-{number}" if number else main
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
