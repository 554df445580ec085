"""Text without characters that nobody sees.

A zero-width sign within a name or an address makes it another one for a program, and
the same for a reader.
"""

import re

# Default_Ignorable_Code_Point of Unicode 15 (DerivedCoreProperties.txt): joiners, soft
# hyphens, marks of direction, fillers and variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]++"
)


def visible(text: str) -> str:
    """Return `text` without what is invisible by itself.

    Joined emoji come apart, and some scripts lose a hint of how letters are joined: it
    is for texts that are compared or searched, or of which something is to be hidden.

    >>> visible("ja\\u200bne@example.org")
    'jane@example.org'
    """
    return _INVISIBLE.sub("", text)
