"""How likely two are one, from 0 to 1, and what speaks for it and against.

After Fellegi and Sunter (“A Theory for Record Linkage”, 1969): each thing that agrees
or differs has a weight in bits, and their sum is the logarithm of the odds. Some things
bound the result whatever the sum: a household shares an address, a phone, a surname and
often an e-mail address, so that these alone never say which of them it is.
"""

from dataclasses import dataclass
from datetime import date

from . import birth_dates, contacts, names, places
from .person import Evidence, Person

# At and above: one and the same, attached without asking.
ATTACH = 0.99
# At and above: worth a look by staff.
PROPOSE = 0.5
# One of a city of 250,000 is right.
PRIOR = -18.0
# Surely two, whatever else agrees.
TWO = {"given_other", "generation", "born_generation", "name_other"}
# It is for staff to say, however much else agrees.
DOUBTS = {"born_other", "born_decade", "middle_other", "given_cousin"}
# What one person has, and a household has not.
OWN = {"born", "born_swapped", "born_digit", "born_turned", "phone", "email", "account"}
GIVEN = {"given", "nickname", "given_slip", "given_misspelt", "middle_used"}
# What twins share, and a name that may be the other's: Marek and Mark.
BORN = {"born", "born_swapped", "born_digit", "born_turned"}
NEARLY = {"given_misspelt", "middle_used"}
DOOR = {"house", "house_former", "uprn", "uprn_former", "street"}
# In a city, two of one name are two, as long as that is all.
MORE_THAN_A_NAME = (
    OWN | DOOR | {"postcode", "neighbour", "phone_shared", "email_shared"}
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two are one, and the evidence, the weightiest first."""

    probability: float
    evidence: tuple[Evidence, ...] = ()

    @property
    def odds(self) -> float:
        return self.probability / max(1 - self.probability, 1e-9)

    @property
    def is_certain(self) -> bool:
        return self.probability >= ATTACH

    @property
    def is_proposed(self) -> bool:
        return self.probability >= PROPOSE


def compare(one: Person, other: Person) -> Likeness:
    """Weigh what is known of two."""
    if one.is_organisation != other.is_organisation:
        return Likeness(0.0)
    evidence = _name(one, other)
    if TWO.isdisjoint(evidence_found.code for evidence_found in evidence):
        evidence += birth_dates.compare(one.birth_date, other.birth_date)
    codes = {evidence_found.code for evidence_found in evidence}
    if codes & TWO:
        return Likeness(0.0, evidence)
    evidence += places.compare(one, other) + contacts.compare(one, other)
    codes.update(evidence_found.code for evidence_found in evidence)
    probability = _probability(sum(evidence_found.bits for evidence_found in evidence))
    if codes.isdisjoint(MORE_THAN_A_NAME):
        probability = min(probability, PROPOSE - 0.001)
    if probability >= ATTACH and not one.is_organisation and (why := _doubt(codes)):
        evidence += (Evidence(why, -0.1),)
        probability = ATTACH - 0.001
    return Likeness(
        probability,
        tuple(sorted(evidence, key=lambda evidence_found: -evidence_found.bits)),
    )


def may_be_one(one: str, other: str) -> bool:
    """Whether two names may be one person's.

    `J Smith` and `Jane Smith` may, `John Smith` and `Joan Smith` may not.
    """
    codes = {evidence_found.code for evidence_found in names.compare(one, other)}
    return bool(codes) and codes.isdisjoint(TWO | {"family_other", "middle_other"})


def may_be_one_organisation(one: str, other: str) -> bool:
    """Whether two names may be one organisation's: `Hull Bakery` and its Ltd."""
    evidence = names.compare_organisations(one, other)
    return any(evidence_found.bits > 0 for evidence_found in evidence)


def born_apart(one: date | None, other: date | None) -> bool:
    """Whether two dates of birth are known, and not one with a slip of the pen."""
    return any(
        evidence_found.bits < 0 for evidence_found in birth_dates.compare(one, other)
    )


def _name(one: Person, other: Person) -> tuple[Evidence, ...]:
    if one.is_organisation:
        return names.compare_organisations(one.name, other.name)
    return names.compare(one.name, other.name)


def _probability(bits: float) -> float:
    return 1 / (1 + 2 ** -(PRIOR + bits))


def _doubt(codes: set[str]) -> str:
    """Why it is for staff to say; '' when nothing speaks against being sure."""
    own = len(codes & OWN)
    if not own:
        return "nothing_own"
    if codes & DOUBTS:
        return "one_differs"
    # Two of one house and one initial have each a mobile phone of their own.
    at_home = {"initial", "phone"} <= codes and not codes.isdisjoint(DOOR)
    if own < 2 and codes.isdisjoint(GIVEN) and not at_home:
        return "given_unsure"
    if codes & NEARLY and codes & OWN <= BORN:
        return "given_unsure"
    if "family_other" in codes and own < 2 and codes.isdisjoint(DOOR):
        return "family_unsure"
    return ""
