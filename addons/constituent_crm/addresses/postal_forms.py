"""Forms of postcodes outside the United Kingdom, by country.

Sources: the Universal Postal Union's "Postal addressing systems" and, for Ireland,
the "Eircode Address Database: Product Guide".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

START = r"(?<![A-Za-z0-9])"
END = r"(?![A-Za-z0-9])"
# A space of any kind, or none; or a hyphen.
SPACE = r"[^\S\r\n]?"
HYPHEN = r"[- ]?"
# Abroad the country's code stands before the digits: D-80331.
ABROAD = r"(?:[A-Z]{1,3}-)?"
EIRCODE = r"[0-9ACDEFHKNPRTVWXY]"

FOUR_DIGITS = (
    "AF AL AM AT AU BD BE BG CH CX CY DK GE GL HU LI LU MD MK NF NO NZ PH PY SI TN VE"
    " ZA"
)
FIVE_DIGITS = (
    "BA CR CU DE DO DZ EE EG ES FI FR GT HR IC ID IQ IT JO KE KR KW LA LK LT MA ME MM"
    " MN MX MY NP PE PK RS SA SD SN TH TR UA US UY UZ ZM"
)
SIX_DIGITS = "BY CN CO EC IN KG KZ RO RU SG TJ TM TT VN"


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a country's postcodes.

    Attributes:
        pattern: its parts as groups.
        separator: what stands between the parts in normal form.
        is_distinct: whether hardly anything else is written so.
        is_certain: whether the council's country has it.
        is_single: whether each property has its own.
    """

    pattern: re.Pattern[str]
    separator: str = ""
    is_distinct: bool = False
    is_certain: bool = True
    is_single: bool = False


FOUR = Form(re.compile(rf"{START}{ABROAD}(\d{{4}}){END}"))
FIVE = Form(re.compile(rf"{START}{ABROAD}(\d{{5}}){END}"))
SIX = Form(re.compile(rf"{START}(\d{{3}}){SPACE}(\d{{3}}){END}"))
THREE_AND_TWO = Form(re.compile(rf"{START}(\d{{3}}){SPACE}(\d{{2}}){END}"), " ")
FORMS = {
    **dict.fromkeys(FOUR_DIGITS.split(), FOUR),
    **dict.fromkeys(FIVE_DIGITS.split(), FIVE),
    **dict.fromkeys(SIX_DIGITS.split(), SIX),
    **dict.fromkeys("CZ GR SE SK".split(), THREE_AND_TWO),
    "BR": Form(re.compile(rf"{START}(\d{{5}}){HYPHEN}(\d{{3}}){END}"), "-"),
    "CA": Form(
        re.compile(rf"{START}([A-Z]\d[A-Z]){HYPHEN}(\d[A-Z]\d){END}", re.IGNORECASE),
        " ",
        is_distinct=True,
    ),
    "IE": Form(
        re.compile(
            rf"{START}([AC-FHKNPRTV-Y]\d[0-9W]){SPACE}({EIRCODE}{{4}}){END}",
            re.IGNORECASE,
        ),
        " ",
        is_distinct=True,
        is_single=True,
    ),
    "JP": Form(re.compile(rf"{START}(\d{{3}}){HYPHEN}(\d{{4}}){END}"), "-"),
    "LV": Form(
        re.compile(rf"{START}(LV){HYPHEN}(\d{{4}}){END}", re.IGNORECASE),
        "-",
        is_distinct=True,
    ),
    "MT": Form(
        re.compile(rf"{START}([A-Z]{{3}}){SPACE}(\d{{4}}){END}", re.IGNORECASE), " "
    ),
    "NL": Form(
        re.compile(rf"{START}([1-9]\d{{3}}){SPACE}([A-Z]{{2}}){END}", re.IGNORECASE),
        " ",
    ),
    "PL": Form(re.compile(rf"{START}(\d{{2}}){HYPHEN}(\d{{3}}){END}"), "-"),
    "PT": Form(re.compile(rf"{START}(\d{{4}}){HYPHEN}(\d{{3}}){END}"), "-"),
    "US": Form(re.compile(rf"{START}(\d{{5}})(?:-\d{{4}})?{END}")),
}
# Where the council's country is not known: 1234, 12345, 1234 AB, 123 45, 12-345,
# 1234-567.
ANY = Form(
    re.compile(
        r"(?<![A-Za-z0-9])((?:\d{4} ?[A-Z]{2}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}"
        r"|\d{4,6}))(?![A-Za-z0-9])"
    ),
    is_certain=False,
)
# These have British postcodes.
BRITISH = frozenset(("GB", "IM", "JE", "GG"))


@lru_cache(maxsize=300)
def of(country: str) -> tuple[Form, ...]:
    """Return the forms that a council's postcodes may have besides the British one.

    Args:
        country: ISO 3166 code of its country, "" if it is not known.
    """
    if country in BRITISH:
        return ()
    return (FORMS.get(country, ANY),)
