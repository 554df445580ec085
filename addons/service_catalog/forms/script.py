"""Call scripts: steps that an officer reads out, and the path of a call."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reply:
    """A reply to a step.

    Attributes:
        name: the text of the reply.
        leads_to: "step" (the step `next`, or else the following one), "questions"
            (the script ends and the request is opened), or "answered" (it ends and no
            request is needed).
        next: key of the next step; None for the following one.
    """

    name: str
    leads_to: str = "step"
    next: int | None = None


@dataclass(frozen=True)
class Step:
    """A step of a script; without replies it is followed by the step below."""

    key: int
    name: str
    body: str
    replies: tuple[Reply, ...] = ()


def read_script(script: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Read the steps of a script from plain data.

    Args:
        script: for each step a dict of key, name, body and replies.

    Returns:
        The steps, in order.
    """
    return tuple(
        Step(
            plain["key"],
            plain["name"],
            plain["body"],
            tuple(Reply(**reply) for reply in plain["replies"]),
        )
        for plain in script
    )


def follow(steps: Sequence[Step], chosen: Sequence[int | None]) -> list[Step]:
    """Return the steps that a call reached.

    Args:
        steps: the steps in order; a call begins with the first.
        chosen: for each step passed the index of its reply; None for no reply. The path
            ends at an index that does not exist.

    Returns:
        The steps reached, in order.
    """
    places = {step.key: at for at, step in enumerate(steps)}
    way = list(steps[:1])
    for index in chosen:
        step = way[-1] if way else None
        reply = _reply(step, index) if step else None
        if not step or (step.replies and not reply):
            break
        if reply and reply.leads_to != "step":
            break
        follows = places[step.key] + 1
        at = places.get(reply.next, follows) if reply and reply.next else follows
        if at >= len(steps):
            break
        way.append(steps[at])
    return way


def is_answer(steps: Sequence[Step], chosen: Sequence[int | None]) -> bool:
    """Return whether the call ended in an answer, so that no request is needed.

    Args:
        steps: the steps in order.
        chosen: as for `follow`.

    Returns:
        True when the last reply leads to "answered".
    """
    way = follow(steps, chosen)
    if not way or len(chosen) < len(way):
        return False
    reply = _reply(way[-1], chosen[len(way) - 1])
    return bool(reply and reply.leads_to == "answered")


def replies_by_step(
    steps: Sequence[Step], chosen: Sequence[int | None]
) -> list[tuple[str, str]]:
    """Return what was replied to each step reached.

    Args:
        steps: the steps in order.
        chosen: as for `follow`.

    Returns:
        Pairs of the name of a step and the reply, "" for none.
    """
    way = follow(steps, chosen)
    indexes = [*chosen, *[None] * len(way)]
    replies = [_reply(step, index) for step, index in zip(way, indexes, strict=False)]
    return [
        (step.name, reply.name if reply else "")
        for step, reply in zip(way, replies, strict=True)
    ]


def _reply(step: Step, index: int | None) -> Reply | None:
    """Return the reply with this index, or None."""
    if isinstance(index, int) and 0 <= index < len(step.replies):
        return step.replies[index]
    return None
