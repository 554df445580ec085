"""Words by their sound: double metaphone, also of what English ears make of a word.

Source: Philips (“The Double Metaphone Search Algorithm”, 2000), of the package
`doublemetaphone`. It knows two readings of many spellings. Further readings, of Polish,
Irish, Greek, Welsh and pinyin, are respelt in English first; they were chosen by hand.
"""

import re
from functools import lru_cache

from doublemetaphone import doublemetaphone

# The longest word whose sound is told: an algorithm for names, not for texts.
MAX_LENGTH = 40
# Respelling of what English speakers hear, by language.
READINGS: tuple[tuple[tuple[re.Pattern[str], str], ...], ...] = tuple(
    tuple((re.compile(spelt), heard) for spelt, heard in reading)
    for reading in (
        (
            (r"(?<=[kpt])rz", "sh"), (r"szcz", "shch"), (r"sz|s(?=[wcn]?i)", "sh"),
            (r"cz", "ch"), (r"rz", "zh"), (r"ci(?=[aeiouk])", "chi"), (r"w", "v"),
            (r"j", "y"),
        ),
        (
            (r"^s(?=i?[oe]|ea|i[noa])", "sh"), (r"[bm]h", "v"), (r"(?<=.)[dg]h", ""),
            (r"c(?=[aou])", "k"),
        ),
        ((r"^ch", "h"), (r"tz|dj", "j")),
        ((r"dd", "th"), (r"^ll", "l"), (r"w(?![aeiou])", "oo")),
        ((r"^x", "sh"), (r"^q(?!u)", "sh"), (r"^zh", "j"), (r"^c(?=[aiou])", "ts")),
    )
)  # fmt: skip
# Names that are not said as they are written, and what is heard.
IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "aoife:eefa beauchamp:beecham belvoir:beaver caoimhe:keeva cholmondeley:chumley"
        " cockburn:coburn colquhoun:cahoon dalziel:deeyell eilidh:aylee"
        " featherstonehaugh:fanshaw grainne:gronya mainwaring:mannering"
        " marjoribanks:marchbanks menzies:mingis mhairi:vari nguyen:nuwen niamh:neev"
        " oisin:osheen ruaridh:rory saoirse:seersha sinead:shinaid tadhg:tige"
        " urquhart:erkert wriothesley:rizley"
    ).split()
)
COARSE = str.maketrans("X0", "ST")


@lru_cache(maxsize=50_000)
def codes(word: str) -> frozenset[str]:
    """Return the codes of a word: two that sound alike share one.

    >>> bool(codes("thompson") & codes("tomson")), bool(codes("rees") & codes("reece"))
    (True, True)

    Args:
        word: word in lower case Latin letters.

    Returns:
        At most two for each reading; none for a word without letters.
    """
    readings = {word[:MAX_LENGTH], IRREGULAR.get(word, "")}
    for reading in READINGS:
        heard = word[:MAX_LENGTH]
        for spelt, sound in reading:
            heard = spelt.sub(sound, heard)
        readings.add(heard)
    return frozenset(
        code for reading in readings for code in _double_metaphone(reading) if code
    )


@lru_cache(maxsize=50_000)
def coarse_code(word: str) -> str:
    """Return one code of a word, which more words share than any of `codes`.

    Args:
        word: word in lower case Latin letters.

    Returns:
        Capital letters; the word itself if it has no code.
    """
    first, _second = _double_metaphone(word[:MAX_LENGTH])
    return first.translate(COARSE) or word


def _double_metaphone(word: str) -> tuple[str, str]:
    # The p of Thompson and Simpson is not heard.
    first, second = doublemetaphone(re.sub(r"mp(?=[st])", "m", word))
    return first, second or first
