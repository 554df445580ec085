"""Data of a person for record linkage."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Person:
    """Data of a person or organisation as plain text; "" and empty where unknown.

    Attributes:
        name: name as written.
        postcode: postcode of the current address.
        street: first line of the current address.
        uprn: UPRN of the current address.
        former_uprns: UPRNs of former addresses.
        former_homes: postcode and street of former addresses.
        birth_date: date of birth.
        phones: phone numbers in E.164.
        emails: e-mail addresses in lower case.
        shared: those of `phones` and `emails` that several people use.
        accounts: identifiers that are unique to one person or body, as `type:number`.
        personal_numbers: numbers that a state issues to one person for life, such as
            National Insurance numbers, in the form that they are compared in.
        is_organisation: whether it is an organisation.
    """

    name: str = ""
    postcode: str = ""
    street: str = ""
    uprn: str = ""
    former_uprns: frozenset[str] = frozenset()
    former_homes: frozenset[tuple[str, str]] = frozenset()
    birth_date: date | None = None
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    personal_numbers: frozenset[str] = frozenset()
    is_organisation: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence for or against two records being one person.

    Attributes:
        code: kind of evidence.
        bits: logarithm to base 2 of the ratio of its probability among matches to that
            among non-matches (Fellegi and Sunter, 1969).
        words: details for a sentence about it.
    """

    code: str
    bits: float
    words: tuple[str, ...] = ()
