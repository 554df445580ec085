from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether something is allowed, and why; true when it is allowed.

    Attributes:
        is_allowed: whether it is allowed now.
        code: the reason as a short name, to be compared by code.
        reason: the reason as text, in the language of the user.
        earliest: when it will be allowed (UTC, naive), where only the time prevents it.
    """

    is_allowed: bool
    code: str
    reason: str = ""
    earliest: datetime | None = None

    def __bool__(self) -> bool:
        return self.is_allowed
