"""Follow callers through queues and transfers by the events of one conversation."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from . import calls
from .calls import SAME_MOMENT, Visit
from .events import Event
from .queue_log import Entry, entry_of
from .talks import Talks

# What the dialplan says of how a caller left a queue: QUEUESTATUS of Queue().
STATUSES = {
    "TIMEOUT": calls.TIMED_OUT,
    "WITHDRAW": calls.WITHDRAWN,
    "FULL": calls.TURNED_AWAY,
    "JOINEMPTY": calls.TURNED_AWAY,
    "JOINUNAVAIL": calls.TURNED_AWAY,
    "LEAVEEMPTY": calls.TURNED_AWAY,
    "LEAVEUNAVAIL": calls.TURNED_AWAY,
}


def visits(events: Iterable[Event]) -> list[Visit]:
    """Return what became of the callers of one conversation.

    Args:
        events: its events in the order in which they came; see `Follower`.

    Returns:
        Its visits to queues and officers, in the order in which they began.
    """
    follower = Follower()
    for event in events:
        follower.take(event)
    return calls.with_waiting(follower.visits)


class Follower(Talks):
    """Takes the events of one conversation.

    A conversation is all channels that are joined by calls and transfers. Events come
    in the order in which the telephone system sent them, which is kept if its clock is
    set. Of what was missed there may be lines of queue_log, and they may repeat events.
    """

    def __init__(self) -> None:
        super().__init__()
        # Channels that a caller withdrew from deliberately: their next leaving is no
        # abandonment.
        self._pulled: set[str] = set()
        # When a caller's telephone hung up, which a queue may notice later.
        self._hung_up: dict[str, float] = {}
        self._takers: dict[str, Callable[[Event], None]] = {
            "QueueCallerJoin": self._join,
            "QueueEntry": self._find_waiting,
            "QueueCallerLeave": self._leave,
            "QueueCallerAbandon": self._abandon,
            "AgentCalled": self._ring,
            "AgentRingNoAnswer": self._stop_ringing,
            "AgentConnect": self._connect,
            "DialBegin": self._dial,
            "DialEnd": self._dialled,
            "BridgeEnter": self._enter_bridge,
            "Hold": self._hold,
            "Unhold": self._unhold,
            "LocalBridge": self._join_halves,
            "BlindTransfer": self._blind_transfer,
            "AttendedTransfer": self._attended_transfer,
            "HangupRequest": self._hang_up_request,
            "Hangup": self._hang_up,
            "UserEvent": self._own_event,
            "QueueLog": self._log_line,
            "CouncilGone": self._gone,
        }

    def take(self, event: Event) -> None:
        """Take one event; those that tell nothing of callers are left out."""
        taker = self._takers.get(event.name)
        if taker:
            taker(event)

    # Queues

    def _join(self, event: Event) -> None:
        self._enter(event, event.get("Queue"), event.at)

    def _find_waiting(self, event: Event) -> None:
        """Take the answer to a question of who is waiting (QueueStatus)."""
        waited = float(event.get("Wait") or 0)
        self._enter(event, event.get("Queue"), event.at - waited)

    def _leave(self, event: Event) -> None:
        """Take a leaving: of nobody who is connected or abandoned it was by a key."""
        index = self._waiting(event.get("Uniqueid"), event.get("Queue"))
        if index is not None and not self._is_picked_up(self.visits[index]):
            self.visits[index] = self.visits[index].end(calls.LEFT_BY_KEY, event.at)

    def _is_picked_up(self, visit: Visit) -> bool:
        return "" in visit.ringing

    def _abandon(self, event: Event) -> None:
        leg = event.get("Uniqueid")
        index = self._waiting(leg, event.get("Queue"))
        if index is None:
            return
        result = calls.WITHDRAWN if leg in self._pulled else calls.ABANDONED
        self._pulled.discard(leg)
        # During a whisper to the officer it is noticed only afterwards.
        at = min(event.at, self._hung_up.get(leg, event.at))
        self.visits[index] = self.visits[index].end(result, at)

    def _own_event(self, event: Event) -> None:
        leg, what = event.get("Uniqueid"), event.get("UserEvent")
        if what == "CouncilPull":
            self._pulled.add(leg)
        elif what == "CouncilRecording":
            index = self._of_caller(leg)
            told = event.get("Recording")
            # Links of other kinds run programs.
            if index is not None and told.startswith(("https://", "http://")):
                self.visits[index] = replace(self.visits[index], recording=told)
        elif what == "CouncilQueueExit":
            self._exit(event, leg, STATUSES.get(event.get("Status"), ""))

    def _exit(self, event: Event, leg: str, result: str) -> None:
        """Take the dialplan's word of how a caller left a queue."""
        queue = event.get("Queue")
        index = self._of_caller(leg, queue)
        # Of those, the queue itself says nothing.
        is_turned_away = event.get("Status").startswith(("JOIN", "FULL"))
        last = self.visits[index].ended if index is not None else 0.0
        if is_turned_away and last not in (None, event.at):
            self._enter(event, queue, event.at)
            index = self._of_caller(leg, queue)
        if index is None or not result or self.visits[index].answered is not None:
            return
        visit = self.visits[index]
        ended = event.at if visit.ended is None else visit.ended
        self.visits[index] = visit.end(result, ended)

    # Ends

    def _hang_up_request(self, event: Event) -> None:
        self._hung_up.setdefault(event.get("Uniqueid"), event.at)

    def _hang_up(self, event: Event) -> None:
        leg = event.get("Uniqueid")
        at = min(event.at, self._hung_up.get(leg, event.at))
        self._silence(leg)
        served = self._of_agent(leg)
        if served is not None and self._ends_service(self.visits[served], leg):
            self.visits[served] = self.visits[served].end(calls.COMPLETED, at)
        index = self._of_caller(leg)
        if index is not None:
            self.visits[index] = self._caller_gone(self.visits[index], event.at, at)

    def _ends_service(self, visit: Visit, leg: str) -> bool:
        """Return whether a channel's end is that of the officer's part.

        A Local channel is taken out of the way while the telephone speaks on.
        """
        return leg == self._telephone(visit.agent_leg)

    def _caller_gone(self, visit: Visit, noticed: float, at: float) -> Visit:
        if visit.is_open:
            result = calls.COMPLETED if visit.answered else calls.ABANDONED
            return visit.end(result, at)
        # Whoever is still on the line after leaving a queue has not given up.
        stayed = visit.ended is not None and at - visit.ended > SAME_MOMENT
        if visit.result == calls.ABANDONED and stayed:
            return replace(visit, result=calls.WITHDRAWN)
        return visit

    def _gone(self, event: Event) -> None:
        """Take that a channel is not there any more, and nobody saw it end."""
        index = self._of_caller(event.get("Uniqueid"))
        if index is not None and self.visits[index].is_open:
            visit = self.visits[index]
            result = calls.COMPLETED if visit.answered else calls.LOST
            self.visits[index] = visit.end(result, event.at)

    # What was missed

    def _log_line(self, event: Event) -> None:
        """Take a line of queue_log, in whole seconds, that may repeat what is known."""
        entry = entry_of(event.get("Line"))
        if entry is None:
            return
        index = self._at_the_time(entry)
        visit = self.visits[index] if index is not None else None
        if entry.name == "ended":
            if visit and index is not None:
                self.visits[index] = self._ended_by_log(visit, entry)
        elif visit is None or not self._repeats(visit, entry):
            self.take(Event(entry.name, entry.at, entry.values))

    def _at_the_time(self, entry: Entry) -> int | None:
        """Return the visit of a line: the caller may have been there again since."""

        def is_of(one: Visit) -> bool:
            return (one.caller, one.queue) == (entry.leg, entry.queue)

        ended = self._index(
            lambda one: (
                is_of(one)
                and one.ended is not None
                and abs(one.ended - entry.at) <= SAME_MOMENT
            )
        )
        if entry.name == "ended" and ended is not None:
            return ended
        return self._index(
            lambda one: is_of(one) and one.began <= entry.at + SAME_MOMENT
        )

    def _repeats(self, visit: Visit, entry: Entry) -> bool:
        """Return whether a line says what is known of a visit."""
        known = visit.began if entry.name == "QueueCallerJoin" else visit.answered
        if known is not None and abs(known - entry.at) <= SAME_MOMENT:
            return True
        is_waiting = visit.is_open and visit.answered is None
        return is_waiting if entry.name == "QueueCallerJoin" else not is_waiting

    def _ended_by_log(self, visit: Visit, entry: Entry) -> Visit:
        if visit.is_open:
            if entry.result == calls.TRANSFERRED:
                self._sent[entry.leg] = entry.at, entry.extension
                visit = replace(visit, transferred_to=entry.extension)
            return visit.end(entry.result, entry.at)
        # The events of AMI do not tell one leaving from another.
        is_vague = visit.result in (calls.ABANDONED, calls.LEFT_BY_KEY)
        is_now = visit.ended is not None and abs(visit.ended - entry.at) <= SAME_MOMENT
        if is_vague and is_now and entry.result in calls.UNANSWERED:
            return replace(visit, result=entry.result)
        return visit
