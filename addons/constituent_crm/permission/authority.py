"""May somebody act for somebody else, on a matter, on a day?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .answer import Answer

# Of several reasons why not, the first of these tells most.
TELLING = ("no_consent", "no_evidence", "expired", "other_matter", "ended", "withheld")


@dataclass(frozen=True, slots=True)
class Authority:
    """What lets one act for another.

    Attributes:
        role: what they are to the other, in words.
        may_act: whether the role carries a right to act at all.
        matters: codes of what it is about; empty means everything.
        is_evidenced: evidence has been seen, or none is needed.
        is_consented: the other has agreed, or need not.
        valid_from, valid_to: the days the role itself holds, both included.
        until: the last day of the right to act.
    """

    role: str
    may_act: bool = True
    matters: frozenset[str] = frozenset()
    is_evidenced: bool = True
    is_consented: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    until: date | None = None

    def judge(self, matter: str | None, day: date) -> str:
        """`authority`, or why it gives none on `day`; `matter` None is any matter."""
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
    """The answer, and the authority it rests on or fails by; None without any."""
    judged = {one.judge(matter, day): one for one in authorities}
    if "authority" in judged:
        return Answer(True, "authority"), judged["authority"]
    for code in TELLING:
        if code in judged:
            return Answer(False, code), judged[code]
    return Answer(False, "none"), None
