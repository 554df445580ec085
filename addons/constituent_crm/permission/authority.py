"""Authority of one person to act for another, on a matter and on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .answer import Answer

# Of several reasons for refusal, the first of these is given.
REASON_ORDER = (
    "no_consent",
    "no_evidence",
    "expired",
    "other_matter",
    "ended",
    "withheld",
)


@dataclass(frozen=True, slots=True)
class Authority:
    """What entitles one person to act for another.

    Attributes:
        role: relation to the other person, as text.
        may_act: whether the role includes a right to act.
        matters: codes of the matters that it covers; empty for all.
        is_evidenced: whether evidence has been seen or none is needed.
        is_consented: whether the other person has consented or need not.
        valid_from: first day of the role, or None.
        valid_to: last day of the role, or None.
        until: last day of the right to act, or None.
    """

    role: str
    may_act: bool = True
    matters: frozenset[str] = frozenset()
    is_evidenced: bool = True
    is_consented: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    until: date | None = None

    def result_code(self, matter: str | None, day: date) -> str:
        """Return "authority", or the code of the reason against it.

        Args:
            matter: code of the matter, or None for any.
            day: the day in question.

        Returns:
            "authority", or one of `REASON_ORDER`.
        """
        begun = not self.valid_from or self.valid_from <= day
        if not begun or (self.valid_to and self.valid_to < day):
            return "ended"
        if not self.may_act:
            return "withheld"
        if matter and self.matters and matter not in self.matters:
            return "other_matter"
        if self.until and self.until < day:
            return "expired"
        if not self.is_evidenced:
            return "no_evidence"
        return "authority" if self.is_consented else "no_consent"


def decide(
    authorities: Iterable[Authority], matter: str | None, day: date
) -> tuple[Answer, Authority | None]:
    """Decide whether one person may act for another.

    Args:
        authorities: what may entitle them.
        matter: code of the matter, or None for any.
        day: the day in question.

    Returns:
        The answer, and the authority that it is based on or that fails; None without
        any.
    """
    by_code = {
        authority.result_code(matter, day): authority for authority in authorities
    }
    if "authority" in by_code:
        return Answer(True, "authority"), by_code["authority"]
    for code in REASON_ORDER:
        if code in by_code:
            return Answer(False, code), by_code[code]
    return Answer(False, "none"), None
