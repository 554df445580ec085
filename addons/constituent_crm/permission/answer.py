from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether something may be done, and why; true when it may.

    Attributes:
        is_allowed: whether it may be done now.
        code: the reason as a short name, for code to tell reasons apart.
        reason: the reason in words, in the language of whoever asked.
        earliest: when it may be done (UTC, naive), where it is a matter of time only.
    """

    is_allowed: bool
    code: str
    reason: str = ""
    earliest: datetime | None = None

    def __bool__(self) -> bool:
        return self.is_allowed
