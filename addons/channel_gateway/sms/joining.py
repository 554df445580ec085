"""Parts of one text that came as texts of their own.

A gateway gives up joining the parts of a text when one does not come, and hands on
those it has, each as a text: half an hour late, and with nothing to tell them by but
their sender, the time they were sent, and their length (fact of Kannel 1.4.5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from .parts import may_continue
from .received import ReceivedText

# The parts of a text leave the phone within seconds.
MAX_SECONDS_APART = 20
GAP = " […] "


@dataclass(frozen=True)
class Joined:
    """A text made of its parts.

    Attributes:
        text: the words; `GAP` stands where a part is missing.
        is_complete: whether no part is missing, as far as is known.
    """

    text: str
    is_complete: bool


def belong_together(one: ReceivedText, other: ReceivedText) -> bool:
    """Return whether two texts of one sender are parts of the same text.

    Args:
        one: a text.
        other: another text from the same sender to the same number.
    """
    if one.group or other.group:
        return one.group == other.group
    if not (one.sent_at and other.sent_at):
        return False
    apart = abs(one.sent_at - other.sent_at)
    is_near = apart <= timedelta(seconds=MAX_SECONDS_APART)
    return is_near and (may_continue(one.text) or may_continue(other.text))


def in_order(parts: Sequence[ReceivedText]) -> list[int]:
    """Return the positions of parts in the order of their text.

    Without numbers, those that others follow come first, in the order they came.
    """

    def place(position: int) -> tuple[int, bool, int]:
        part = parts[position]
        return part.part, not may_continue(part.text), position

    return sorted(range(len(parts)), key=place)


def join(parts: Sequence[ReceivedText]) -> Joined:
    """Return the text of its parts, given in their order."""
    count = parts[0].count
    if not count:
        # A gateway that has all of them joins them itself.
        whole = len(parts) == 1
        return Joined(GAP.join(one.text for one in parts), is_complete=whole)
    by_number = {one.part: one.text for one in parts}
    words: list[str] = []
    for number in range(1, count + 1):
        if number in by_number:
            words.append(by_number[number])
        elif not words or words[-1] != GAP:
            words.append(GAP)
    return Joined("".join(words).strip(), is_complete=len(by_number) == count)
