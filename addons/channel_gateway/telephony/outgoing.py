"""What became of calls that the council dialled, by the events of their conversation.

They are known by the id that the council gave their first channel (`council-<id>`),
never by a number: the number that is shown is the council's, and OriginateResponse says
the same of an engaged line and of a number that does not exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .events import Event

PREFIX = "council-"

# Results
ANSWERED = "answered"
BUSY = "busy"
NO_ANSWER = "no_answer"
NO_SUCH_NUMBER = "no_such_number"
REJECTED = "rejected"
CONGESTION = "congestion"
OFFICER_AWAY = "officer_away"
FAILED = "failed"

# ITU-T Q.850, as in Cause of the event Hangup.
CAUSES = {
    1: NO_SUCH_NUMBER,
    3: NO_SUCH_NUMBER,
    17: BUSY,
    18: NO_ANSWER,
    19: NO_ANSWER,
    21: REJECTED,
    22: NO_SUCH_NUMBER,
    28: NO_SUCH_NUMBER,
    34: CONGESTION,
    38: CONGESTION,
    41: CONGESTION,
    42: CONGESTION,
    44: CONGESTION,
}
# DialStatus of the event DialEnd
STATUSES = {
    "ANSWER": ANSWERED,
    "BUSY": BUSY,
    "NOANSWER": NO_ANSWER,
    "CONGESTION": CONGESTION,
    "CHANUNAVAIL": FAILED,
    "CANCEL": NO_ANSWER,
}
TIMED_OUT = "3"


@dataclass(frozen=True)
class Attempt:
    """What became of one call that was dialled.

    Attributes:
        leg: id of its first channel.
        result: one of the results above; "" while nobody knows.
        cause: Q.850 cause with which it failed, 0 if it did not.
        answered: when the constituent answered, in seconds since 1970.
        ended: when it ended.
    """

    leg: str
    result: str = ""
    cause: int = 0
    answered: float | None = None
    ended: float | None = None


def attempt(leg: str, events: Iterable[Event], *, is_officer_first: bool) -> Attempt:
    """Return what became of a call.

    Args:
        leg: id of its first channel.
        events: the events of its conversation, in their order.
        is_officer_first: whether the officer's telephone was rung first, and the
            constituent's only after the officer had picked up.
    """
    found = Attempt(leg)
    dialled = ""
    for event in events:
        is_own = event.get("Uniqueid") == leg
        if event.name == "OriginateResponse" and is_own:
            found = _originated(found, event, is_officer_first)
        elif event.name == "DialBegin" and is_own and is_officer_first:
            dialled = event.get("DestUniqueid")
        elif event.name == "DialEnd" and is_own and is_officer_first:
            if event.get("DestUniqueid") == dialled and not found.result:
                found = _dialled(found, event)
        elif event.name == "Hangup" and event.get("Uniqueid") in (leg, dialled):
            found = _hung_up(found, event, is_own, is_officer_first)
    return found


def _originated(found: Attempt, event: Event, is_officer_first: bool) -> Attempt:
    """Take the end of the attempt to ring the first telephone."""
    if event.get("Response") == "Success":
        return found if is_officer_first else _answered(found, event.at)
    if found.result:
        # The cause of the Hangup came first, and says more.
        return found
    if is_officer_first:
        return replace(found, result=OFFICER_AWAY, ended=event.at)
    is_late = event.get("Reason") == TIMED_OUT
    return replace(found, result=NO_ANSWER if is_late else FAILED, ended=event.at)


def _dialled(found: Attempt, event: Event) -> Attempt:
    result = STATUSES.get(event.get("DialStatus"), FAILED)
    if result == ANSWERED:
        return _answered(found, event.at)
    return replace(found, result=result)


def _answered(found: Attempt, at: float) -> Attempt:
    return replace(found, result=ANSWERED, answered=at, cause=0, ended=None)


def _hung_up(
    found: Attempt, event: Event, is_own: bool, is_officer_first: bool
) -> Attempt:
    text = event.get("Cause")
    cause = int(text) if text.isdecimal() and len(text) < 4 else 0
    ended = event.at if found.ended is None else found.ended
    if found.answered is not None:
        return replace(found, ended=ended)
    by_cause = CAUSES.get(cause, "")
    if is_own and is_officer_first:
        # The officer's own telephone, before or after the other one.
        return replace(found, result=found.result or OFFICER_AWAY, ended=event.at)
    if is_own:
        result = by_cause if by_cause else found.result or FAILED
        return replace(found, result=result, cause=cause, ended=ended)
    return replace(found, result=by_cause or found.result, cause=cause)
