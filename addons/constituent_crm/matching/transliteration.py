"""Romanisation of scripts that cannot be read one character at a time.

`anyascii` maps single characters. That loses the vowels that Brahmic scripts leave to
the consonant, and misreads digraphs, vowel letters and surnames. Names of these scripts
are romanised here as their bearers usually write them in English; other scripts are
left to `anyascii`.

Sources: ELOT 743 for Greek; frequent names, by hand, in `romanised_names`; `brahmic`
has its own.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from anyascii import anyascii

from . import brahmic, romanised_names

GREEK_DIGRAPHS = {"ου": "ou", "γγ": "ng", "γξ": "nx", "γχ": "nch"}
GREEK_INITIALS = {"μπ": "b", "ντ": "d", "γκ": "g"}
GREEK_VOICED = {"αυ": "a", "ευ": "e", "ηυ": "i"}
GREEK_VOICELESS = "θκξπσςτφχψ"
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
ARABIC = dict(
    zip(
        "اآأإٱبپتٹثجچحخدڈذرڑزژسشصضطظعغفقكکگلمنںهہھةۃءؤئ",
        "a a a i a b p t t th j ch h kh d d z r r z zh s sh s z t z a gh f q k k g"
        " l m n n h h h a a  u i".split(" "),
        strict=True,
    )
)
# Vowel marks, which are seldom written; other marks have no sound of their own.
ARABIC_MARKS = {"\u064e": "a", "\u064f": "u", "\u0650": "i", "\u0670": "a"}
HEBREW = dict(
    zip(
        "אבגדהזחטכךלמםנןסעפףצץקרשת",
        "a b g d h z h t k k l m m n n s a p f tz tz k r sh t".split(),
        strict=True,
    )
)
# Letters for a consonant at the start and before a vowel, for a vowel elsewhere.
ARABIC_SEMIVOWELS = {
    "و": ("w", "u"),
    "ي": ("y", "i"),
    "ی": ("y", "i"),
    "ى": ("a", "a"),
    "ے": ("e", "e"),
}
HEBREW_SEMIVOWELS = {"ו": ("v", "o"), "י": ("y", "i")}
# The longest text of which the script is kept, and the words of a name: bodies have
# long ones, and are called by any word of them.
MAX_LENGTH = 200
MAX_WORDS = 12
ARTICLE, SERVANT = "ال", "عبد"


@lru_cache(maxsize=20_000)
def romanised(text: str) -> str:
    """Return the text with words of the scripts above in lower case Latin letters.

    >>> romanised("विजय Παπαδόπουλος 王小明").split()
    ['vijay', 'papadopoulos', 'wang', 'xiao', 'ming']

    Args:
        text: text in any script.

    Returns:
        The text; each Chinese or Korean sign is a word. Other characters are unchanged.
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    # Only neighbours of one reader belong together.
    runs = itertools.groupby(  # pylint: disable=bad-builtin-groupby
        filter(_is_visible, text), _reader
    )
    parts = ((read, "".join(run)) for read, run in runs)
    latin = "".join(read(run) if read else run for read, run in parts)
    return latin.replace("abdul allah", "abdullah")


def east_asian_name(text: str) -> tuple[str, str] | None:
    """Return surname and given name of a name in Chinese or Korean signs.

    >>> east_asian_name("王小明"), east_asian_name("Wang 小明")
    (('wang', 'xiaoming'), None)

    Args:
        text: name as written.

    Returns:
        Both in lower case Latin letters; None for a name in another script, and for
        one that is too short or too long.
    """
    signs = re.sub(r"[\s·・]+", "", text)
    if not 2 <= len(signs) <= 5 or not all(map(_is_sign, signs)):
        return None
    length = _surname_length(signs)
    given = romanised_names.JAPANESE.get(signs[length:]) or _syllables(signs[length:])
    return _surname(signs[:length]), given.replace(" ", "")


def written(text: str) -> str:
    """Return the words of a text in another script, as far as keyboards agree on them.

    >>> written("Jane Smith"), written("Παπαδόπουλος"), written("王小明")
    ('', 'παπαδοπουλος', '王小明')

    Args:
        text: text in any script.

    Returns:
        Words in lower case without accents; "" for a text in Latin letters.
    """
    text = text[:MAX_LENGTH]
    if all(map(_is_latin, text)):
        return ""
    bare = unicodedata.normalize("NFC", "".join(map(_bare, text))).casefold()
    bare = bare.translate(romanised_names.ONE_SPELLING)
    return " ".join(re.sub(r"[^\w\s]", _mark_or_space, bare).split())[:MAX_LENGTH]


def rotations(words: str) -> list[str]:
    """Return words, or the signs of one Chinese or Korean word, from each one on.

    >>> rotations("王小明")
    ['王小明', '小明王', '明王小']

    Args:
        words: words with spaces between.

    Returns:
        Texts of at most `MAX_WORDS` words or signs.
    """
    is_signs = bool(words) and all(map(_is_sign, words))
    parts = (list(words) if is_signs else words.split())[:MAX_WORDS]
    turns = (parts[n:] + parts[:n] for n in range(len(parts)))
    return [("" if is_signs else " ").join(turn) for turn in turns]


def _is_latin(character: str) -> bool:
    return not character.isalpha() or unicodedata.name(character, "")[:5] == "LATIN"


