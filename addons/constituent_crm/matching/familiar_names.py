"""Familiar forms of given names by rule: a name's end, or its beginning and a suffix.

Yoruba and Igbo names are called by what follows the name of a deity or title, Arabic
ones by what follows `servant`. Lappe (English Prosodic Morphology, 2007) describes the
English ones, such as Pammy, Gabs and Tommo. The lists were entered by hand.
"""

import re
from functools import lru_cache

# First parts that are left out in familiar forms. Longer ones first.
HEADS = (
    "oluwa olu ola ade ayo baba ife omo akin ogun chukwu chi nna nwa nne ogo onye uzo"
    " oge kene obi abdul abdou abdal abdel abdur abdi shaikh"
).split()
MIN_TAIL = 3
# Suffixes of English familiar forms, after a stem of at least three letters.
SUFFIX = re.compile(r"(?:sie|sy|zza|zzer|ers|ie|ey|y|i|o|s|z|a)$")
MIN_STEM = 3


@lru_cache(maxsize=50_000)
def tails_of(word: str) -> frozenset[str]:
    """Return the ends by which the bearer of a name may be called.

    >>> sorted(tails_of("oluwaseun")), sorted(tails_of("smith"))
    (['seun'], [])

    Args:
        word: word in normal form.

    Returns:
        Ends of at least `MIN_TAIL` letters.
    """
    ends = (word.removeprefix(head) for head in HEADS if word.startswith(head))
    return frozenset(end for end in ends if len(end) >= MIN_TAIL)


@lru_cache(maxsize=8192)
def stem_of(word: str) -> str:
    """Return the beginning of the names of which a word may be a familiar form.

    >>> stem_of("pammy"), stem_of("gabi"), stem_of("smith")
    ('pam', 'gab', '')

    Args:
        word: word in normal form.

    Returns:
        At least `MIN_STEM` letters, or "".
    """
    stem = SUFFIX.sub("", word, count=1)
    if len(stem) > MIN_STEM and stem[-1] == stem[-2]:
        stem = stem[:-1]
    return stem if stem != word and len(stem) >= MIN_STEM else ""
