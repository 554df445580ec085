"""Finding a property by any words of its address."""

import re

from ..matching import normalise

MAX_WORDS = 8
# A postcode that is still being typed, after other words: `HU5`, `HU5 3`, `HU5 3E`.
# Areas of one letter are left out: `Unit B2` is no postcode.
BEGUN = re.compile(r"\b([A-Z]{2}[0-9][A-Z0-9]?(?: [0-9][A-Z]?)?)$", re.I)
# On its own it may be of any area.
ALONE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?(?: [0-9][A-Z]?)?)$", re.I)


def text_of(address: str) -> str:
    """Return an address's search text: normalised words with spaces around each."""
    return f" {normalise.name(address)} "


def parse(text: str) -> tuple[str, list[str]]:
    """Split typed text into a postcode and pieces to find in `text_of`.

    Args:
        text: the typed text, complete or not.

    Returns:
        The postcode, which may be incomplete, or ''; and a list of the pieces.

    Example:
        >>> parse("12 hu5 3er")
        ('HU5 3ER', [' 12 '])
        >>> parse("park av hu5")
        ('HU5', [' park', ' av'])
    """
    text = text[: normalise.MAX_LENGTH].strip()
    if postcode := normalise.postcode(text):
        text = normalise.without_postcode(text)
    elif begun := ALONE.search(text) or BEGUN.search(text):
        postcode, text = begun[1].upper(), text[: begun.start()]
    words = normalise.name(text).split()[:MAX_WORDS]
    # A number is whole: 12 is neither 120 nor 12A.
    pieces = [f" {word} " if word.isdecimal() else f" {word}" for word in words]
    return postcode, pieces
