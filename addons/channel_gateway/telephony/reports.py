"""Calls as other telephone systems report them: our own JSON, and rows of a table."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from . import calls
from .calls import Visit
from .events import MAX_NAME, clean, number_of

MAX_CALLS = 1000
MAX_TEXT = 200
# Of more, it is no call but a mistake.
MAX_SECONDS = 7 * 24 * 3600
RESULTS = (calls.COMPLETED, calls.TRANSFERRED, *calls.UNANSWERED)
# What reports of call centres write for a result, in lower case and without signs.
WORDS = {
    "answered": calls.COMPLETED,
    "connected": calls.COMPLETED,
    "handled": calls.COMPLETED,
    "serviced": calls.COMPLETED,
    "transfer": calls.TRANSFERRED,
    "abandon": calls.ABANDONED,
    "hung up": calls.ABANDONED,
    "hangup": calls.ABANDONED,
    "no answer": calls.ABANDONED,
    "unanswered": calls.ABANDONED,
    "timeout": calls.TIMED_OUT,
    "time out": calls.TIMED_OUT,
    "overflow": calls.TIMED_OUT,
    "overflowed": calls.TIMED_OUT,
    "callback": calls.WITHDRAWN,
    "call back": calls.WITHDRAWN,
    "voicemail": calls.LEFT_BY_KEY,
    "blocked": calls.TURNED_AWAY,
    "busy": calls.TURNED_AWAY,
    "rejected": calls.TURNED_AWAY,
    **{result.replace("_", " "): result for result in RESULTS},
}
DAYS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%d-%b-%Y",
    "%d %b %Y",
    "%d %B %Y",
)
CLOCKS = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f")
_CLOCK = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,2}):([0-9]{2})(?:\.[0-9]{1,6})?")
_SECONDS = re.compile(r"([0-9]{1,7})(?:[.,][0-9]{1,6})?\s?(?:s|sec|secs|seconds)?")
_SIGNS = re.compile(r"[^a-z]+")


class Unreadable(ValueError):
    """A value is not what it must be.

    Args:
        name: name of the value.
        reason: what it must be, in English.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason


# JSON


def read_calls(posted: object) -> list[tuple[Visit, str]]:
    """Read calls as posted; `schemas/calls.json` describes them.

    Args:
        posted: decoded JSON.

    Returns:
        Pairs of a visit and the id of the conversation that it is part of.

    Raises:
        Unreadable: something is not as described.
    """
    if not isinstance(posted, dict) or not isinstance(posted.get("calls"), list):
        raise Unreadable("calls", "a list of calls is required")
    if len(posted["calls"]) > MAX_CALLS:
        raise Unreadable("calls", f"there are at most {MAX_CALLS}")
    return [_read_call(call) for call in posted["calls"]]


def _read_call(call: object) -> tuple[Visit, str]:
    if not isinstance(call, dict):
        raise Unreadable("calls", "each one is an object")
    leg = _text(call, "id", is_required=True)
    began = _instant(call, "began")
    if began is None:
        raise Unreadable("began", "it is required")
    answered, ended = _instant(call, "answered"), _instant(call, "ended")
    number = _text(call, "number")
    officer = _text(call, "officer")
    visit = Visit(
        leg=leg,
        number_of_visit=_whole(call, "visit", 1) or 1,
        caller=leg,
        queue=_text(call, "queue"),
        number=number_of(number),
        name=_text(call, "name")[:MAX_NAME],
        began=began,
        answered=answered,
        ended=ended,
        result=_result_of(_text(call, "result"), answered, ended),
        agent=(officer,) if officer else (),
        held=float(_whole(call, "held_seconds", 0)),
        transferred_to=_text(call, "transferred_to"),
        went_on=bool(call.get("went_on")),
        recording=_address(call),
        waited_before=float(_whole(call, "waited_before_seconds", 0)),
    )
    _check_order(visit)
    return visit, _text(call, "conversation") or leg


def _text(call: Mapping[str, Any], name: str, *, is_required: bool = False) -> str:
    value = call.get(name)
    if value is None and not is_required:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or (is_required and not value.strip()):
        raise Unreadable(name, "a text is required")
    if len(value) > MAX_TEXT:
        raise Unreadable(name, f"at most {MAX_TEXT} characters")
    return clean(value).strip()


def _address(call: Mapping[str, Any]) -> str:
    """Return the address of the recording; links of other kinds run programs."""
    text = _text(call, "recording")
    if text and not text.startswith(("https://", "http://")):
        raise Unreadable("recording", "an address with https is required")
    return text


def _whole(call: Mapping[str, Any], name: str, default: int) -> int:
    value = call.get(name, default)
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if not is_whole or not 0 <= value <= MAX_SECONDS:
        raise Unreadable(name, "a whole number of at least 0 is required")
    return int(value)


def _instant(call: Mapping[str, Any], name: str) -> float | None:
    text = _text(call, name)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Unreadable(name, "a time as in RFC 3339 is required") from error
    if moment.tzinfo is None:
        raise Unreadable(name, "the time needs its zone: Z or +01:00")
    return _checked(name, moment)


