"""References that can be read out on the telephone without errors.

A reference is a prefix and eight characters, the last of which is a check character:
`HC-7K2M-Q9X4`. The alphabet holds the digits and nineteen consonants. Without vowels no
words arise. I, L, O, S and U are left out, as they are mistaken for 1, 1, 0, 5 and V.

The check is a weighted sum modulo a prime, as in ISBN-10 (ISO 2108); the prime p is 29,
the size of the alphabet. For characters a and b in positions with weights v and w,
where all weights differ and none is divisible by p:

- one wrong character changes the sum by w·(a − b), which p does not divide;
- two swapped characters, neighbours or not, change it by (v − w)·(a − b), which p
  does not divide either.

Hence every single error and every transposition is detected, without the extra check
symbols that ISO 7064 needs for a pure system on a radix that is not prime.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

ALPHABET = "0123456789BCDFGHJKMNPQRTVWXYZ"
PRIME = len(ALPHABET)
LENGTH = 8
MAX_PREFIX_LENGTH = 6
# Maximum length of a written reference, with spaces, dashes and words around it.
MAX_WRITTEN_LENGTH = 100
MISREAD = str.maketrans("OILSU", "0115V")
PREFIX = re.compile(rf"[A-Z]{{0,{MAX_PREFIX_LENGTH}}}")


@dataclass(frozen=True)
class Reference:
    """A reference whose check character is valid.

    Args:
        prefix: the organisation's letters, or "" when none was given.
        body: `LENGTH` characters of `ALPHABET`, the last being the check character.
    """

    prefix: str
    body: str

    def __str__(self) -> str:
        """Write the reference in its usual form, like HC-7K2M-Q9X4."""
        half = LENGTH // 2
        parts = [self.prefix, self.body[:half], self.body[half:]]
        return "-".join(filter(None, parts))


def draw(prefix: str, choose: Callable[[str], str] = secrets.choice) -> Reference:
    """Draw a new reference at random, so that it does not reveal how many exist.

    Args:
        prefix: the organisation's letters.
        choose: picks one character of a string.

    Returns:
        The reference.
    """
    payload = "".join(choose(ALPHABET) for _ in range(LENGTH - 1))
    return Reference(prefix.upper(), payload + check_character(payload))


def parse(text: str) -> Reference | None:
    """Read a reference as people write it: any case, spaces, O for 0, no prefix.

    Args:
        text: what was written.

    Returns:
        The reference; None when the text is none or its check character is wrong.
    """
    if not text or len(text) > MAX_WRITTEN_LENGTH:
        return None
    squeezed = re.sub(r"[\W_]", "", text.upper())
    prefix, body = squeezed[:-LENGTH], squeezed[-LENGTH:].translate(MISREAD)
    if len(body) < LENGTH or not PREFIX.fullmatch(prefix) or set(body) - set(ALPHABET):
        return None
    if check_character(body[:-1]) != body[-1]:
        return None
    return Reference(prefix, body)


def check_character(payload: str) -> str:
    """Return the character that makes the weighted sum divisible by `PRIME`.

    Args:
        payload: `LENGTH` − 1 characters of `ALPHABET`. Weights run from `LENGTH` down
            to 2; the weight of the check character is 1.

    Returns:
        The check character.
    """
    weights = range(len(payload) + 1, 1, -1)
    total = sum(
        weight * ALPHABET.index(character)
        for weight, character in zip(weights, payload, strict=True)
    )
    return ALPHABET[-total % PRIME]
