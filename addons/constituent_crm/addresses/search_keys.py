"""Keys by which the properties that a text may mean are found.

The name of a street or building is one word without spaces and short forms, so that
`Park Ave`, `PARK AVENUE` and `ParkAvenue` are one key.
"""

from collections.abc import Sequence
from functools import lru_cache

from ..matching import keys
from .vocabulary import IN_FULL, POINTS, STREET_TYPES

MIN_KEY_LENGTH = 3
MAX_KEY_LENGTH = 60


def key_of(words: Sequence[str]) -> str:
    """Return the key of a name.

    >>> key_of(["the", "old", "mill"]), key_of(["st", "marys", "st"])
    ('oldmill', 'saintmarysstreet')

    Args:
        words: its words in lower case.
    """
    if len(words) > 2 and words[0] == "the":
        words = words[1:]
    last = len(words) - 1
    return "".join(
        _saint_or_street(words, n) if word == "st" else IN_FULL.get(word, word)
        for n, word in enumerate(words)
        if word != "and" or n in (0, last)
    )[:MAX_KEY_LENGTH]


def stem_of(words: Sequence[str]) -> str:
    """Return the key of a street's name without its type: `park` of Park Avenue."""
    full = [IN_FULL.get(word, "street" if word == "st" else word) for word in words]
    if len(full) > 1 and full[-1] in STREET_TYPES:
        return key_of(words[:-1])
    return ""


@lru_cache(maxsize=20_000)
def spellings_of(key: str) -> tuple[str, ...]:
    """Return keys of which two spellings of one name share at least one."""
    return keys.of_word(key)


def _saint_or_street(words: Sequence[str], place: int) -> str:
    is_last = place == len(words) - 1 or words[place + 1] in POINTS
    return "street" if is_last and place else "saint"
