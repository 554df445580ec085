"""Entry by keys on the screen, for remotes that have arrows and OK alone."""

import string

BACK, CLEAR = "back", "clear"
SPACE = "space"
DIGITS = "1234567890"
LETTERS = string.ascii_uppercase
# The keys of each kind of pad.
ALPHABETS = {
    "digits": DIGITS,
    "number": DIGITS + ".",
    "letters": LETTERS + DIGITS,
}
DAY_DIGITS, MINUTE_DIGITS = 8, 12


def press(text: str, key: str, pad: str, limit: int) -> str:
    """Return what is entered after a key was pressed.

    Args:
        text: what was entered before.
        key: a character of the pad, or `BACK`, `CLEAR` or `SPACE`; any other is
            ignored.
        pad: a name in `ALPHABETS`.
        limit: maximum number of characters.
    """
    if key == CLEAR:
        return ""
    if key == BACK:
        return text[:-1]
    if key == SPACE and pad == "letters":
        return f"{text} "[:limit]
    if len(key) == 1 and key in ALPHABETS[pad]:
        return f"{text}{key}"[:limit]
    return text[:limit]


def as_moment(text: str) -> str:
    """Return a day, or a day and time, that was entered by digits alone, as written.

    >>> as_moment("31122026"), as_moment("311220261430"), as_moment("31/12/2026")
    ('31/12/2026', '31/12/2026 14:30', '31/12/2026')

    Args:
        text: what was entered.
    """
    given = text.strip()
    if not given.isdigit() or len(given) not in (DAY_DIGITS, MINUTE_DIGITS):
        return given
    day = f"{given[:2]}/{given[2:4]}/{given[4:8]}"
    return f"{day} {given[8:10]}:{given[10:]}".rstrip(" :")
