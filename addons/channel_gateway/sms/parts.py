"""The parts in which a text is sent, and what a text costs.

A text that does not fit into one message is sent in several, each with a header of six
octets that tells the phone how to join them (3GPP TS 23.040, 9.2.3.24.1).
"""

from dataclasses import dataclass

from .alphabet import GSM, UCS2, alphabet_of, compose, units

# Septets, or UTF-16 code units, of a message alone and of one of several.
SINGLE = {GSM: 160, UCS2: 70}
PART = {GSM: 153, UCS2: 67}
# The header counts the parts in one octet.
MAX_PARTS = 255


@dataclass(frozen=True)
class Parts:
    """A text as it is sent.

    Attributes:
        alphabet: `GSM` or `UCS2`.
        texts: the text of each part, in order. No character is torn apart: neither an
            escape from its character, nor the two halves of a surrogate pair.
        units: septets or UTF-16 code units of the whole text.
        left: how many of them the last part still holds.
    """

    alphabet: str
    texts: tuple[str, ...]
    units: int
    left: int

    @property
    def count(self) -> int:
        """Return the number of parts, which is what is paid."""
        return len(self.texts)


def split(text: str) -> Parts:
    """Return the parts of a text.

    >>> split("a" * 152 + "€" + "b" * 100).texts[0][-1]
    'a'
    >>> split("Zgłoszenie").alphabet, split("£5 {now}").units
    ('ucs2', 10)

    Args:
        text: the text, in any form of Unicode.

    Raises:
        ValueError: it takes more than `MAX_PARTS` parts.
    """
    text = compose(text)
    alphabet = alphabet_of(text)
    sizes = [units(character, alphabet) for character in text]
    total = sum(sizes)
    if total <= SINGLE[alphabet]:
        return Parts(alphabet, (text,), total, SINGLE[alphabet] - total)
    texts: list[str] = []
    start = size = 0
    for position, one in enumerate(sizes):
        if size + one > PART[alphabet]:
            texts.append(text[start:position])
            start, size = position, 0
        size += one
    texts.append(text[start:])
    if len(texts) > MAX_PARTS:
        raise ValueError(f"{len(texts)} parts")
    return Parts(alphabet, tuple(texts), total, PART[alphabet] - size)


def header(reference: int, count: int, number: int) -> bytes:
    """Return the header of a part.

    Args:
        reference: the same for all parts of a text; its last octet is used.
        count: number of parts.
        number: which part it is, from 1.
    """
    return bytes([5, 0, 3, reference % 256, count, number])


def may_continue(text: str) -> bool:
    """Return whether a message is as long as a part that others follow.

    A phone fills all parts but the last. The last septet stays empty where a character
    of two would be torn apart.
    """
    text = compose(text)
    alphabet = alphabet_of(text)
    size = sum(units(character, alphabet) for character in text)
    return PART[alphabet] - size in (0, 1)
