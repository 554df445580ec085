"""A synthetic city: skewed names, shared households, phones and e-mail addresses.

Surnames follow a Zipf distribution: a few are very frequent, most are rare. The same
seed gives the same city.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

SEED = 157
SHARE_WITH_EMAIL = 0.72
SHARE_WITH_PHONE = 0.86
HOUSEHOLD_WEIGHTS = (30, 34, 16, 13, 7)
DOORS_PER_POSTCODE = 15

GIVEN = (
    "Olivia George Amelia Arthur Isla Noah Ava Muhammad Ivy Leo Freya Oscar Lily Harry "
    "Florence Archie Mia Jack Willow Henry Rosie Charlie Sophia Freddie Isabella Theo "
    "Grace Alfie Daisy Theodore Jane John Margaret David Susan Michael Patricia Peter "
    "Linda Paul Karen Mark Agnieszka Piotr Fatima Ahmed Ioana Andrei Li Wei Aoife Siân"
).split()
FAMILY_STARTS = (
    "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson "
    "Evans Walker White Roberts Green Hall Wood Jackson Clarke Patel Khan Lewis Kelly "
    "Nowak O'Neil Popescu Ali Hughes Begum"
).split()
SYLLABLES = "ash bar cot den el far gar har ing kel lang mor nor ox pen rad sel".split()
ENDINGS = "ton ley ford by worth ham wick shaw".split()
STREETS = "Park Church Mill Station Victoria Albert High Green School Queen".split()
KINDS = "Avenue Road Street Lane Close Grove".split()


@dataclass(frozen=True)
class Resident:
    """One constituent as plain text; '' where a value is unknown."""

    name: str
    email: str
    phone: str
    street: str
    postcode: str


def residents(size: int, seed: int = SEED) -> Iterator[Resident]:
    """Yield residents, household by household.

    Args:
        size: number of residents.
        seed: seed of the random numbers.

    Yields:
        Residents.
    """
    chance = random.Random(seed)
    families = _families()
    # Zipf's law: the n-th most frequent surname has 1/n as many bearers.
    weights = list(
        itertools.accumulate(1 / rank for rank in range(1, len(families) + 1))
    )
    made = 0
    for door in itertools.count():
        family = chance.choices(families, cum_weights=weights)[0]
        members = chance.choices(range(1, 6), weights=HOUSEHOLD_WEIGHTS)[0]
        landline = f"+441632{door % 1_000_000:06}"
        for _member in range(members):
            if made == size:
                return
            yield _resident(chance, made, family, door, landline)
            made += 1


def _resident(
    chance: random.Random, number: int, family: str, door: int, landline: str
) -> Resident:
    given = chance.choice(GIVEN)
    has_phone = chance.random() < SHARE_WITH_PHONE
    own = chance.random() < 0.8
    mobile = f"+447{number % 1_000_000_000:09}"
    email = f"{given}.{family}.{number}@example.org".lower().replace("'", "")
    return Resident(
        name=f"{given} {family}",
        email=email if chance.random() < SHARE_WITH_EMAIL else "",
        phone=(mobile if own else landline) if has_phone else "",
        street=_street(door),
        postcode=postcode(door // DOORS_PER_POSTCODE),
    )


def _street(door: int) -> str:
    street = door // 120
    name = STREETS[street % len(STREETS)]
    kind = KINDS[street // len(STREETS) % len(KINDS)]
    return f"{door % 120 + 1} {name} {kind}"


def postcode(number: int) -> str:
    """Return the number-th postcode of the synthetic area."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    number, last = divmod(number, len(letters))
    number, first = divmod(number, len(letters))
    district, sector = divmod(number, 10)
    return f"HU{district % 99 + 1} {sector}{letters[first]}{letters[last]}"


def _families() -> list[str]:
    """Return some 40,000 surnames, the most frequent first."""
    middles = [first + second for first in SYLLABLES for second in SYLLABLES]
    middles += [middle + third for middle in middles for third in SYLLABLES]
    rare = [(middle + end).capitalize() for middle in middles for end in ENDINGS]
    return FAMILY_STARTS + rare
