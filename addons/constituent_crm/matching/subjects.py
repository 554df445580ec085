"""Comparison of subjects of contacts."""

import re

from rapidfuzz import fuzz

from . import normalise

# Prefixes of mail programs, in any number: "Re: Fwd: ".
ANSWERED = re.compile(r"^(?:\s*(?:re|fw|fwd|aw|sv|odp)\s*:)+", re.I)
# Minimal similarity of 100: the same words in another order, or a typing error. Chosen
# by hand; tests/test_repeat.py checks it on examples.
ALIKE = 85.0


def bare(subject: str | None) -> str:
    """Return the words of a subject in lower case, such as `bin not collected`.

    Args:
        subject: subject as written.

    Returns:
        Words without the prefixes of mail programs; "" for none.
    """
    return normalise.name(ANSWERED.sub("", (subject or "")[: normalise.MAX_LENGTH]))


def alike(one: str | None, other: str | None) -> bool:
    """Return whether two subjects concern the same matter.

    Args:
        one: a subject as written.
        other: another one.

    Returns:
        False where a subject is empty.
    """
    ours, theirs = bare(one), bare(other)
    if not ours or not theirs:
        return False
    fewer, more = sorted((set(ours.split()), set(theirs.split())), key=len)
    said_and_more = len(fewer) > 1 and fewer <= more
    return said_and_more or fuzz.token_sort_ratio(ours, theirs) >= ALIKE
