"""Text that stays on one line, whatever reads it.

A line break in a name or a subject ends a header of an e-mail (RFC 5322, 2.2) or a line
of a calendar (RFC 5545, 3.1): what follows it would be a header or a property of the
sender's own.
"""

import unicodedata

# Category Cc has CR, LF, NUL, VT, FF, U+0085 and the tab; Zl and Zp are the line and
# the paragraph separator, U+2028 and U+2029.
_SEPARATORS = {"Zl", "Zp"}
_BREAKS = {
    code: " "
    for code in (*range(0xA0), 0x2028, 0x2029)
    if unicodedata.category(chr(code)) in {"Cc", *_SEPARATORS}
}


def single_line(text: str) -> str:
    """Replace control characters and line separators by a single space.

    A text without any of them is returned as it is, so that cleaning twice is the same
    as cleaning once.

    >>> single_line("Jane\\r\\n Smith"), single_line("two  blanks")
    ('Jane Smith', 'two  blanks')
    """
    spaced = text.translate(_BREAKS)
    if spaced == text:
        return text
    return " ".join(filter(None, spaced.split(" ")))


def first_line(text: str) -> str:
    """Return the first line of `text` that says something.

    What stands on a line of its own behind an address would be another address.

    >>> first_line("jane@example.org\\r\\nBcc: others@example.org")
    'jane@example.org'
    """
    lines = map(single_line, text.splitlines())
    return next((line for line in lines if line.strip()), single_line(text))


def paragraphs(text: str) -> str:
    """Return the lines of `text`, each as `single_line` has it, parted by LF alone."""
    return "\n".join(map(single_line, text.splitlines()))
