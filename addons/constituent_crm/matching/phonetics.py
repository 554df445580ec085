"""Words by their sound: double metaphone, also of what English ears make of a word.

Source: Philips (“The Double Metaphone Search Algorithm”, 2000), of the package
`doublemetaphone`. It knows two readings of many spellings. Further readings, of other
languages, are respelt in English first; they were chosen by hand.
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
        # English: Hough, Leicester, Berwick, Pfeiffer.
        ((r"gh$", "f"), (r"cester", "ster"), (r"wick", "ick"), (r"^pf", "f")),
        # Polish: Przemek, Szczepan, Wojcik.
        (
            (r"(?<=[kpt])rz", "sh"), (r"szcz", "shch"), (r"sz|s(?=[wcn]?i)", "sh"),
            (r"cz", "ch"), (r"rz", "zh"), (r"ci(?=[aeiouk])", "chi"), (r"w", "v"),
            (r"j", "y"),
        ),
        # Czech, Romanian, Lithuanian, without their accents: Janacek, Zydrunas.
        ((r"c(?=[ei])", "ch"), (r"z", "zh"), (r"j|^i(?=o)", "y")),
        # Irish: Siobhan, Niamh, Caoimhe, Cathal.
        (
            (r"^s(?=i?[oe]|ea|i[noa])", "sh"), (r"[bm]h", "v"), (r"(?<=.)[dg]h", ""),
            (r"th", "h"), (r"c(?=[aou])", "k"),
        ),
        # Greek: Chatzidaki, Bampis; and Lakshmi.
        ((r"^ch", "h"), (r"tz|dj", "j"), (r"mp", "b"), (r"ksh", "ks")),
        # Spanish: Llorente, Jimenez.
        ((r"ll", "y"), (r"j", "h"), (r"^h", "")),
        # Welsh: Gruffydd, Llinos, Huw.
        ((r"dd", "th"), (r"^ll", "l"), (r"w(?![aeiou])", "oo")),
        # Pinyin: Xiaoming, Qian, Zhang, Cai.
        ((r"^x", "sh"), (r"^q(?!u)", "sh"), (r"^zh", "j"), (r"^c(?=[aiou])", "ts")),
    )
)  # fmt: skip
# What is not heard, and a prefix that double metaphone takes for an s.
SILENT = ((re.compile(r"mp(?=[st])"), "m"), (re.compile(r"^mc(?=[aeiou])"), "mk"))
# Names that are not said as they are written, and what is heard.
IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "alnwick:annick aoife:eefa beauchamp:beecham belvoir:beaver caoimhe:keeva"
        " cholmondeley:chumley cockburn:coburn colquhoun:cahoon crichton:cryton"
        " dalziel:deeyell doherty:dockerty eilidh:aylee eoin:owen farquhar:farker"
        " featherstonehaugh:fanshaw glamis:glarms graeme:graham grainne:gronya"
        " jacques:zhak keogh:kehoe leigh:lee mainwaring:mannering"
        " marjoribanks:marchbanks maugham:mawm meagher:mar menzies:mingis"
        " mhairi:vari nguyen:nuwen niamh:neev oisin:osheen padraig:pawrick"
        " pepys:peeps ruairi:rory ruaridh:rory ruthven:rivven sadhbh:sive"
        " saoirse:seersha sinclair:stclair sinead:shinaid strachan:strawn tadhg:tige"
        " urquhart:erkert wemyss:weems worcester:wooster wright:rite"
        " wriothesley:rizley wroe:roe xhosa:kosa"
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
    # The p of Thompson and Simpson; McIvor.
    for spelt, heard in SILENT:
        word = spelt.sub(heard, word)
    first, second = doublemetaphone(word)
    return first, second or first
