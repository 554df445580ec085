"""A stopwatch in working time, that may be paused while others have the ball."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from .timeline import Timeline

# Of several clocks, whose deadline is the request's.
MAIN = "resolve"


@dataclass(frozen=True)
class Promise:
    """How much time there is, and after how much of it to warn.

    Args:
        budget: seconds of a `Timeline`.
        warn: seconds of it, None to warn of nothing.
    """

    budget: float
    warn: float | None = None


@dataclass(frozen=True)
class Clock:
    """How much of a promise is used up. Moments are naive UTC.

    Args:
        promise: the time there is.
        consumed: used up to `resumed_at`, or in all when not running.
        resumed_at: since when it has been running, None while it stands still.
        due_at: when the promise is broken; None if never. A clock that stands still
            keeps the last one.
        warn_at: when to warn, None while it stands still or when there is no need.
        stopped_at: when what was promised was done; None until then.
        is_late: the promise was broken.
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
        return self.resumed_at is not None

    @property
    def remaining(self) -> float:
        """Seconds left from `resumed_at` on; 0 when used up."""
        return max(0.0, self.promise.budget - self.consumed)

    @property
    def state(self) -> str:
        """running, paused, met or missed."""
        if self.is_late:
            return "missed"
        if self.stopped_at:
            return "met"
        return "running" if self.is_running else "paused"

    def start(self, timeline: Timeline, at: datetime) -> "Clock":
        """Run for the first time."""
        return replace(self, resumed_at=timeline.begin(at))._planned(timeline)

    def resume(self, timeline: Timeline, at: datetime) -> "Clock":
        """Run on with the time that is left; a running clock just runs on.

        What is late stays late, and was due when it was due.
        """
        if self.is_running:
            return self
        going = replace(self, resumed_at=at, stopped_at=None)
        return going if self.is_late else going._planned(timeline)

    def pause(self, timeline: Timeline, at: datetime) -> "Clock":
        """Stand still; a clock that does already is not changed."""
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
        """What was promised is done."""
        if self.stopped_at:
            return self
        return replace(self.pause(timeline, at), stopped_at=at)

    def lapse(self) -> "Clock":
        """The deadline has passed."""
        return replace(self, is_late=True, warn_at=None)

    def replan(self, promise: Promise, timeline: Timeline, at: datetime) -> "Clock":
        """Another promise, or other hours; what was used before the last pause stays.

        Args:
            at: now; a clock that is due later than this is late no more.
        """
        if self.stopped_at:
            return self
        changed = replace(self, promise=promise)
        if not self.is_running:
            return changed
        planned = changed._planned(timeline)
        if not self.is_late:
            # Whoever marks what is late also tells of it: not here.
            return planned
        late = bool(planned.due_at and planned.due_at <= at)
        return planned.lapse() if late else replace(planned, is_late=False)

    def move(
        self, promise: Promise, before: Timeline, after: Timeline, at: datetime
    ) -> "Clock":
        """Another promise that is counted in other hours.

        The share of the time that is used stays used.

        Args:
            before: what it was counted in until now, `at`.
            after: what it is counted in from now on.
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
    """What a request shows of its clocks.

    Args:
        clocks: (kind, state, due_at, warn_at) of each; the moments None if never.

    Returns:
        (due_at, state, warn_at): of the clock of resolving, or else of the one that is
        due first; `warn_at` is the earliest of those that run.
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
