"""What an officer says, step by step, and the way that a call took through it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What the other may say to a step, and where that leads.

    Attributes:
        leads_to: "step" (`next`, or else the one that follows), "questions" (the
            script is over, the request is taken down), or "answered" (it is over, and
            nothing is left to do).
    """

    name: str
    leads_to: str = "step"
    next: int | None = None


@dataclass(frozen=True)
class Step:
    """One thing to say; without replies, whatever is said leads to the step below."""

    key: int
    name: str
    body: str
    replies: tuple[Reply, ...] = ()


def read_script(script: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The steps of a script that is plain data, as it is kept and sent."""
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
    """The steps that a call came to, in order.

    Args:
        steps: in their order; a call begins with the first.
        chosen: for each step passed the index of the reply, None where there was none.
            What leads nowhere ends the way: it was made up.
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
    """Whether the call ended in an answer, so that nothing need be opened."""
    way = follow(steps, chosen)
    if not way or len(chosen) < len(way):
        return False
    reply = _reply(way[-1], chosen[len(way) - 1])
    return bool(reply and reply.leads_to == "answered")


def replies_by_step(
    steps: Sequence[Step], chosen: Sequence[int | None]
) -> list[tuple[str, str]]:
    """Pairs of the name of a step and what was replied, "" for nothing."""
    way = follow(steps, chosen)
    indexes = [*chosen, *[None] * len(way)]
    replies = [_reply(step, index) for step, index in zip(way, indexes, strict=False)]
    return [
        (step.name, reply.name if reply else "")
        for step, reply in zip(way, replies, strict=True)
    ]


def _reply(step: Step, index: int | None) -> Reply | None:
    if isinstance(index, int) and 0 <= index < len(step.replies):
        return step.replies[index]
    return None
