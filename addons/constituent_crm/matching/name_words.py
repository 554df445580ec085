"""Likeness of single words of names: forms, misspellings and renderings of one name.

The limits of similarity were chosen by hand, as those of `names`.
"""

import re
from functools import lru_cache

import jellyfish
from rapidfuzz.distance import OSA, DamerauLevenshtein, JaroWinkler

from . import nickname, phonetics, romanised_names

VOWELS = re.compile(r"[aeiouy]")
# Suffixes that form another name, usually one of the other sex.
OTHER_NAME = {"a", "e", "na", "ina", "ia", "ette", "elle", "le", "la", "lla", "ine"}
GENDERED = re.compile(r"(sk|ck|dzk)[iya]$")
# Consonants that romanisations of one letter differ in, and vowels and semivowels.
ONE_CONSONANT = (
    (re.compile(r"[ck]h|q|c(?!h)"), "k"), (re.compile(r"gh"), "g"),
    (re.compile(r"ph"), "f"), (re.compile(r"th|dh"), "t"), (re.compile(r"d"), "t"),
    (re.compile(r"tz|zh|z|x"), "s"), (re.compile(r"ch|sh|j"), "s"),
    (re.compile(r"[vb]"), "b"), (re.compile(r"p"), "b"),
    (re.compile(r"[aeiouyw]|h"), ""), (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip

SAME, FORM, MISSPELT, INITIAL, COUSIN, OTHER = range(6)


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """Return the consonants of a word that every romanisation of it has.

    >>> skeleton("mohammed"), skeleton("mhmd"), skeleton("muhammad")
    ('mt', 'mt', 'mt')

    Args:
        word: word in lower case Latin letters.

    Returns:
        Some of the word's letters, and others that stand for a group of letters.
    """
    for several, one in ONE_CONSONANT:
        word = several.sub(one, word)
    return word


@lru_cache(maxsize=50_000)
def alike_givens(one: str, other: str, is_rendered: bool = False) -> int:
    """Classify two given names as SAME, FORM, MISSPELT, INITIAL, COUSIN or OTHER.

    Args:
        one: given name in lower case.
        other: another one.
        is_rendered: whether they are renderings of names in two scripts.

    Returns:
        One of the constants; a lower one is more similar.
    """
    if one == other:
        return SAME
    if len(one) == 1 or len(other) == 1:
        return INITIAL if one[0] == other[0] else OTHER
    if nickname.are_forms(one, other) or _one_sound(one) == _one_sound(other):
        return FORM
    if nickname.is_known(one) and nickname.is_known(other):
        return COUSIN if nickname.share_a_full(one, other) else OTHER
    if _has_name_suffix(one, other):
        return OTHER
    if _is_short_name_misspelt(one, other):
        return MISSPELT
    if _is_misspelt(one, other) or (is_rendered and _is_rendering(one, other)):
        return MISSPELT
    return OTHER


@lru_cache(maxsize=50_000)
def alike_families(one: str, other: str, is_rendered: bool = False) -> int:
    """Classify two surnames as SAME, MISSPELT, INITIAL or OTHER.

    Gendered forms such as `Zebrowski` and `Zebrowska` are the same surname.

    Args:
        one: surname, or a part of it, in lower case.
        other: another one.
        is_rendered: whether they are renderings of names in two scripts.

    Returns:
        One of the constants; a lower one is more similar.
    """
    if one == other or GENDERED.sub(r"\1i", one) == GENDERED.sub(r"\1i", other):
        return SAME
    if len(one) == 1 or len(other) == 1:
        return INITIAL if one[0] == other[0] else OTHER
    if is_rendered and romanised_names.are_forms(one, other):
        return SAME
    if _is_misspelt(one, other) or (is_rendered and _is_rendering(one, other)):
        return MISSPELT
    return OTHER


def _one_sound(word: str) -> str:
    """Return a name with one letter for the long vowels and double consonants."""
    for several, one in (("ee", "i"), ("oo", "u"), ("ou", "u"), ("y", "i")):
        word = word.replace(several, one)
    return re.sub(r"(.)\1+", r"\1", word)


def _is_rendering(one: str, other: str) -> bool:
    """Return whether two words differ only in vowels and in letters of one sound."""
    bones = skeleton(one)
    is_telling = len(bones) > 2 or (len(bones) > 1 and one[0] == other[0])
    return is_telling and bones == skeleton(other)


def _is_misspelt(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    if shorter < 3:
        return False
    edits = DamerauLevenshtein.distance(one, other, score_cutoff=2)
    if edits <= (0 if shorter < 4 else 1 if shorter < 7 else 2):
        return True
    if _as_scanned(one) == _as_scanned(other) or _are_turned(one, other):
        return True
    likeness = JaroWinkler.similarity(one, other)
    if likeness >= 0.94:
        return True
    if not VOWELS.search(one) or not VOWELS.search(other):
        return _consonants(one) == _consonants(other)
    if likeness < 0.75:
        return False
    return not phonetics.codes(one).isdisjoint(
        phonetics.codes(other)
    ) or jellyfish.nysiis(one) == jellyfish.nysiis(other)


def is_slip(one: str, other: str) -> bool:
    """Return whether one of two similar given names is surely the other, misspelt.

    Two real names may be similar, as those of brothers. One edit turns one into the
    other, and neither is short; or just one of them is known to be a name; or a scanner
    reads one as the other.

    Args:
        one: given name in lower case.
        other: another one.

    Returns:
        False also for names of less than four letters.
    """
    shorter = min(len(one), len(other))
    if shorter > 4 and DamerauLevenshtein.distance(one, other) < 2:
        return True
    if shorter > 3 and _as_scanned(one) == _as_scanned(other):
        return True
    return shorter > 3 and nickname.is_known(one) != nickname.is_known(other)


def _is_short_name_misspelt(one: str, other: str) -> bool:
    """Return whether a letter is missing in a known name of four: `Aan` for `Alan`."""
    short, long = sorted((one, other), key=len)
    return (
        (len(short), len(long)) == (3, 4)
        and short[0] == long[0]
        and OSA.distance(short, long) == 1
        and nickname.is_known(long)
        and not nickname.is_known(short)
    )


def _are_turned(one: str, other: str) -> bool:
    """Return whether two adjacent letters turned round make one word the other."""
    return (
        len(one) == len(other)
        and OSA.distance(one, other) == 1
        and sorted(one) == sorted(other)
    )


def _as_scanned(word: str) -> str:
    """Return a word with one spelling for what scanners confuse: `rn` and `m`."""
    return word.replace("rn", "m")


def _consonants(word: str) -> str:
    """Return the consonants without repetitions, as in scripts without vowels."""
    return re.sub(r"(.)\1+", r"\1", VOWELS.sub("", word))


def _has_name_suffix(one: str, other: str) -> bool:
    """Return whether a suffix forms another name, as in Paul and Paula."""
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter) and longer[len(shorter) :] in OTHER_NAME:
        # `Charlott` is not a name: its last letter is missing.
        return nickname.is_known(shorter) or not nickname.is_known(longer)
    # Mario and Maria, Carlo and Carla.
    return one[:-1] == other[:-1] and {one[-1], other[-1]} in ({"o", "a"}, {"y", "a"})
