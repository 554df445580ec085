"""What a resident wrote, without what tells who they are."""

import re
from collections.abc import Iterable

HIDDEN = "[removed]"

_EMAIL = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+\.\w+")
# Nine digits or more, as phone, NI and account numbers are written; not a price, a
# house number or a date.
_NUMBER = re.compile(r"(?<![\w.])\+?\d(?:[ ().-]{0,2}\d){8,}(?![\w])")
SHORTEST_NAME = 3


def scrub(text: str, known: Iterable[str] = ()) -> str:
    """`text` without e-mail addresses, long numbers and what is `known` of the person.

    Args:
        known: names, numbers and addresses of whoever reported; each word of a name
            is removed where it stands alone.
    """
    text = _EMAIL.sub(HIDDEN, text)
    text = _NUMBER.sub(HIDDEN, text)
    for value in known:
        for word in {value, *re.split(r"[\s,]+", value)}:
            if len(word) >= SHORTEST_NAME and not word.isdigit():
                text = re.sub(
                    rf"(?<!\w){re.escape(word)}(?!\w)", HIDDEN, text, flags=re.I
                )
    return re.sub(rf"{re.escape(HIDDEN)}(?:\s+{re.escape(HIDDEN)})+", HIDDEN, text)
