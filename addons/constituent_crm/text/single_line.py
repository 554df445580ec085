"""Removal of line breaks from text.

A line break in a name or a subject ends a header of an e-mail (RFC 5322, 2.2) or a line
of a calendar (RFC 5545, 3.1). The text after it could then forge another header or
property.
"""

import unicodedata

# Category Cc includes CR, LF, NUL, VT, FF, U+0085 and the tab. Zl and Zp are the line
# and the paragraph separator, U+2028 and U+2029.
_SEPARATORS = {"Zl", "Zp"}
_BREAKS = {
    code: " "
    for code in (*range(0xA0), 0x2028, 0x2029)
    if unicodedata.category(chr(code)) in {"Cc", *_SEPARATORS}
}


def single_line(text: str) -> str:
    r"""Replace control characters and line separators by a single space.

    A text without any of them is returned unchanged, so that the function is
    idempotent.

    >>> single_line("Jane\r\n Smith"), single_line("two  blanks")
    ('Jane Smith', 'two  blanks')

    Args:
        text: text that may have several lines.

    Returns:
        Text on one line.
    """
    spaced = text.translate(_BREAKS)
    if spaced == text:
        return text
    return " ".join(filter(None, spaced.split(" ")))


def first_line(text: str) -> str:
    r"""Return the first line of `text` that is not blank.

    For addresses: text on another line could be a further address.

    >>> first_line("jane@example.org\r\nBcc: others@example.org")
    'jane@example.org'

    Args:
        text: text that may have several lines.

    Returns:
        Text on one line.
    """
    lines = map(single_line, text.splitlines())
    return next((line for line in lines if line.strip()), single_line(text))


def paragraphs(text: str) -> str:
    """Clean each line of a text by `single_line`, and join the lines by LF.

    Args:
        text: text that may have several lines.

    Returns:
        Text without other control characters than LF.
    """
    return "\n".join(map(single_line, text.splitlines()))
