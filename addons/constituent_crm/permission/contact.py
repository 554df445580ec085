"""Permission to contact somebody, for a purpose, on a channel and at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .answer import Answer


@dataclass(frozen=True, slots=True)
class Purpose:
    """The purpose of a contact.

    Attributes:
        needs_consent: whether consent is required; otherwise it is enough that they
            have not refused.
        is_compulsory: whether the law demands it, whatever they wish.
        is_urgent: whether it is allowed during quiet hours.
    """

    needs_consent: bool = False
    is_compulsory: bool = False
    is_urgent: bool = False


def last_said(answers: Iterable[tuple[Any, datetime, bool]]) -> dict[Any, bool]:
    """Return the latest decision for each key.

    Args:
        answers: (key, time, whether they agreed). Of equal times, the last one counts.

    Returns:
        Dict of key to whether they agreed.
    """
    ordered = sorted(answers, key=lambda answer: answer[1])
    return {key: is_given for key, _when, is_given in ordered}


def decide(
    purpose: Purpose,
    *,
    do_not_contact: bool,
    said: bool | None,
    now: datetime,
    quiet_until: datetime | None,
) -> Answer:
    """Decide whether somebody may be contacted; the first applicable rule counts.

    Args:
        purpose: purpose of the contact.
        do_not_contact: whether they want no contact at all.
        said: latest decision on the purpose and the channel; None if never asked.
        now: the time in question.
        quiet_until: first time from `now` that is not quiet; None if there is none.

    Returns:
        The answer.
    """
    if not purpose.is_compulsory:
        if do_not_contact:
            return Answer(False, "do_not_contact")
        if said is False:
            return Answer(False, "refused")
        if said is None and purpose.needs_consent:
            return Answer(False, "not_asked")
    if not purpose.is_urgent and quiet_until != now:
        return Answer(False, "quiet", earliest=quiet_until)
    if purpose.is_compulsory:
        return Answer(True, "law")
    return Answer(True, "agreed" if said else "lawful")
