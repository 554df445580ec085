"""Finding a property by any words of its address."""

from ..matching import normalise

MOST_WORDS = 8


def text_of(address: str) -> str:
    """An address to search in: each word normalised, with a space on either side."""
    return f" {normalise.name(address)} "


def parse(text: str) -> tuple[str, list[str]]:
    """The postcode and the pieces of `text_of` an address that were typed.

    >>> parse("12 hu5 3er")
    ('HU5 3ER', [' 12 '])
    >>> parse("park av hu5")
    ('', [' park', ' av', ' hu5'])
    """
    text = text[: normalise.LONGEST]
    if postcode := normalise.postcode(text):
        text = normalise.POSTCODE.sub(" ", text, count=1)
    words = normalise.name(text).split()[:MOST_WORDS]
    # A number is whole: 12 is neither 120 nor 12A.
    pieces = [f" {word} " if word.isdecimal() else f" {word}" for word in words]
    return postcode, pieces
