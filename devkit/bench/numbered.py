"""Personal numbers for labelled pairs of records, with the errors that offices make."""

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from . import without_orm
from .labelled import Pair

if TYPE_CHECKING:
    from constituent_crm.matching.person import Person
else:
    without_orm.register("constituent_crm")
    from constituent_crm.matching.person import Person

# Shares of records, chosen by hand: who has a number on record; whose is mistyped; who
# has that of the spouse, a twin or a parent.
KNOWN = 0.8
MISTYPED = 0.04
ANOTHERS = 0.02
# What makes pairs of two people hard where they are of one household.
HOUSEHOLD = {"couple", "twin_sibling", "generations", "siblings"}


def with_numbers(
    pair: Pair, one: Person, other: Person, chance: random.Random
) -> tuple[Person, Person]:
    """Return the two records of a pair with the personal numbers of their persons.

    Those of twins follow one another.

    Args:
        pair: the labelled pair.
        one: its first record.
        other: its second record.
        chance: source of chance.
    """
    first = chance.randrange(10**6)
    second = first
    if not pair.is_same:
        is_twin = pair.trouble == "twin_sibling"
        second = first + 1 if is_twin else chance.randrange(10**6)
        if pair.trouble in HOUSEHOLD and chance.random() < ANOTHERS:
            second = first
    elif chance.random() < ANOTHERS:
        second = chance.randrange(10**6)
    return _known(one, first, chance), _known(other, second, chance)


def _known(person: Person, number: int, chance: random.Random) -> Person:
    digits = f"{number % 10**6:06}"
    if chance.random() < MISTYPED:
        place = chance.randrange(6)
        digits = digits[:place] + str(chance.randrange(10)) + digits[place + 1 :]
    if chance.random() >= KNOWN:
        return person
    return replace(person, personal_numbers=frozenset({f"ZY{digits}"}))