def _checked(name: str, moment: datetime) -> float:
    # Odoo's times are of four-digit years; telephone calls are not older than this.
    if not 1990 <= moment.year <= 2200:
        raise Unreadable(name, "the year cannot be right")
    return moment.astimezone(UTC).timestamp()


# Tables


def read_row(values: Mapping[str, str], zone: tzinfo) -> Visit:
    """Read a row of a report.

    Args:
        values: text by name of the column: id, visit, queue, began, answered, ended,
            waiting, result, officer, number, name.
        zone: zone of times that have none.

    Returns:
        The visit, which has ended.

    Raises:
        Unreadable: a value is not what it must be.
    """
    began = _moment("began", values.get("began", ""), zone, None)
    if began is None:
        raise Unreadable("began", "it is required")
    answered = _moment("answered", values.get("answered", ""), zone, began)
    ended = _moment("ended", values.get("ended", ""), zone, answered or began)
    waiting = _duration("waiting", values.get("waiting", ""))
    given = values.get("result", "")
    result = _result_of(given, answered, ended or began)
    if answered is None and waiting is not None and result in calls.SERVED:
        answered = began + timedelta(seconds=waiting)
    if ended is None:
        ended = answered or began + timedelta(seconds=waiting or 0)
    if not given:
        result = calls.COMPLETED if answered else calls.ABANDONED
    if answered and result not in calls.SERVED:
        # "Answered" by the system that plays music, and by no officer.
        answered = None
    officer, leg = values.get("officer", "").strip(), values.get("id", "").strip()
    visit = Visit(
        leg=leg[:MAX_TEXT],
        number_of_visit=int(_digits("visit", values.get("visit", "")) or 1),
        caller=leg[:MAX_TEXT],
        queue=values.get("queue", "").strip(),
        number=number_of(values.get("number", "")),
        name=values.get("name", "").strip()[:MAX_NAME],
        began=_checked("began", began),
        answered=_checked("answered", answered) if answered else None,
        ended=_checked("ended", ended),
        result=result,
        agent=(officer,) if officer else (),
    )
    _check_order(visit)
    return visit


def _moment(
    name: str, text: str, zone: tzinfo, earlier: datetime | None
) -> datetime | None:
    """Return a time; one without a day is that of the day of `earlier`, or the next."""
    text = " ".join(text.split())
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _written(text) or _of_day(text, earlier) or _unreadable(name)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return moment


def _written(text: str) -> datetime | None:
    day, _space, clock = text.rpartition(" ")
    for day_form in DAYS:
        for clock_form in CLOCKS:
            try:
                return datetime.strptime(f"{day} {clock}", f"{day_form} {clock_form}")
            except ValueError:
                continue
    return None


def _of_day(text: str, earlier: datetime | None) -> datetime | None:
    if earlier is None:
        return None
    for form in CLOCKS:
        try:
            clock = datetime.strptime(text, form).time()
        except ValueError:
            continue
        moment = earlier.replace(
            hour=clock.hour,
            minute=clock.minute,
            second=clock.second,
            microsecond=clock.microsecond,
        )
        # The call went past midnight.
        return moment if moment >= earlier else moment + timedelta(days=1)
    return None


def _unreadable(name: str) -> datetime:
    raise Unreadable(name, "a day and time are required: 2026-11-30 14:05:10")


def _duration(name: str, text: str) -> int | None:
    """Return seconds of `75`, `1:15` or `0:01:15`; None without a text."""
    text = text.strip().lower()
    if not text:
        return None
    if found := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return hours * 3600 + minutes * 60 + seconds
    if found := _SECONDS.fullmatch(text):
        return int(found.group(1))
    raise Unreadable(name, "seconds, or minutes and seconds, are required: 75 or 1:15")


def _digits(name: str, text: str) -> str:
    text = text.strip()
    if text and not (text.isascii() and text.isdecimal() and len(text) < 5):
        raise Unreadable(name, "a whole number is required")
    return text


# Both


def _result_of(text: str, answered: object, ended: object) -> str:
    """Return the result by the word of a report; without one, by the times."""
    word = _SIGNS.sub(" ", text.lower()).strip()
    if word:
        if word not in WORDS:
            raise Unreadable("result", f"“{text[:40]}” is not known")
        return WORDS[word]
    if ended is None:
        return ""
    return calls.COMPLETED if answered is not None else calls.ABANDONED


def _check_order(visit: Visit) -> None:
    moments = [visit.began, visit.answered, visit.ended]
    known = [moment for moment in moments if moment is not None]
    if known != sorted(known):
        raise Unreadable("ended", "it began, was answered and ended in this order")
    if known[-1] - known[0] > MAX_SECONDS:
        raise Unreadable("ended", "a call does not last a week")
    if visit.result and visit.ended is None:
        raise Unreadable("result", "it has none before it has ended")
    if visit.result in calls.SERVED and visit.answered is None:
        raise Unreadable("answered", "a call with this result was answered")
    if visit.result in calls.UNANSWERED and visit.answered is not None:
        raise Unreadable("answered", "a call with this result was not answered")
