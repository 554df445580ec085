"""Removal of invisible characters.

A zero-width character in a name or an address makes it different for a program, but not
for a reader.
"""

import re

# Default_Ignorable_Code_Point of Unicode 15 (DerivedCoreProperties.txt): joiners, soft
# hyphens, direction marks, fillers and variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]++"
)


def visible(text: str) -> str:
    r"""Return `text` without invisible characters.

    Joined emoji are separated, and some scripts lose information about joining letters.
    Therefore use it only for texts that are compared, searched or redacted.

    >>> visible("ja\u200bne@example.org")
    'jane@example.org'

    Args:
        text: any text.

    Returns:
        The visible characters.
    """
    return _INVISIBLE.sub("", text)
