"""Whether two subjects of contacts tell of the same matter."""

import re

from rapidfuzz import fuzz

from . import normalise

# What mail programs put before a subject, in any number: "Re: Fwd: ".
ANSWERED = re.compile(r"^(?:\s*(?:re|fw|fwd|aw|sv|odp)\s*:)+", re.I)
# Of 100: the same words in another order, an added word, or a slip of the pen.
ALIKE = 85.0


def bare(subject: str | None) -> str:
    """The words of a subject alone, in small letters: `bin not collected`."""
    return normalise.name(ANSWERED.sub("", (subject or "")[: normalise.LONGEST]))


def alike(one: str | None, other: str | None) -> bool:
    """Whether both tell of the same matter; nothing is like an empty subject."""
    mine, theirs = bare(one), bare(other)
    return bool(mine and theirs and fuzz.token_sort_ratio(mine, theirs) >= ALIKE)
