"""The GSM 7 bit default alphabet, and in which alphabet a text is sent.

Source: 3GPP TS 23.038, 6.2.1 and 6.2.1.1. What is not in that alphabet is sent as
UTF-16, which the standard calls UCS-2.
"""

import unicodedata

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Of two septets: an escape and the character.
EXTENDED = frozenset("\f^{}\\[~]|€")
GSM = "gsm"
UCS2 = "ucs2"


def compose(text: str) -> str:
    """Return a text as it is sent: composed letters, and line feeds alone.

    A letter and its accent are one character: "é" is in the alphabet, "e" with a
    combining accent is not.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain)


def alphabet_of(text: str) -> str:
    """Return `GSM` if every character is in the default alphabet, else `UCS2`."""
    return GSM if BASIC.issuperset(set(text) - EXTENDED) else UCS2


def units(character: str, alphabet: str) -> int:
    """Return how many septets, or UTF-16 code units, a character takes."""
    if alphabet == GSM:
        return 2 if character in EXTENDED else 1
    return 2 if ord(character) > 0xFFFF else 1
