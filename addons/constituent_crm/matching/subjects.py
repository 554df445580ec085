"""Whether two subjects of contacts tell of the same matter."""

import re

from rapidfuzz import fuzz

from . import normalise

# What mail programs put before a subject, in any number: "Re: Fwd: ".
ANSWERED = re.compile(r"^(?:\s*(?:re|fw|fwd|aw|sv|odp)\s*:)+", re.I)
# Of 100: the same words in another order, or a slip of the pen.
ALIKE = 85.0


def bare(subject: str | None) -> str:
    """The words of a subject alone, in small letters: `bin not collected`."""
    return normalise.name(ANSWERED.sub("", (subject or "")[: normalise.MAX_LENGTH]))


def alike(one: str | None, other: str | None) -> bool:
    """Whether both tell of the same matter; nothing is like an empty subject."""
    mine, theirs = bare(one), bare(other)
    if not mine or not theirs:
        return False
    fewer, more = sorted((set(mine.split()), set(theirs.split())), key=len)
    said_and_more = len(fewer) > 1 and fewer <= more
    return said_and_more or fuzz.token_sort_ratio(mine, theirs) >= ALIKE
