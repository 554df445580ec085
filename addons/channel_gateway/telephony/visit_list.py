"""The visits of one conversation, and which of them an event is about."""

from collections.abc import Callable
from dataclasses import replace

from . import calls
from .calls import Visit
from .events import Event, number_of


class VisitList:
    """Visits in the order in which they began, and what is known of channels.

    Attributes:
        visits: the visits.
    """

    def __init__(self) -> None:
        self.visits: list[Visit] = []
        # Local channels: one half by the other, and the telephone behind a half.
        self._halves: dict[str, str] = {}
        self._behind: dict[str, str] = {}
        # Where a caller was sent who is in no queue yet: when, and the extension.
        self._sent: dict[str, tuple[float, str]] = {}

    def _index(self, matches: Callable[[Visit], bool]) -> int | None:
        """Return where the last visit is that matches."""
        for index in range(len(self.visits) - 1, -1, -1):
            if matches(self.visits[index]):
                return index
        return None

    def _of_caller(self, leg: str, queue: str = "") -> int | None:
        return self._index(lambda one: one.caller == leg and queue in ("", one.queue))

    def _waiting(self, leg: str, queue: str = "") -> int | None:
        return self._index(
            lambda one: (
                one.caller == leg
                and queue in ("", one.queue)
                and one.is_open
                and one.answered is None
            )
        )

    def _of_agent(self, leg: str) -> int | None:
        """Return the visit that is served by a channel of an officer's telephone."""
        return self._index(
            lambda one: (
                one.is_open
                and one.answered is not None
                and leg in (one.agent_leg, self._telephone(one.agent_leg))
            )
        )

    def _telephone(self, leg: str) -> str:
        """Return the channel of the telephone behind a half of a Local channel."""
        other = self._halves.get(leg)
        return self._behind.get(other, leg) if other else leg

    def _enter(self, event: Event, queue: str, at: float) -> None:
        leg = event.get("Uniqueid")
        if self._waiting(leg, queue) is not None:
            # A line of queue_log, or the answer to a question, repeats it.
            return
        self._end_earlier_visit(leg, queue, at)
        self._open(
            leg,
            queue=queue,
            began=at,
            number=number_of(event.get("CallerIDNum")),
            name=event.get("CallerIDName"),
            channel=event.get("Channel"),
        )

    def _open(self, leg: str, **values: object) -> None:
        number = 1 + sum(1 for one in self.visits if one.leg == leg)
        self.visits.append(
            Visit(leg, number, caller=leg, **values)  # type: ignore[arg-type]
        )

    def _end_earlier_visit(self, leg: str, where: str, at: float) -> None:
        """Note that the caller of an earlier visit is elsewhere now."""
        self._sent.pop(leg, None)
        index = self._of_caller(leg)
        if index is None:
            return
        visit = self.visits[index]
        if visit.is_open and visit.answered is None:
            visit = visit.end(calls.TIMED_OUT, at)
        elif visit.is_open:
            visit = visit.end(calls.TRANSFERRED, at)
        elif visit.result == calls.COMPLETED:
            # Other software moved the caller: the officer's channel ended first.
            visit = replace(visit, result=calls.TRANSFERRED)
        elif visit.result == calls.ABANDONED:
            visit = replace(visit, result=calls.TIMED_OUT)
        if visit.result == calls.TRANSFERRED and not visit.transferred_to:
            visit = replace(visit, transferred_to=where)
        self.visits[index] = replace(visit, went_on=True)
