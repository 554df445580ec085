"""Keywords of a service in the list of services: short, and of this service alone.

Phrases that residents use are collected for the matching of whole messages. Clients
show keywords as labels and search them, so the list has a few short ones.
"""

from collections.abc import Iterable

MAX_WORDS = 3
MAX_KEYWORD_LENGTH = 30
# Of all keywords of a service: 300 services stay below 100 KB.
MAX_LENGTH = 200


def choose(phrases: Iterable[tuple[str, float]]) -> tuple[str, ...]:
    """Return the keywords among a service's phrases, the most certain first.

    >>> choose([("pothole", 1.0), ("hole, deep", 1.0), ("lamp", -1.0)])
    ('pothole',)

    Args:
        phrases: phrases and their weights; those that mean something else have a
            negative one.
    """
    wanted = sorted(
        (
            (-weight, len(phrase.split()), len(phrase), phrase)
            for phrase, weight in phrases
            if weight > 0 and _is_short(phrase)
        ),
    )
    chosen: dict[str, str] = {}
    left = MAX_LENGTH
    for *_rank, phrase in wanted:
        label = " ".join(phrase.split())
        size = len(label.encode()) + 2
        if label.casefold() not in chosen and size <= left:
            chosen[label.casefold()] = label
            left -= size
    return tuple(chosen.values())


def _is_short(phrase: str) -> bool:
    # The keywords are separated by commas.
    return (
        bool(phrase.strip())
        and len(phrase) <= MAX_KEYWORD_LENGTH
        and len(phrase.split()) <= MAX_WORDS
        and not set(phrase) & set(",;\n")
    )
