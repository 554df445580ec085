"""How alike two people are, from 0 to 1."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from . import normalise

# At and above: the same person, where an identifier agrees too.
SAME_NAME = 0.75
# At and above, without an identifier: worth a look, never certain.
PROPOSE = 0.7

NAME_SHARE, POSTCODE_SHARE, STREET_SHARE = 0.6, 0.25, 0.15


@dataclass(frozen=True)
class Person:
    """What is known of somebody, as plain text; '' where it is not."""

    name: str = ""
    postcode: str = ""
    street: str = ""


def names(one: str, other: str) -> float:
    """Likeness of two names, whatever the order of their words.

    The initial of a given name agrees with the name: `J Smith` with `Jane Smith`.
    """
    first, second = normalise.name(one).split(), normalise.name(other).split()
    if not first or not second:
        return 0.0
    shorter, longer = sorted((first, second), key=len)
    total = sum(
        max(_words(word, candidate) for candidate in longer) for word in shorter
    )
    return total / len(shorter)


def _words(one: str, other: str) -> float:
    if len(one) == 1 or len(other) == 1:
        return 0.8 if one[0] == other[0] else 0.0
    return SequenceMatcher(None, one, other).ratio()


def people(one: Person, other: Person) -> float:
    """Likeness of two people by name, postcode and street."""
    total = NAME_SHARE * names(one.name, other.name)
    code = normalise.postcode(one.postcode)
    if code and code == normalise.postcode(other.postcode):
        total += POSTCODE_SHARE
    street = normalise.name(one.street)
    if street and street == normalise.name(other.street):
        total += STREET_SHARE
    return total
