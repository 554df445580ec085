"""Lines of Asterisk's queue_log, from which missed events are caught up."""

from dataclasses import dataclass, field

from . import calls

# Ends of a visit, by the event of a line.
ENDS = {
    "ABANDON": calls.ABANDONED,
    "EXITWITHTIMEOUT": calls.TIMED_OUT,
    "EXITWITHKEY": calls.LEFT_BY_KEY,
    "EXITEMPTY": calls.TURNED_AWAY,
    "WITHDRAW": calls.WITHDRAWN,
    "COMPLETECALLER": calls.COMPLETED,
    "COMPLETEAGENT": calls.COMPLETED,
    "BLINDTRANSFER": calls.TRANSFERRED,
    "ATTENDEDTRANSFER": calls.TRANSFERRED,
}


@dataclass(frozen=True)
class Entry:
    """What a line says.

    Attributes:
        name: the event of AMI that it stands for, or `ended`.
        at: seconds since 1970.
        leg: Uniqueid of the caller's channel.
        queue: name of the queue.
        result: of an `ended` one, a result of `calls`.
        extension: where a transfer led.
        values: values of the event of AMI.
    """

    name: str
    at: float
    leg: str
    queue: str
    result: str = ""
    extension: str = ""
    values: dict[str, str] = field(default_factory=dict)


def entry_of(line: str) -> Entry | None:
    """Read a line.

    Args:
        line: `epoch|uniqueid|queue|agent|event|…`. The agent of an ABANDON is not
            always NONE: it is a name if the caller hung up during a whisper.

    Returns:
        The entry; None for a line that is about no caller, or is damaged.
    """
    epoch, leg, queue, agent, event, *rest = [*line.strip().split("|"), *[""] * 8][:13]
    if not epoch.isdecimal() or len(epoch) > 10 or leg in ("", "NONE") or not queue:
        return None
    at = float(epoch)
    caller = {"Uniqueid": leg, "Queue": queue}
    if event == "ENTERQUEUE":
        number = {"CallerIDNum": rest[1]}
        return Entry("QueueCallerJoin", at, leg, queue, values={**caller, **number})
    if event == "CONNECT":
        told = {"HoldTime": rest[0], "DestUniqueid": rest[1], "MemberName": agent}
        if not rest[0].isdecimal():
            return None
        return Entry("AgentConnect", at, leg, queue, values={**caller, **told})
    if event in ENDS:
        # `APP|Queue|…` of an attended one names an application, not where it led.
        extension = rest[0] if event == "BLINDTRANSFER" else ""
        return Entry("ended", at, leg, queue, ENDS[event], extension)
    return None
