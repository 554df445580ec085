"""Romanisation of scripts that cannot be read one character at a time.

`anyascii` maps single characters. That loses the vowels that Brahmic scripts leave to
the consonant, and misreads digraphs, vowel letters and surnames. Names of these scripts
are romanised here as their bearers usually write them in English; other scripts are
left to `anyascii`.

Sources: Unicode's character names for Brahmic letters; Ohala (“Aspects of Hindi
Phonology”, 1983) for vowels that are not spoken; ELOT 743 for Greek; frequent names, by
hand, in `romanised_names`.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from anyascii import anyascii

from . import romanised_names

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
# Scripts in which the last consonant of a word has no vowel: Devanagari, Bengali,
# Gurmukhi, Gujarati.
SCHWA_DELETING = ((0x0900, 0x097F), (0x0980, 0x0AFF))
BRAHMIC_CONSONANTS = {
    "c": "ch", "ch": "chh", "ss": "sh", "tt": "t", "tth": "th", "dd": "d", "ddh": "dh",
    "nn": "n", "nnn": "n", "ll": "l", "lll": "zh", "rr": "r", "rrh": "rh", "yy": "y",
    "dddh": "rh",
}  # fmt: skip
BRAHMIC_VOWELS = {
    "a": "a", "aa": "a", "i": "i", "ii": "i", "u": "u", "uu": "u", "e": "e", "ee": "e",
    "ai": "ai", "o": "o", "oo": "o", "au": "au", "vocalic r": "ri", "candra e": "e",
    "candra o": "o", "short e": "e", "short o": "o",
}  # fmt: skip
# With a dot below, a letter stands for a foreign or flapped sound.
DOTTED = {"j": "z", "ph": "f", "d": "r", "dh": "rh", "s": "sh", "k": "q"}
NASALS = ("ANUSVARA", "CANDRABINDU", "BINDI", "TIPPI", "BINDU")
SCHWA = "ə"


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
    runs = itertools.groupby(filter(_is_visible, text), _reader)
    parts = ((read, "".join(run)) for read, run in runs)
    return "".join(read(run) if read else run for read, run in parts)


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
    length = 2 if signs[:2] in romanised_names.LONG_SURNAMES and len(signs) > 2 else 1
    words = _read_signs(signs).split()
    return "".join(words[:length]), "".join(words[length:])


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
    if unicodedata.combining(character) and not _is_brahmic(ord(character)):
        return ""
    if _is_brahmic(ord(character)) or _is_sign(character):
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
        or "\uac00" <= character <= "\ud7a3"
        or "\uf900" <= character <= "\ufaff"
        or character >= "\U00020000"
    )


def _is_brahmic(code: int) -> bool:
    """Return whether a code point is in a script whose consonants carry a vowel."""
    return (
        0x900 <= code <= 0xD7F or 0x1000 <= code <= 0x109F or 0x1780 <= code <= 0x17FF
    )


@lru_cache(maxsize=8192)
def _reader(character: str) -> Callable[[str], str] | None:
    """Return the function that romanises the script of a character."""
    code = ord(character)
    if code < 0x370:
        return None
    if code <= 0x3FF or 0x1F00 <= code <= 0x1FFF:
        return _read_greek
    if 0x590 <= code <= 0x5FF:
        return _read_hebrew
    if 0x600 <= code <= 0x8FF or 0xFB50 <= code <= 0xFEFC:
        return _read_arabic
    if _is_brahmic(code):
        return _read_brahmic
    if 0xE00 <= code <= 0xEFF:
        return _read_thai
    return _read_signs if _is_sign(character) else None


def _read_thai(run: str) -> str:
    """Romanise Thai or Lao, which write some vowels before their consonant."""
    return anyascii(re.sub(r"([เ-ไເ-ໄ])(.)", r"\2\1", run)).lower()


def _read_signs(run: str) -> str:
    surname = run[:2] if run[:2] in romanised_names.LONG_SURNAMES else run[:1]
    first = romanised_names.SURNAMES.get(surname) or _syllables(surname)
    return f" {first} {_syllables(run[len(surname) :])} "


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


def _read_brahmic(run: str) -> str:
    """Romanise a word of a script in which consonants carry an `a`."""
    syllables: list[list[str]] = []
    for character in run:
        _add_brahmic(syllables, *_brahmic(character))
    is_deleting = any(first <= ord(run[0]) <= last for first, last in SCHWA_DELETING)
    return _spoken(syllables) if is_deleting else _written(syllables)


def _add_brahmic(syllables: list[list[str]], kind: str, latin: str) -> None:
    """Add a character to syllables of consonant, vowel and nasal."""
    if kind == "consonant":
        syllables.append([latin, SCHWA, ""])
    elif kind == "vowel":
        syllables.append(["", latin, ""])
    elif not syllables:
        return
    elif kind == "sign":
        syllables[-1][1] = latin
    elif kind == "dot":
        syllables[-1][0] = DOTTED.get(syllables[-1][0], syllables[-1][0])
    elif kind == "nasal":
        syllables[-1][2] = "n"


@cache
def _brahmic(character: str) -> tuple[str, str]:
    """Return the kind of a character, and what it is in Latin letters."""
    words = unicodedata.name(character, "").split()
    if "DIGIT" in words:
        return "vowel", str(unicodedata.digit(character))
    if "CHILLU" in words:
        return "vowel", words[-1].lower()[:1]
    if "SIGN" in words and "VOWEL" not in words:
        if any(nasal in words for nasal in NASALS):
            return "nasal", ""
        return ("dot" if "NUKTA" in words else _vowel_killer(character)), ""
    if any(nasal in words for nasal in NASALS):
        return "nasal", ""
    if "VOWEL" in words:
        sound = " ".join(words[words.index("SIGN") + 1 :]).lower()
        return "sign", BRAHMIC_VOWELS.get(sound, anyascii(character))
    if "LETTER" not in words:
        return "other", ""
    sound = " ".join(words[words.index("LETTER") + 1 :]).lower()
    if sound in BRAHMIC_VOWELS:
        return "vowel", BRAHMIC_VOWELS[sound]
    if words[0] == "TAMIL" and sound == "ca":
        return "consonant", "s"
    if " " in sound or sound[-1] not in "ao":
        return "consonant", anyascii(character)
    return "consonant", BRAHMIC_CONSONANTS.get(sound[:-1], sound[:-1])


def _vowel_killer(character: str) -> str:
    # Signs that take the vowel from a consonant have combining class 9.
    return "sign" if unicodedata.combining(character) == 9 else "other"


def _written(syllables: list[list[str]]) -> str:
    word = "".join("".join(syllable) for syllable in syllables)
    return word.replace(SCHWA, "a")


def _spoken(syllables: list[list[str]]) -> str:
    """Return the word without the vowels that are written but not spoken."""
    follows_cluster = len(syllables) > 1 and not syllables[-2][1]
    if len(syllables) > 1 and syllables[-1][1:] == [SCHWA, ""] and not follows_cluster:
        syllables[-1][1] = ""
        if syllables[-1][0] == "h" and syllables[-2][2]:
            syllables[-1][0] = "gh"
    for place in range(len(syllables) - 2, 0, -1):
        if _is_silent(syllables, place):
            syllables[place][1] = ""
    word = "".join("".join(syllable) for syllable in syllables)
    return word.replace(SCHWA, "a").replace("jny", "gy")


def _is_silent(syllables: list[list[str]], place: int) -> bool:
    """Return whether a vowel is between a vowel, a consonant, a consonant, a vowel."""
    before, here, after = syllables[place - 1 : place + 2]
    return (
        here[1:] == [SCHWA, ""]
        and bool(here[0] and before[1] and not before[2])
        and bool(after[0] and after[1])
    )
