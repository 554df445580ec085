"""Labels of tickets."""

import re

MIN_DIGITS = 3
# What a prefix may be: it is read from afar, called out and typed.
PREFIX = re.compile(r"[A-Z]{0,2}")


def is_prefix(text: str) -> bool:
    """Return whether a text may be in front of the numbers of a reception.

    Args:
        text: none, one or two capital letters of the Latin alphabet.
    """
    return bool(PREFIX.fullmatch(text))


def label(prefix: str, number: int) -> str:
    """Write a ticket as it is printed and called.

    >>> label("A", 7)
    'A007'

    Args:
        prefix: the reception's letters.
        number: the number of the day, from 1.

    Returns:
        The label; from 1000 on it has as many digits as it needs.
    """
    return f"{prefix}{number:0{MIN_DIGITS}d}"
