"""A stopwatch in working time, that may be paused while others have the ball."""

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True)
class Clock:
    """How much of a promise is used up.

    Args:
        budget: working seconds promised.
        consumed: working seconds used up to `resumed_at`, or in all when not running.
        resumed_at: since when it has been running (aware or naive UTC, as the caller
            keeps it), None while it stands still.
    """

    budget: float
    consumed: float = 0.0
    resumed_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        return self.resumed_at is not None

    @property
    def remaining(self) -> float:
        """Working seconds left from `resumed_at` on; 0 when used up."""
        return max(0.0, self.budget - self.consumed)

    @property
    def is_spent(self) -> bool:
        return self.consumed > self.budget

    def resume(self, at: datetime) -> "Clock":
        """Run from `at` on; a running clock just runs on."""
        return self if self.is_running else replace(self, resumed_at=at)

    def halt(self, worked: float) -> "Clock":
        """Stand still.

        Args:
            worked: working seconds between `resumed_at` and now.
        """
        if not self.is_running:
            return self
        return replace(self, consumed=self.consumed + worked, resumed_at=None)
