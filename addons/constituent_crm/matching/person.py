"""What is known of somebody, as far as it tells who they are."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of somebody, as plain text; '' and () where nothing is.

    `former_uprns` and `former_homes` (postcode and street) are of addresses they have
    left; `phones` are in E.164 and `emails`
    in lower case, `shared` those of both that several are known to use; `accounts` are
    other numbers that one person or body alone has, each as `type:number`.
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
    is_organisation: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for two being one, or against.

    `bits` is the logarithm to base 2 of how many times likelier it is found where the
    two are one than where they are not (Fellegi and Sunter, 1969); `words` are what a
    sentence about it names.
    """

    code: str
    bits: float
    words: tuple[str, ...] = ()