def _bare(character: str) -> str:
    """Return a character without accents, and nothing for a vowel mark of Arabic."""
    if unicodedata.category(character) in ("Cf", "So", "Co"):
        return ""
    if unicodedata.combining(character) and not brahmic.is_letter(ord(character)):
        return ""
    if brahmic.is_letter(ord(character)) or _is_sign(character):
        return character
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _mark_or_space(found: re.Match[str]) -> str:
    """Return a vowel sign of a Brahmic script as it is, and a space for others."""
    return found[0] if unicodedata.category(found[0])[0] == "M" else " "


def _is_visible(character: str) -> bool:
    """Return whether a character is more than a sign for the layout of others."""
    return unicodedata.category(character) != "Cf"


def _is_sign(character: str) -> bool:
    """Return whether a character is a Chinese or Korean sign: a syllable."""
    return (
        "\u3400" <= character <= "\u9fff"
        or character == "々"
        or "\uac00" <= character <= "\ud7a3"
        or "\uf900" <= character <= "\ufaff"
        or character >= "\U00020000"
    )


@lru_cache(maxsize=8192)
def _reader(character: str) -> Callable[[str], str] | None:
    """Return the function that romanises the script of a character."""
    code = ord(character)
    if code < 0x370:
        return None
    if code <= 0x3FF or 0x1F00 <= code <= 0x1FFF:
        return _read_greek
    if 0x400 <= code <= 0x52F:
        return _read_cyrillic
    if 0x590 <= code <= 0x5FF:
        return _read_hebrew
    if 0x600 <= code <= 0x8FF or 0xFB50 <= code <= 0xFEFC:
        return _read_arabic
    if brahmic.is_letter(code):
        return brahmic.read
    if 0xE00 <= code <= 0xEFF:
        return _read_thai
    return _read_signs if _is_sign(character) else None


def _read_thai(run: str) -> str:
    """Romanise Thai or Lao, which write some vowels before their consonant."""
    return anyascii(re.sub(r"([เ-ไເ-ໄ])(.)", r"\2\1", run)).lower()


def _read_signs(run: str) -> str:
    length = _surname_length(run)
    first, given = run[:length], run[length:]
    is_japanese = first in romanised_names.JAPANESE
    surname = _surname(first) if is_japanese or length == 1 else _syllables(first)
    known = romanised_names.JAPANESE.get(given) if is_japanese else ""
    return f" {surname} {known or _syllables(given)} "


def _surname_length(signs: str) -> int:
    for length in (3, 2):
        first = signs[:length]
        is_long = first in romanised_names.LONG_SURNAMES and len(signs) > length
        if len(first) == length and (is_long or first in romanised_names.JAPANESE):
            return length
    return 1


def _surname(signs: str) -> str:
    known = romanised_names.JAPANESE.get(signs) or romanised_names.SURNAMES.get(signs)
    return known or _syllables(signs).replace(" ", "")


def _syllables(run: str) -> str:
    known = romanised_names.SYLLABLES
    return " ".join(known.get(sign) or anyascii(sign).lower() for sign in run)


def _read_greek(run: str) -> str:
    """Romanise a Greek word by the digraphs of ELOT 743, and `b`, `d`, `g` at first."""
    bare = unicodedata.normalize("NFD", run.lower())
    word = "".join(letter for letter in bare if letter in GREEK)
    latin, place = "", 0
    while place < len(word):
        pair = word[place : place + 2]
        after = word[place + 2 : place + 3]
        if not place and pair in GREEK_INITIALS:
            read = GREEK_INITIALS[pair]
        elif pair in GREEK_VOICED:
            is_voiceless = not after or after in GREEK_VOICELESS
            read = GREEK_VOICED[pair] + ("f" if is_voiceless else "v")
        elif pair in GREEK_DIGRAPHS:
            read = GREEK_DIGRAPHS[pair]
        else:
            pair, read = word[place], GREEK[word[place]]
        latin += read
        place += len(pair)
    return latin


def _read_cyrillic(run: str) -> str:
    """Romanise Cyrillic, in which two letters stand for an English j."""
    return anyascii(re.sub("дж", "j", run, flags=re.I)).lower()


def _read_arabic(run: str) -> str:
    word = unicodedata.normalize("NFKC", run)
    letters = "".join(letter for letter in word if not unicodedata.combining(letter))
    if known := _known(romanised_names.ARABIC, letters):
        return known
    latin = ""
    for prefix, read in ((SERVANT + ARTICLE, "abdul "), (ARTICLE, "al")):
        if not latin and word.startswith(prefix) and len(word) > len(prefix) + 2:
            word, latin = word.removeprefix(prefix), read
    known = _known(romanised_names.ARABIC, word) if latin else ""
    return latin + (known or _read_abjad(word, ARABIC, ARABIC_SEMIVOWELS))


def _read_hebrew(run: str) -> str:
    letters = "".join(letter for letter in run if not unicodedata.combining(letter))
    known = _known(romanised_names.HEBREW, letters)
    return known or _read_abjad(letters, HEBREW, HEBREW_SEMIVOWELS)


def _known(names: dict[str, str], word: str) -> str:
    return names.get(word.translate(romanised_names.ONE_SPELLING), "")


def _read_abjad(
    word: str, letters: dict[str, str], semivowels: dict[str, tuple[str, str]]
) -> str:
    latin = ""
    for place, letter in enumerate(word):
        if letter in semivowels:
            consonant, vowel = semivowels[letter]
            after = letters.get(word[place + 1 : place + 2], "")
            is_consonant = not place or after[:1] in ("a", "i", "u")
            is_consonant = is_consonant and bool(after or not place)
            latin += consonant if is_consonant else vowel
        else:
            latin += letters.get(letter, ARABIC_MARKS.get(letter, ""))
    return re.sub(r"([aiu])\1+", r"\1", latin)
