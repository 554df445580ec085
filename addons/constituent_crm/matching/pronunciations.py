"""What an English speaker hears of a word, for the look-up.

`phonetics` has the sounds by which two records are compared. A look-up may offer more
than a comparison may conclude: it has further readings, and further names that are not
said as they are written.
"""

from functools import cache, lru_cache

from doublemetaphone import doublemetaphone
from rapidfuzz.distance import OSA

from . import phonetics, said_names
from .readings import READINGS, Reading

# A shorter sound is common to too many words.
MIN_CODE = 2
# Similarity of a typed word to what is heard of a name: alone, and with its sound.
SPELT_AS_HEARD = 0.75
SOUNDS_AS_HEARD = 0.4


@lru_cache(maxsize=50_000)
def codes(word: str) -> frozenset[str]:
    """Return the codes of a word: two that may sound alike share one.

    >>> bool(codes("xoshnaw") & codes("khoshnaw")), bool(codes("szabo") & codes("sabo"))
    (True, True)

    Args:
        word: word in lower case Latin letters.

    Returns:
        At most two for each reading; none for a word without letters.
    """
    word = word[: phonetics.MAX_LENGTH]
    heard = {_heard(word, reading) for reading in READINGS}
    found = {code for one in heard for code in doublemetaphone(one)}
    long = {code for code in found if len(code) >= MIN_CODE}
    return phonetics.codes(word) | long


def _heard(word: str, reading: Reading) -> str:
    for spelt, sound in reading:
        word = spelt.sub(sound, word)
    return word


@lru_cache(maxsize=50_000)
def said_as(typed: str) -> frozenset[str]:
    """Return the names that are not said as written, but as a typed word is read.

    >>> sorted(said_as("fanshaw")), sorted(said_as("jones"))
    (['featherstonehaugh', 'featherstonhaugh'], [])

    Args:
        typed: word in normal form.

    Returns:
        Names in normal form.
    """
    typed = typed[: phonetics.MAX_LENGTH]
    return frozenset(
        name
        for heard, names in _heard_from(typed[:1])
        if _is_spelt_so(typed, heard)
        for name in names
    )


def are_said_alike(typed: str, word: str) -> bool:
    """Return whether one of two words is known to be said as the other is read.

    Args:
        typed: word in normal form.
        word: another one.

    Returns:
        False also where they sound alike by rule only.
    """
    if word in said_as(typed):
        return True
    return any(_is_spelt_so(word, heard) for heard in _sounds_by_name().get(typed, ()))


@cache
def _sounds_by_name() -> dict[str, frozenset[str]]:
    return said_names.table()


@cache
def _heard_from(letter: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the words that are heard and begin with a letter, with the names."""
    found: dict[str, set[str]] = {}
    for name, sounds in _sounds_by_name().items():
        for heard in sounds:
            if heard.startswith(letter):
                found.setdefault(heard, set()).add(name)
    return tuple((heard, frozenset(names)) for heard, names in found.items())


def _is_spelt_so(typed: str, heard: str) -> bool:
    likeness = OSA.normalized_similarity(typed, heard)
    if likeness >= SPELT_AS_HEARD or likeness < SOUNDS_AS_HEARD:
        return likeness >= SPELT_AS_HEARD
    return typed[:1] == heard[:1] and _sounds(typed) == _sounds(heard)


@lru_cache(maxsize=8192)
def _sounds(word: str) -> tuple[str, str]:
    first, second = doublemetaphone(word[: phonetics.MAX_LENGTH])
    return first, second
