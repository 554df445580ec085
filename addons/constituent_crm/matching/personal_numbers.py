"""Numbers that a state issues to one person for life, as for its social security.

Sources: HM Revenue and Customs, National Insurance Manual NIM39110 (letters of National
Insurance numbers, prefixes that are not allocated) and NIM39130 (temporary numbers);
the package `python-stdnum` for other countries.
"""

import re
from types import ModuleType

import stdnum
from stdnum import luhn

from ..text.visible import visible

# The last letter is of no person's own: the number is unique without it, and payrolls
# may leave it out (HM Revenue and Customs, Real Time Information).
NATIONAL_INSURANCE = re.compile(
    r"((?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6})[A-D]?"
)
# "TN", a date of birth and the sex, where no number is known.
TEMPORARY = re.compile(r"TN[0-9]{6}[FM]?")
# Examples in forms and guidance.
EXAMPLE = re.compile(r"((?:QQ|AB)123456)[A-D]?")
EXAMPLES = {"123456", "1234567", "12345678", "123456789", "1234567890"}
SEPARATORS = re.compile(r"[\s./‐‑–-]+")
MIN_LENGTH = 6
MAX_LENGTH = 20
# With separators and invisible characters.
MAX_WRITTEN = 100
# Of numbers whose form is not known.
MIN_DIGITS = 5
# British numbers are issued on the Isle of Man, too, and not on the Channel Islands.
BRITISH = {"GB", "IM"}
# Modules of `stdnum` by ISO 3166 code. Countries where people go by several numbers,
# and it knows but one, are left out.
MODULES = {
    "AT": ("vnr",),
    "BE": ("nn", "bis"),
    "BG": ("egn", "pnf"),
    "BR": ("cpf",),
    "CA": ("sin",),
    "CH": ("ssn",),
    "CL": ("rut",),
    "CN": ("ric",),
    "CR": ("cpf", "cr"),
    "CU": ("ni",),
    "CZ": ("rc",),
    "DK": ("cpr",),
    "DO": ("cedula",),
    "EC": ("ci",),
    "EE": ("ik",),
    "ES": ("dni", "nie"),
    "FI": ("hetu",),
    "FR": ("nir",),
    "GR": ("amka",),
    "HR": ("oib",),
    "IE": ("pps",),
    "IL": ("idnr",),
    "IN": ("aadhaar",),
    "IS": ("kennitala",),
    "IT": ("codicefiscale",),
    "KR": ("rrn",),
    "LT": ("asmens",),
    "MX": ("curp",),
    "MY": ("nric",),
    "NL": ("bsn",),
    "NO": ("fodselsnummer",),
    "PE": ("cui",),
    "PK": ("cnic",),
    "PL": ("pesel",),
    "RO": ("cnp",),
    "SI": ("emso",),
    "SK": ("rc",),
    "TH": ("pin",),
    "TR": ("tckimlik",),
    "UA": ("rntrc",),
    "US": ("ssn",),
    "ZA": ("idnr",),
}


def normal_form(text: str | None, region: str | None) -> str:
    """Return the normal form of a personal number; "" if it cannot be one.

    >>> normal_form("zy 98 76 54 c", "GB"), normal_form("ZY987654", "GB")
    ('ZY987654', 'ZY987654')
    >>> normal_form("44051401359", "PL"), normal_form("44051401358", "PL")
    ('44051401359', '')

    Args:
        text: the number as written.
        region: ISO 3166 code of the country whose number it is, "" if unknown.

    Returns:
        Capitals and digits without separators, and a National Insurance number without
        its last letter. Numbers that stand for an unknown one have a form, too.
    """
    number = SEPARATORS.sub("", visible((text or "")[:MAX_WRITTEN])).upper()
    is_possible = number.isascii() and number.isalnum()
    if not is_possible or not MIN_LENGTH <= len(number) <= MAX_LENGTH:
        return ""
    if example := EXAMPLE.fullmatch(number):
        return example[1]
    if is_filler(number):
        return number
    if region in BRITISH:
        british = NATIONAL_INSURANCE.fullmatch(number)
        return british[1] if british else ""
    if region == "SE":
        return _swedish(number)
    if modules := _modules(region or ""):
        return _checked(number, modules)
    digits = sum(character.isdigit() for character in number)
    return number if digits >= MIN_DIGITS and digits * 3 > len(number) else ""


def _modules(region: str) -> list[ModuleType]:
    found = (stdnum.get_cc_module(region, name) for name in MODULES.get(region, ()))
    return [module for module in found if module]


def _checked(number: str, modules: list[ModuleType]) -> str:
    """Return a number as it is compared; "" if no module knows it as valid."""
    # Finnish numbers have a sign for the century, of which only "-" is a separator.
    for spelling in (number, f"{number[:6]}-{number[6:]}"):
        for module in modules:
            if module.is_valid(spelling):
                return SEPARATORS.sub("", str(module.compact(spelling))).upper()
    return ""


def _swedish(number: str) -> str:
    """Return a Swedish personal or coordination number without its century."""
    number = number[-10:] if len(number) == 12 else number
    return number if len(number) == 10 and luhn.is_valid(number) else ""


def is_filler(number: str) -> bool:
    """Return whether a number stands for an unknown one, as `QQ123456` does.

    Args:
        number: a number in normal form.
    """
    digits = "".join(filter(str.isdigit, number))
    return (
        len(set(digits)) == 1
        or number in EXAMPLES
        or bool(EXAMPLE.fullmatch(number) or TEMPORARY.fullmatch(number))
    )
