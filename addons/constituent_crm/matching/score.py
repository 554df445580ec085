"""How alike two people are, from 0 to 1."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from . import normalise

# At and above, for every word: the same person, where an identifier agrees too.
SAME_WORD = 0.8
# At and above, without an identifier: worth a look, never certain.
PROPOSE = 0.7

NAME_SHARE, POSTCODE_SHARE, STREET_SHARE = 0.6, 0.25, 0.15
# Paul and Paula, Robert and Roberta often share a house and a phone.
OTHER_GENDER = {"a", "e", "na", "ina"}


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
    likeness = _word_by_word(one, other)
    return sum(likeness) / len(likeness) if likeness else 0.0


def may_be_one(one: str, other: str) -> bool:
    """Whether two names may be one person's: every word of the shorter is alike.

    `J Smith` and `Jane Smith` may, `John Smith` and `Joan Smith` may not.
    """
    likeness = _word_by_word(one, other)
    return bool(likeness) and min(likeness) >= SAME_WORD


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


def _word_by_word(one: str, other: str) -> list[float]:
    first, second = normalise.name(one).split(), normalise.name(other).split()
    shorter, longer = sorted((first, second), key=len)
    return [max(_words(word, candidate) for candidate in longer) for word in shorter]


def _words(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return 0.8 if one[0] == other[0] else 0.0
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter) and longer[len(shorter) :] in OTHER_GENDER:
        return 0.5
    match = SequenceMatcher(None, one, other)
    # The quick ratio is never smaller than the ratio, and too small is 0 here.
    return (
        match.ratio() if match.real_quick_ratio() > 0.5 < match.quick_ratio() else 0.0
    )
