"""May somebody be contacted, for a purpose, on a channel, at a time?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .answer import Answer


@dataclass(frozen=True, slots=True)
class Purpose:
    """What somebody would be contacted for.

    Attributes:
        needs_consent: nobody is contacted who has not agreed; otherwise, nobody who
            has refused.
        is_compulsory: the law demands it, whatever they wish.
        is_urgent: it does not wait for the morning.
    """

    needs_consent: bool = False
    is_compulsory: bool = False
    is_urgent: bool = False


def last_said(answers: Iterable[tuple[Any, datetime, bool]]) -> dict[Any, bool]:
    """What each said last: of one channel or of all, the newer answer counts.

    Args:
        answers: (key, when, whether they agreed); of the same time, the later given.
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
    """The answer, by the first of these that applies.

    Args:
        said: what they last said about the purpose and the channel; None when they
            have not been asked.
        now: the time in question.
        quiet_until: the first moment from `now` on that is not quiet; None when there
            is none.
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
