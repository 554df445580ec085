"""Postcodes of the United Kingdom, and how people write them.

Sources: Royal Mail, Programmers' Guide to the Postcode Address File, edition 7, 1
(the format and its letters); BS 7666.
"""

import re
import unicodedata
from functools import lru_cache

from ..text.visible import visible

# Of a text, so much is looked at.
MAX_LENGTH = 20_000
# The longer ones first.
AREAS = (
    "AB|AL|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|BX|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE"
    "|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|FK|FY|GL|GU|GX|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM"
    "|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA"
    "|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN"
    "|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|B|E|G|L|M|N|S|W"
)
# Areas with a district 0: their letter O stands for nought.
WITH_NOUGHT = "BL|CA|CM|CR|FY|HA|PR|SL|SS|TS"
BLANK = r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]{0,4}"
DISTRICT = "[0-9][0-9A-HJKMNOPR-Y]?"
INWARD = "[0-9O][ABD-HJLNP-UW-Z]{2}"
# Groups: outward and inward code in prose; those of a text that is a postcode alone,
# whose area may be unknown; the number of a British Forces Post Office.
POSTCODE = re.compile(
    # Most words are no beginning of any.
    r"\b(?=[A-Z]{1,2} ?[0-9O]|B\.?F)"
    rf"(?:((?:{AREAS}) ?{DISTRICT}"
    rf"|(?:{WITH_NOUGHT})O){BLANK}({INWARD})"
    rf"|(?<![\w\W])([A-Z]{{1,2}}{DISTRICT}){BLANK}({INWARD})(?=\s{{0,9}}\Z)"
    rf"|B\.?F\.?P\.?O\.?{BLANK}([0-9]{{1,4}}))\b",
    re.I,
)
# "E4 2nd phase", and "HU5 our bin".
ORDINAL = re.compile(r"1ST|2ND|3RD|[04-9]TH")
WORDS = set("OAF OAR OAT ODD ODE OFF OFT OLD ONE OPT ORE OUR OUT OWE OWL OWN".split())
# "HU 6 7JY" in capitals; "me 5 2nd" is none.
SPACED = re.compile(r"[A-Z]{2} [0-9A-Z]{1,2}")
LONGEST = 8
_SIGNS = str.maketrans("OIL", "011")
_BLANKS = re.compile(r"[\W_]+")


def postcode(text: str | None) -> str:
    """Return the postcode in a text as `HU5 3ER` or `BFPO 801`; "" for none.

    Args:
        text: a postcode with any blanks, or prose that contains one. Of several, the
            first that is no part of a sentence: "House B2 3am, 21 Cottage Lane HU5 2DZ"
            is in HU5 2DZ.
    """
    text = (text or "")[:MAX_LENGTH]
    return _short(text) if len(text) <= LONGEST else _read(text)


def without_postcode(text: str) -> str:
    """Return a text with a blank in place of its postcode.

    Args:
        text: as that of `postcode`.
    """
    text = text[:MAX_LENGTH]
    if found := _find(text):
        return f"{text[: found.start()]} {text[found.end() :]}"
    return " " if postcode(text) else text


def tidy_postcode(text: str) -> str:
    """Return the normal form of a text that is a postcode alone, any other unchanged.

    Args:
        text: text of a field for a postcode.
    """
    normal = postcode(text)
    return normal if normal and not without_postcode(text).strip() else text


@lru_cache(maxsize=20_000)
def _short(text: str) -> str:
    return _read(text)


def _read(text: str) -> str:
    if not text.isascii():
        text = visible(unicodedata.normalize("NFKC", text))
    text = text.strip()
    if found := _find(text):
        return _normal(found)
    return _repaired(_BLANKS.sub("", text[: 3 * LONGEST]).upper())


def _normal(found: re.Match[str]) -> str:
    if found[5]:
        return f"BFPO {int(found[5])}"
    outward = (found[1] or found[3]).upper().replace(" ", "")
    inward = (found[2] or found[4]).upper()
    # The area may have an O of its own: OX1, CO4.
    area = 2 if outward[:2].isalpha() else 1
    district = outward[area:].replace("O", "0")
    return f"{outward[:area]}{district} {inward[0].replace('O', '0')}{inward[1:]}"


def _find(text: str) -> re.Match[str] | None:
    """Return the first postcode that is no part of a sentence."""
    found = POSTCODE.finditer(text)
    return next((match for match in found if not _is_prose(match, text)), None)


def _is_prose(match: re.Match[str], text: str) -> bool:
    if match[3] or match[5] or match[0] == text.strip():
        return False
    inward = match[2].upper()
    is_ordinal = bool(ORDINAL.fullmatch(inward))
    if " " in match[1]:
        is_spaced = SPACED.fullmatch(match[1]) and match[2].isupper()
        return is_ordinal or not is_spaced or inward in WORDS
    if is_ordinal:
        is_followed = text[match.end() :][:20].lstrip(" \t\u00a0")[:1].isalnum()
        return is_followed or (match[1].isupper() and match[2][1:].islower())
    return inward in WORDS


def _repaired(compact: str) -> str:
    """Return the postcode that a text without blanks is meant to be; "" for none.

    Typists take O for nought, nought for O, and I or L for one.
    """
    outward, inward = compact[:-3], compact[-3:]
    if not 2 <= len(outward) <= 4 or not any(map(str.isdigit, outward)):
        return ""
    for length in (2, 1):
        area = outward[:length].replace("0", "O").replace("1", "I")
        district = outward[length:].translate(_SIGNS)
        meant = f"{area}{district} {inward[0].translate(_SIGNS)}{inward[1:]}"
        found = POSTCODE.fullmatch(meant)
        if found and area in AREAS.split("|"):
            return _normal(found)
    return ""
