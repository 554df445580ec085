"""Shortening of texts to a limit, without a cut in the middle of a word or sign."""

import unicodedata

ELLIPSIS = "…"
# A word is left out whole if that loses no more than this.
MAX_LOST = 40
# Signs that belong to the one before: joiners, selectors and skin tones of emoji.
_JOINER = "\u200d"


def shorten(text: str, limit: int) -> str:
    """Return `text`, cut to `limit` characters at most.

    >>> shorten("A deep hole in the road", 12)
    'A deep hole…'

    Args:
        text: any text.
        limit: number of characters, at least one.

    Returns:
        The text itself, or its beginning with an ellipsis.
    """
    if len(text) <= limit:
        return text
    end = limit - len(ELLIPSIS)
    while end and _belongs_together(text[end - 1], text[end]):
        end -= 1
    blank = _last_blank(text, end)
    if end - blank <= MAX_LOST and blank:
        end = blank
    return text[:end].rstrip() + ELLIPSIS


def _belongs_together(before: str, after: str) -> bool:
    return (
        bool(unicodedata.combining(after))
        or unicodedata.category(after) in ("Mn", "Me", "Mc", "Sk")
        or _JOINER in (before, after)
        or (_is_flag(before) and _is_flag(after))
    )


def _is_flag(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _last_blank(text: str, end: int) -> int:
    """Return the position of the last blank up to `end`, 0 for none nearby."""
    for at in range(end, max(end - MAX_LOST - 1, 0), -1):
        if text[at].isspace():
            return at
    return 0
