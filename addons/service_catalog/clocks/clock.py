"""SLA clocks: stopwatches in working time that can be paused."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from .timeline import Timeline

# The kind of clock whose deadline is shown as the request's.
MAIN = "resolve"


@dataclass(frozen=True)
class Promise:
    """The time that an SLA policy allows.

    Args:
        budget: seconds of a `Timeline`.
        warn: seconds after which to warn; None for no warning.
    """

    budget: float
    warn: float | None = None


@dataclass(frozen=True)
class Clock:
    """The state of an SLA clock. Times are naive UTC.

    Args:
        promise: the time allowed.
        consumed: seconds used up to `resumed_at`, or in all when not running.
        resumed_at: when the current run began; None while the clock is paused.
        due_at: the deadline; None if there is none. A paused clock keeps its last
            deadline.
        warn_at: when to warn; None while paused or when no warning is needed.
        stopped_at: when the promised action was completed; None until then.
        is_late: whether the deadline was missed.
    """

    promise: Promise
    consumed: float = 0.0
    resumed_at: datetime | None = None
    due_at: datetime | None = None
    warn_at: datetime | None = None
    stopped_at: datetime | None = None
    is_late: bool = False

    @property
    def is_running(self) -> bool:
        """Return whether time is counted."""
        return self.resumed_at is not None

    @property
    def remaining(self) -> float:
        """Return the seconds left at `resumed_at`; 0 when the budget is used up."""
        return max(0.0, self.promise.budget - self.consumed)

    @property
    def state(self) -> str:
        """Return "running", "paused", "met" or "missed"."""
        if self.is_late:
            return "missed"
        if self.stopped_at:
            return "met"
        return "running" if self.is_running else "paused"

    def start(self, timeline: Timeline, at: datetime) -> "Clock":
        """Start the clock for the first time.

        Args:
            timeline: what counts as working time.
            at: when the request was opened.

        Returns:
            The running clock.
        """
        return replace(self, resumed_at=timeline.begin(at))._planned(timeline)

    def resume(self, timeline: Timeline, at: datetime) -> "Clock":
        """Continue with the remaining time.

        A running clock is unchanged. A clock that missed its deadline stays late and
        keeps that deadline.

        Args:
            timeline: what counts as working time.
            at: now.

        Returns:
            The running clock.
        """
        if self.is_running:
            return self
        going = replace(self, resumed_at=at, stopped_at=None)
        return going if self.is_late else going._planned(timeline)

    def pause(self, timeline: Timeline, at: datetime) -> "Clock":
        """Pause the clock; a paused one is unchanged.

        Args:
            timeline: what counts as working time.
            at: now.

        Returns:
            The paused clock.
        """
        if self.resumed_at is None:
            return self
        late = self.is_late or bool(self.due_at and at > self.due_at)
        return replace(
            self,
            consumed=self.consumed + timeline.spent(self.resumed_at, at),
            resumed_at=None,
            warn_at=None,
            is_late=late,
        )

    def stop(self, timeline: Timeline, at: datetime) -> "Clock":
        """Stop the clock because the promised action was completed.

        Args:
            timeline: what counts as working time.
            at: when it was completed.

        Returns:
            The stopped clock.
        """
        if self.stopped_at:
            return self
        return replace(self.pause(timeline, at), stopped_at=at)

    def lapse(self) -> "Clock":
        """Mark the deadline as missed.

        Returns:
            The late clock, without a warning.
        """
        return replace(self, is_late=True, warn_at=None)

    def replan(self, promise: Promise, timeline: Timeline, at: datetime) -> "Clock":
        """Apply another promise or changed working hours; consumed time stays.

        Args:
            promise: the new promise.
            timeline: the new working time.
            at: now. A late clock whose new deadline is after it is no longer late.

        Returns:
            The replanned clock; a stopped one is unchanged.
        """
        if self.stopped_at:
            return self
        changed = replace(self, promise=promise)
        if not self.is_running:
            return changed
        planned = changed._planned(timeline)
        if not self.is_late:
            # A caller that marks a clock as late also notifies; hence not here.
            return planned
        late = bool(planned.due_at and planned.due_at <= at)
        return planned.lapse() if late else replace(planned, is_late=False)

    def move(
        self, promise: Promise, before: Timeline, after: Timeline, at: datetime
    ) -> "Clock":
        """Apply another promise that is counted on another timeline.

        The consumed share of the budget stays the same.

        Args:
            promise: the new promise.
            before: the timeline up to `at`.
            after: the timeline from `at` on.
            at: now.

        Returns:
            The moved clock; a stopped one is unchanged.
        """
        if self.stopped_at:
            return self
        paused = self.pause(before, at)
        share = paused.consumed / self.promise.budget if self.promise.budget else 0.0
        moved = replace(
            paused,
            promise=promise,
            consumed=min(share, 1.0) * promise.budget,
            is_late=self.is_late,
        )
        if not self.is_running:
            return moved
        return replace(moved, resumed_at=at).replan(promise, after, at)

    def _planned(self, timeline: Timeline) -> "Clock":
        """Compute the deadline and the warning of a running clock."""
        warn, since = self.promise.warn, self.resumed_at
        assert since is not None, "a clock that stands still is not planned"
        return replace(
            self,
            due_at=timeline.reach(since, self.remaining),
            warn_at=None
            if warn is None
            else timeline.reach(since, max(0.0, warn - self.consumed)),
        )


def summary(
    clocks: Iterable[tuple[str, str, datetime | None, datetime | None]],
) -> tuple[datetime | None, str | None, datetime | None]:
    """Summarise the clocks of a request.

    Args:
        clocks: kind, state, due_at and warn_at of each; times are None if there are
            none.

    Returns:
        Deadline, state and warning. Deadline and state are those of the clock for
        resolving, or else of the clock that is due first. The warning is the earliest
        of the running clocks.
    """
    clocks = list(clocks)
    if not clocks:
        return None, None, None
    never = datetime.max
    _kind, state, due_at, _warn = min(
        clocks, key=lambda one: (one[0] != MAIN, one[2] or never)
    )
    warned = [warn for _k, stands, _d, warn in clocks if stands == "running"]
    return due_at, state, min(filter(None, warned), default=None)
