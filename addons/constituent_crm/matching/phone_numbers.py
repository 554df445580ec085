"""Normal form of phone numbers, and what can be done with them.

The normal form is E.164, such as `+441482300300`, with an extension as RFC 3966 (5.3)
writes it: `+441482300300;ext=12`. A `tel:` link dials it, and reading it again gives
the same form.
"""

import re
import unicodedata
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from ..text.visible import visible

# The longest text that is looked at: numbers are far shorter.
MAX_LENGTH = 200
CACHED_LENGTH = 32
TAKE_TEXTS = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
OWN_LINES = {
    PhoneNumberType.MOBILE,
    PhoneNumberType.PAGER,
    PhoneNumberType.PERSONAL_NUMBER,
}
# Types that say how long a country's numbers usually are.
USUAL_TYPES = (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)
# Ofcom reserves 07700 900000 to 900999 for drama: they have no type.
DRAMA_MOBILE = re.compile(r"\+447(?![06])\d{9}$")

_START = re.compile(r"[\d+(]")
_DIALLED = re.compile(r"[\d\s+()./~\u2010-\u2015\u2212-]++")
_EXTENSION = re.compile(
    r"(?:;ext=|,,|#|(?:extension|extn|ext|xtn|x|internal|int|durchwahl|poste)[.:]?)"
    r"\s?#?(\d{1,7})\)?",
    re.I,
)
# Which of several numbers it is. Other words say that it is another person's.
_KIND = re.compile(r"(?:home|h|work|w|mobile|mob|m|landline|day|evening)\)?\.?", re.I)
_SEPARATOR = re.compile(
    r"\n|;(?!ext=)|(?<!,),(?!,)|[/&|]|\b(?:or|and|oder|und|ou|et|lub|neu)\b", re.I
)


def phone(text: str | None, region: str | None) -> str:
    """Return the normal form of a phone number; "" for none.

    Numbers that only neighbours can dial, and those with letters in them, are none.

    >>> phone("07700 900123", "GB"), phone("01482 300300 ext 12", "GB")
    ('+447700900123', '+441482300300;ext=12')

    Args:
        text: the number as written, perhaps with a word before it: `Tel: 01482 …`.
        region: ISO 3166 code of the country that national numbers belong to.
    """
    text = (text or "")[:MAX_LENGTH]
    # The same number is read several times while it is stored.
    return _cached(text, region) if len(text) <= CACHED_LENGTH else _read(text, region)


def phones(text: str | None, region: str | None) -> tuple[str, ...]:
    """Return the normal forms of the numbers of one cell or field.

    >>> phones("01482 300300 / 07700 900123", "GB")
    ('+441482300300', '+447700900123')

    Args:
        text: one or several numbers.
        region: as in `phone`.

    Returns:
        The numbers in their order; () if any part is none.
    """
    text = (text or "")[:MAX_LENGTH]
    if whole := phone(text, region):
        return (whole,)
    found: list[str] = []
    for part in filter(str.strip, _SEPARATOR.split(text)):
        numbers = _side_by_side(part, region)
        if not numbers:
            return ()
        found += numbers
    return tuple(dict.fromkeys(found))


def takes_texts(number: str) -> bool:
    """Return whether a phone number takes text messages.

    Args:
        number: a number in normal form.

    Returns:
        False for landlines, for numbers of services and for extensions.
    """
    kind = _kind(number)
    return ";" not in number and (
        kind in TAKE_TEXTS or bool(DRAMA_MOBILE.match(number))
    )


def is_own_line(number: str) -> bool:
    """Return whether a number is a mobile phone's. Households share landlines.

    Args:
        number: a number in normal form.
    """
    return _kind(number) in OWN_LINES or bool(DRAMA_MOBILE.match(number))


def dialled(text: str) -> str:
    """Write the extension of a number so that a `tel:` link dials it.

    >>> dialled("+44 1482 300300 x12")
    '+44 1482 300300;ext=12'

    Args:
        text: a number as it is shown to readers.

    Returns:
        The number as it was, but for an extension at its end.
    """
    number, extension = _split(text[:MAX_LENGTH]) or ("", "")
    return f"{number.strip()};ext={extension}" if extension else text


@lru_cache(maxsize=20_000)
def _kind(number: str) -> int:
    try:
        return phonenumbers.number_type(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return PhoneNumberType.UNKNOWN


@lru_cache(maxsize=20_000)
def _cached(text: str, region: str | None) -> str:
    return _read(text, region)


def _read(text: str, region: str | None) -> str:
    if not text.isascii():
        text = visible(unicodedata.normalize("NFKC", text))
    parts = _split(text.strip())
    if not parts:
        return ""
    dialled, extension = parts
    try:
        number = phonenumbers.parse(dialled, region or None)
    except phonenumbers.NumberParseException:
        return ""
    if not _is_complete(number):
        return ""
    normal = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{normal};ext={extension}" if extension else normal


def _split(written: str) -> tuple[str, str] | None:
    """Return what is dialled, and the extension; None for letters in the number."""
    start = _START.search(written)
    if not start or written[: start.start()][-1:].isalpha():
        return None
    number = _DIALLED.match(written, start.start())
    if not number or "+" in number[0].strip()[1:].replace("(+", "("):
        return None
    rest = written[number.end() :]
    if not rest or _KIND.fullmatch(rest):
        return number[0], ""
    extension = _EXTENSION.fullmatch(rest)
    return (number[0], extension[1]) if extension else None


def _is_complete(number: PhoneNumber) -> bool:
    """Return whether a number can be dialled from everywhere.

    Not every version of the library knows new ranges and Ofcom's numbers for drama as
    valid. Such a number has the usual length of its country's numbers.
    """
    if phonenumbers.is_valid_number(number):
        return True
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return False
    digits = phonenumbers.national_significant_number(number)
    # 00000000000 and 1111111111 stand for an unknown number.
    if len(set(digits)) == 1 or digits.startswith("0"):
        return False
    return len(digits) in _usual_lengths(number.country_code or 0)


@lru_cache(maxsize=300)
def _usual_lengths(country_code: int) -> frozenset[int]:
    region = phonenumbers.region_code_for_country_code(country_code)
    examples = (
        phonenumbers.example_number_for_type(region, kind) for kind in USUAL_TYPES
    )
    return frozenset(
        len(phonenumbers.national_significant_number(one)) for one in examples if one
    )


def _side_by_side(text: str, region: str | None) -> list[str]:
    """Return the numbers of a text without separators between them; [] for none."""
    if whole := phone(text, region):
        return [whole]
    found, words = [], ""
    for word in text.split():
        words = f"{words} {word}".strip()
        if number := phone(words, region):
            found.append(number)
            words = ""
    return [] if words else found
