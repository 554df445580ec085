"""What became of a caller: one `Visit` for each time they waited in a queue.

The rules follow what Asterisk 22 really sends; each deviation from what one would
expect has its recording in `tests/recordings`.
"""

from dataclasses import dataclass, field, replace

# Results
COMPLETED = "completed"
TRANSFERRED = "transferred"
ABANDONED = "abandoned"
TIMED_OUT = "timed_out"
WITHDRAWN = "withdrawn"
LEFT_BY_KEY = "left_by_key"
TURNED_AWAY = "turned_away"
LOST = "lost"
# Of a caller who has not spoken to an officer.
UNANSWERED = (ABANDONED, TIMED_OUT, WITHDRAWN, LEFT_BY_KEY, TURNED_AWAY, LOST)

# Of a caller who has.
SERVED = (COMPLETED, TRANSFERRED)

# Between a caller's hanging up and the event of the queue that follows from it.
SAME_MOMENT = 1.0


@dataclass(frozen=True)
class Visit:
    """One visit of a caller to a queue, or to an officer by a transfer.

    Times are seconds since 1970, None where it has not come to it.

    Attributes:
        leg: Uniqueid of the channel that entered the queue. With `number_of_visit` it
            identifies the visit, since a caller who is sent back has the same one.
        number_of_visit: 1 for the first visit of this channel.
        caller: Uniqueid of the channel of whom it is about. An attended transfer
            replaces the officer's, which entered the queue, by the constituent's.
        queue: name of the queue; "" for an officer's extension.
        number: the caller's number; "" if withheld or unknown.
        name: the caller's name as the telephone network gives it.
        channel: name of the caller's channel.
        began: when the caller entered the queue.
        answered: when an officer and the caller were connected.
        ended: when the caller left, or the officer's part ended.
        result: one of the results above; "" while it goes on.
        agent_leg: Uniqueid of the channel of the officer who speaks.
        agent_channel: its name.
        agent: by what that officer's telephone is known, see `events.extensions`.
        ringing: telephones that ring for the caller, by Uniqueid.
        held: seconds on hold.
        held_since: when the present hold began.
        transferred_to: extension or queue to which the officer transferred the caller.
        went_on: whether the caller went on to another queue or officer.
        recording: what the dialplan says of where the recording is.
        waited_before: seconds that the caller waited in former visits of this call.
    """

    leg: str
    number_of_visit: int
    caller: str
    queue: str
    number: str = ""
    name: str = ""
    channel: str = ""
    began: float = 0.0
    answered: float | None = None
    ended: float | None = None
    result: str = ""
    agent_leg: str = ""
    agent_channel: str = ""
    agent: tuple[str, ...] = ()
    ringing: dict[str, tuple[str, ...]] = field(default_factory=dict)
    held: float = 0.0
    held_since: float | None = None
    transferred_to: str = ""
    went_on: bool = False
    recording: str = ""
    waited_before: float = 0.0

    @property
    def is_open(self) -> bool:
        return self.ended is None

    @property
    def waiting_seconds(self) -> float:
        """Return the seconds in this queue, until the answer or the end."""
        until = self.answered if self.answered is not None else self.ended
        return max(0.0, until - self.began) if until is not None else 0.0

    @property
    def talk_seconds(self) -> float:
        """Return the seconds of the talk, without holds."""
        if self.answered is None or self.ended is None:
            return 0.0
        return max(0.0, self.ended - self.answered - self.held)

    def answer(self, at: float, **agent: object) -> "Visit":
        """Return it connected to an officer; a visit that seemed over goes on."""
        return replace(
            self,
            answered=at,
            ended=None,
            result="",
            ringing={},
            **agent,  # type: ignore[arg-type]
        )

    def end(self, result: str, at: float) -> "Visit":
        """Return it ended; the end of a hold is that of the call."""
        return replace(
            self.resume(at), result=result, ended=max(at, self.began), ringing={}
        )

    def hold(self, at: float) -> "Visit":
        return self if self.held_since is not None else replace(self, held_since=at)

    def resume(self, at: float) -> "Visit":
        """Return it without a hold: a transfer ends holds that there never were."""
        if self.held_since is None:
            return self
        held = self.held + max(0.0, at - self.held_since)
        return replace(self, held=held, held_since=None)


def with_waiting(visits: list[Visit]) -> list[Visit]:
    """Return the visits of one call with `waited_before`: the sum of those before."""
    found, waited = [], 0.0
    for visit in visits:
        found.append(replace(visit, waited_before=waited))
        # After an answer, waiting begins anew: it is another matter.
        waited = 0.0 if visit.answered else waited + visit.waiting_seconds
    return found
