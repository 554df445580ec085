"""Romanisation of Brahmic scripts, whose consonants carry a vowel that is not written.

Sources: Unicode's character names for the letters; Ohala (“Aspects of Hindi Phonology”,
1983) for vowels that are not spoken.
"""

import unicodedata
from functools import cache

from anyascii import anyascii

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


def is_letter(code: int) -> bool:
    """Return whether a code point is in a script whose consonants carry a vowel.

    Args:
        code: code point of a character.

    Returns:
        True also for signs of these scripts.
    """
    return (
        0x900 <= code <= 0xD7F or 0x1000 <= code <= 0x109F or 0x1780 <= code <= 0x17FF
    )


def read(run: str) -> str:
    """Romanise a word.

    >>> read("विजय"), read("ਸਿੰਘ"), read("குமார்")
    ('vijay', 'singh', 'kumar')

    Args:
        run: letters and signs of one of these scripts.

    Returns:
        Lower case Latin letters.
    """
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
