"""Separation of a text from the signature below it."""

import re
from collections.abc import Sequence

from . import devices, notices
from .lines import MAX_LINE, join

MAX_SIGNATURE_LINES = 15
MAX_SIGNATURE_LINE = 80

# RFC 3676, 4.3: with its space it is certain, without it many other things.
_SIGNATURE_MARK = re.compile(r"^-- ?$")
_SENTENCE = re.compile(r"[a-z\u00df-\u024f]{2}[.!?](?:\s|$)")


def split(kept: Sequence[str]) -> tuple[str, str]:
    """Separate a text from the signature, and from what programs add to it.

    These are the lines of `devices` and the notices of `notices`.

    Args:
        kept: lines of the sender's own text.

    Returns:
        Pair of text and signature. Without a text there is no signature.
    """
    stripped = [line for line in notices.without(kept) if not devices.is_added(line)]
    for number, line in enumerate(stripped):
        if _SIGNATURE_MARK.match(line):
            below = [one.strip() for one in stripped[number + 1 :] if one.strip()]
            if line == "-- " or _is_signature(below):
                own = join(stripped[:number])
                return own, join(stripped[number + 1 :]) if own else ""
    return join(stripped), ""


def _is_signature(below: Sequence[str]) -> bool:
    """Return whether lines are a signature rather than more of the text."""
    if not 0 < len(below) <= MAX_SIGNATURE_LINES:
        return False
    return not any(len(line) > MAX_SIGNATURE_LINE or _is_prose(line) for line in below)


def _is_prose(line: str) -> bool:
    """Return whether a line is a sentence, or begins in the middle of one."""
    if len(line.split()) <= 3:
        return False
    begins_small = line[0].islower() and not any(map(str.isdigit, line))
    return begins_small or bool(_SENTENCE.search(line[:MAX_LINE]))
