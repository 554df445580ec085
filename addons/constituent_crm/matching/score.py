"""Probability that two records are one person, with the evidence.

Source: Fellegi and Sunter (“A Theory for Record Linkage”, 1969). Each agreement or
difference has a weight in bits, and their sum is the logarithm of the odds. Some
evidence limits the result whatever the sum. A household shares an address, a phone, a
surname and often an e-mail address, so that these alone never identify one of its
members.

The weights, here and in the modules that compare names, dates of birth, addresses and
contacts, were chosen by hand. They were corrected on made-up pairs of records, which
`devkit/bench/labelled.py` generates (no data of people, no licence but this product's):
`python -m devkit.bench.matching troubles` prints what goes wrong on them.
`./dev bench matching` measures precision and recall on pairs of other seeds.
"""

from dataclasses import dataclass
from datetime import date

from . import birth_dates, contacts, names, places
from .person import Evidence, Person

# From these probabilities, records are attached without confirmation, and staff review
# the pair. `./dev bench matching` has a row for each.
ATTACH = 0.99
PROPOSE = 0.5
# Prior log-odds: one of a city of 250,000 is the right person, -log2(250,000).
PRIOR = -18.0
# Evidence of two people, whatever else agrees.
EXCLUDING = {"given_other", "generation", "born_generation", "name_other"}
# Evidence that needs a decision of staff, however much else agrees.
NEEDS_REVIEW = {"born_other", "born_decade", "middle_other", "given_cousin"}
NEEDS_REVIEW |= {"given_other", "born_generation"}
NEEDS_REVIEW |= {"personal_number_slip", "personal_number_other"}
# Of these, one may differ between two records with one personal number.
OTHER_GIVEN_NAME = {"given_other", "given_cousin", "middle_other"}
OTHER_BIRTH_DATE = {"born_other", "born_decade", "born_generation"}
# Evidence that identifies one person within a household.
PERSONAL = {
    "born",
    "born_swapped",
    "born_digit",
    "born_turned",
    "phone",
    "email",
    "account",
    "personal_number",
}
GIVEN_NAME = {"given", "nickname", "given_slip", "given_misspelt", "middle_used"}
UNSURE_GIVEN = {"initial", "given_cousin"}
SURNAME = {"family", "family_misspelt"}
OTHER_SURNAME = {"family_other", "family_initial"}
# A birth date is what twins share; a similar name may be another's: Marek and Mark.
BIRTH_DATE = {"born", "born_swapped", "born_digit", "born_turned"}
SIMILAR_NAME = {"given_misspelt", "middle_used"}
ADDRESS = {"house", "house_former", "uprn", "uprn_former", "street"}
HOME = ADDRESS | {"postcode"}
# The street is the same, and no house number says that the house is another.
AT_STREET = ADDRESS | {"street_unnumbered"}
# Or the number of the house is mistyped.
NEAR_HOME = AT_STREET | {"postcode", "neighbour"}
# In a city, agreement on a name alone does not suffice.
MORE_THAN_A_NAME = (
    PERSONAL
    | ADDRESS
    | {"postcode", "street_unnumbered", "neighbour", "phone_shared", "email_shared"}
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The probability that two are one, and the evidence, the weightiest first."""

    probability: float
    evidence: tuple[Evidence, ...] = ()

    @property
    def odds(self) -> float:
        """Return the odds of the probability."""
        return self.probability / max(1 - self.probability, 1e-9)

    @property
    def is_certain(self) -> bool:
        """Return whether the records are attached without confirmation."""
        return self.probability >= ATTACH

    @property
    def is_proposed(self) -> bool:
        """Return whether staff should review the pair."""
        return self.probability >= PROPOSE


def compare(one: Person, other: Person) -> Likeness:
    """Return the probability that two people are one.

    Args:
        one: a person or organisation.
        other: another one.

    Returns:
        The probability, 0 for a person and an organisation, with the evidence.
    """
    if one.is_organisation != other.is_organisation:
        return Likeness(0.0)
    evidence = _name(one, other)
    excluding = EXCLUDING - _outweighed(one, other)
    if excluding.isdisjoint(piece.code for piece in evidence):
        evidence += birth_dates.compare(one.birth_date, other.birth_date)
    codes = {piece.code for piece in evidence}
    if codes & excluding:
        return Likeness(0.0, evidence)
    evidence += places.compare(one, other) + contacts.compare(one, other)
    codes.update(piece.code for piece in evidence)
    probability = _probability(sum(piece.bits for piece in evidence))
    if codes.isdisjoint(MORE_THAN_A_NAME):
        probability = min(probability, PROPOSE - 0.001)
    if (
        probability >= ATTACH
        and not one.is_organisation
        and (reason := _review_reason(codes))
    ):
        evidence += (Evidence(reason, -0.1),)
        probability = ATTACH - 0.001
    return Likeness(
        probability,
        tuple(sorted(evidence, key=lambda piece: -piece.bits)),
    )


def may_be_one(one: str, other: str) -> bool:
    """Return whether two names may belong to one person.

    `J Smith` and `Jane Smith` may, `John Smith` and `Joan Smith` may not.

    Args:
        one: a name as written.
        other: another one.

    Returns:
        False also where a name is missing.
    """
    codes = {piece.code for piece in names.compare(one, other)}
    return bool(codes) and codes.isdisjoint(
        EXCLUDING | {"family_other", "middle_other"}
    )


def may_be_one_organisation(one: str, other: str) -> bool:
    """Return whether two names may belong to one organisation, regardless of Ltd.

    Args:
        one: a name as written.
        other: another one.

    Returns:
        False also where a name is missing.
    """
    evidence = names.compare_organisations(one, other)
    return any(piece.bits > 0 for piece in evidence)


def born_apart(one: date | None, other: date | None) -> bool:
    """Return whether two dates of birth differ by more than a typing error.

    Args:
        one: a date of birth, None if unknown.
        other: another one.

    Returns:
        False where a date is unknown.
    """
    return any(piece.bits < 0 for piece in birth_dates.compare(one, other))


def _name(one: Person, other: Person) -> tuple[Evidence, ...]:
    if one.is_organisation:
        return names.compare_organisations(one.name, other.name)
    return names.compare(one.name, other.name)


def _outweighed(one: Person, other: Person) -> set[str]:
    """Return the excluding evidence that a number of one's own outweighs.

    An account leaves the decision to staff: couples have a joint one, but not a common
    date of birth. For a personal number, see `_differs_in_one`.
    """
    has_account = not one.accounts.isdisjoint(other.accounts)
    if not has_account and one.personal_numbers.isdisjoint(other.personal_numbers):
        return set()
    is_born_alike = bool(one.birth_date) and one.birth_date == other.birth_date
    return {"given_other"} if is_born_alike else {"born_generation"}


def _probability(bits: float) -> float:
    return 1 / (1 + 2 ** -(PRIOR + bits))


def _review_reason(codes: set[str]) -> str:
    """Return why staff must decide; "" when the match is certain."""
    personal = len(codes & PERSONAL)
    if not personal:
        return "nothing_own"
    if codes & NEEDS_REVIEW and not _differs_in_one(codes):
        return "one_differs"
    # Two people of one household with one initial have a mobile phone each. A British
    # postcode without a street is that home's as well.
    at_home = {"initial", "phone"} <= codes and not codes.isdisjoint(HOME)
    if personal < 2 and codes.isdisjoint(GIVEN_NAME) and not at_home:
        # Somebody known by the surname alone was born that day or has the number, and
        # lives there.
        is_bare = codes.isdisjoint(UNSURE_GIVEN) and not codes.isdisjoint(SURNAME)
        is_alone = not codes.isdisjoint({"born", "personal_number"})
        if not (is_bare and is_alone and not codes.isdisjoint(AT_STREET)):
            return "given_unsure"
    if codes & SIMILAR_NAME and codes & PERSONAL <= BIRTH_DATE:
        return "given_unsure"
    if "family_other" in codes and personal < 2 and codes.isdisjoint(AT_STREET):
        return "family_unsure"
    return ""


def _differs_in_one(codes: set[str]) -> bool:
    """Return whether all but one detail of somebody with a personal number agrees.

    A state issues the number to one person for life. People take another given name, or
    are known by one, and years of birth are mistyped; twins and namesakes of another
    generation have numbers of their own. Another number, mistyped or a relative's,
    needs all the rest.
    """
    differing = codes & NEEDS_REVIEW
    if codes.isdisjoint(NEAR_HOME):
        return False
    if differing in ({"personal_number_slip"}, {"personal_number_other"}):
        return {"given", "born"} <= codes and not codes.isdisjoint(SURNAME)
    if "personal_number" not in codes:
        return False
    if differing <= OTHER_GIVEN_NAME:
        # Whoever takes a whole name has the number and the date of birth, at one home.
        is_renamed = not codes.isdisjoint(OTHER_SURNAME)
        return "born" in codes and not (is_renamed and codes.isdisjoint(AT_STREET))
    return (
        differing <= OTHER_BIRTH_DATE
        and not codes.isdisjoint(GIVEN_NAME)
        and not codes.isdisjoint(SURNAME)
    )
