"""The order in which visitors are called, and how long they are likely to wait."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# Waits are told in steps: people would take a number of minutes for a promise.
STEP_MINUTES = 5
# What a counter serves; an empty one serves everything.
Counter = frozenset[int]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who waits.

    Attributes:
        key: identifies the visitor.
        arrived_at: when they checked in.
        reason: what they came for, 0 for nothing in particular.
        minutes: how long it takes to serve them.
        is_urgent: whether what they came for goes first.
        is_vulnerable: whether they cannot be left waiting.
        appointment_at: time of their appointment, None for walk-ins.
        not_before: when they are called again after they did not come, or None.
    """

    key: int
    arrived_at: datetime
    reason: int = 0
    minutes: int = 0
    is_urgent: bool = False
    is_vulnerable: bool = False
    appointment_at: datetime | None = None
    not_before: datetime | None = None

    def held_until(self, grace: timedelta) -> datetime | None:
        """Return until when others go first, None for no time.

        Who is early for an appointment waits for its time, unless they are vulnerable.
        Who did not come when called has a few minutes to return.

        Args:
            grace: as for `is_in_time`.
        """
        times = [self.not_before]
        if self.is_in_time(grace) and not self.is_vulnerable:
            times.append(self.appointment_at)
        return max((time for time in times if time), default=None)

    def is_in_time(self, grace: timedelta) -> bool:
        """Return whether they came for an appointment that is honoured.

        Args:
            grace: how late they may be; later, they are walk-ins.
        """
        at = self.appointment_at
        return at is not None and self.arrived_at <= at + grace

    def rank(
        self, now: datetime, grace: timedelta
    ) -> tuple[bool | datetime | int, ...]:
        """Return the key to sort visitors by: who has the lowest is called next.

        An appointment is honoured at its time, before all walk-ins. Of these, the
        vulnerable go first, then urgent matters, then the first to come. Who is held
        goes last, but goes where nobody else is left.

        Args:
            now: the time of the call.
            grace: as for `is_in_time`.
        """
        held = self.held_until(grace)
        if held and held > now:
            return (True, held, self.arrived_at, self.key)
        at = self.appointment_at
        is_due = at is not None and self.is_in_time(grace) and at <= now
        since = at if at is not None and is_due else self.arrived_at
        return (
            False,
            not is_due,
            not self.is_vulnerable,
            not self.is_urgent,
            since,
            self.key,
        )


@dataclass(frozen=True, slots=True)
class Outlook:
    """What somebody who waits can expect.

    Attributes:
        ahead: how many are called before them.
        minutes: how long they are likely to wait.
    """

    ahead: int
    minutes: int


def serves(counter: Counter, reason: int) -> bool:
    """Return whether a counter serves visitors who came for a reason.

    Args:
        counter: what it serves.
        reason: as `Visitor.reason`; every counter serves nothing in particular.
    """
    return not counter or not reason or reason in counter


def order(
    visitors: Iterable[Visitor], now: datetime, grace: timedelta
) -> list[Visitor]:
    """Return visitors in the order in which they are called.

    Args:
        visitors: those who wait.
        now: the time of the call.
        grace: how late one may be for an appointment.
    """
    return sorted(visitors, key=lambda one: one.rank(now, grace))


def outlooks(
    line: Sequence[Visitor], counters: Sequence[Counter], now: datetime
) -> dict[int, Outlook]:
    """Return what each visitor can expect.

    A visitor waits for those before them whom the same counters serve; the work is
    shared among these. Where no counter is open for a matter, it waits for one as if
    it were alone.

    Args:
        line: visitors in their order, as `order` returns them.
        counters: what each open counter serves.
        now: the time of the question.

    Returns:
        Dict of `Visitor.key` to `Outlook`.
    """
    serving: dict[int, frozenset[int]] = {}
    for reason in {one.reason for one in line}:
        serving[reason] = frozenset(
            index for index, counter in enumerate(counters) if serves(counter, reason)
        )
    found: dict[int, Outlook] = {}
    # Number and minutes of those before, by the counters that serve them.
    before: dict[frozenset[int], tuple[int, int]] = {}
    for visitor in line:
        mine = serving[visitor.reason]
        shared = [sums for served, sums in before.items() if served & mine or not mine]
        ahead = sum(number for number, _minutes in shared)
        wait = sum(minutes for _number, minutes in shared) / max(1, len(mine))
        if visitor.appointment_at and visitor.appointment_at > now:
            until = (visitor.appointment_at - now).total_seconds() / 60
            wait = max(wait, until)
        found[visitor.key] = Outlook(ahead, in_steps(wait))
        number, minutes = before.get(mine, (0, 0))
        before[mine] = (number + 1, minutes + visitor.minutes)
    return found


def in_steps(minutes: float) -> int:
    """Round minutes up to whole steps.

    >>> in_steps(6)
    10

    Args:
        minutes: a number of minutes from 0.
    """
    return -int(-minutes // STEP_MINUTES) * STEP_MINUTES
