"""Comparison of phone numbers, e-mail addresses, accounts and personal numbers.

Shared ones, such as a household's landline, are weaker evidence.

The weights were chosen by hand; `score` says what measures them.
"""

import re
from collections.abc import Callable
from itertools import product

from rapidfuzz.distance import OSA

from .person import Evidence, Person
from .phone_numbers import is_own_line

# Addresses of a household or an office.
OF_SEVERAL = re.compile(r"^(family|home|house|info|office|admin|enquir|hello|the)")


def compare(one: Person, other: Person) -> tuple[Evidence, ...]:
    """Return the evidence of phones, e-mail addresses, accounts and personal numbers.

    Args:
        one: a person.
        other: another person.

    Returns:
        At most one piece of evidence for each of the four.
    """
    shared = one.shared | other.shared
    found = []
    if account := sorted(one.accounts & other.accounts):
        found.append(Evidence("account", 16.0, (account[0].partition(":")[2],)))
    found += _compare_personal_numbers(one.personal_numbers, other.personal_numbers)
    found += _compare_kind(one.phones, other.phones, shared, _phone, "phone_other")
    found += _compare_kind(one.emails, other.emails, shared, _email, "email_other")
    return tuple(found)


def _compare_personal_numbers(
    ours: frozenset[str], theirs: frozenset[str]
) -> list[Evidence]:
    """Return the evidence of numbers that one person alone has.

    The numbers of twins may follow one another, so that a difference of one character
    is no evidence of one person.
    """
    if not ours or not theirs:
        return []
    # Without the number, which no sentence for staff repeats.
    if ours & theirs:
        return [Evidence("personal_number", 23.0)]
    is_slip = any(OSA.distance(*pair) == 1 for pair in product(ours, theirs))
    if is_slip:
        return [Evidence("personal_number_slip", -1.0)]
    return [Evidence("personal_number_other", -5.0)]


def _compare_kind(
    ours: frozenset[str],
    theirs: frozenset[str],
    shared: frozenset[str],
    codes: Callable[[str, bool], Evidence],
    differs: str,
) -> list[Evidence]:
    if both := [codes(value, value in shared) for value in sorted(ours & theirs)]:
        return [max(both, key=lambda evidence: evidence.bits)]
    # Many people have several and change them, so that a difference counts little.
    return [Evidence(differs, -1.0)] if ours and theirs else []


def _phone(number: str, is_shared: bool) -> Evidence:
    if is_shared or not is_own_line(number):
        return Evidence("phone_shared", 5.0 if is_shared else 8.0, (number,))
    return Evidence("phone", 15.0, (number,))


def _email(address: str, is_shared: bool) -> Evidence:
    if is_shared or OF_SEVERAL.match(address):
        return Evidence("email_shared", 6.0, (address,))
    return Evidence("email", 14.0, (address,))
