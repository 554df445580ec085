"""What people do in the scenarios, and what the telephones saw of it."""

import time

from .rig import Visit

# Numbers are of Ofcom's ranges for drama (07700 900000 to 900999).
CITIZEN = "07700900101"
COUNCIL = "01632960100"


def call(rig, queue, number=CITIZEN, **how):
    phone = rig.constituent(number)
    return phone.dial(queue, number=number, **how).wait_settled()


def until_up(call):
    deadline = time.monotonic() + 15
    while call.state != "up":
        assert time.monotonic() < deadline, f"{call.phone.user} does not answer"
        time.sleep(0.02)
    return call


def talk_visit(queue, caller, served):
    ends = [end for end in (caller.ended_at, served.ended_at) if end]
    return Visit(
        queue=queue,
        result="completed",
        number=caller.phone.user,
        began=caller.answered_at,
        answered=served.answered_at,
        ended=min(ends) if ends else time.time(),
        extension=served.phone.user.removeprefix("agent"),
        held=served.held_seconds,
    )


def wait_visit(queue, result, caller):
    return Visit(queue, result, caller.phone.user, caller.answered_at, caller.ended_at)


def pause(rig, user, is_paused):
    rig.manager.ask(
        "QueuePause", Interface=f"PJSIP/{user}", Paused="true" if is_paused else "false"
    )


def waiting_channel(rig, queue):
    """Return channel and Uniqueid of the caller who waits in a queue."""
    rows = rig.manager.collect("QueueStatus", "QueueStatusComplete", Queue=queue)
    (row,) = [row for row in rows if row.get("Event") == "QueueEntry"]
    return row["Channel"], row["Uniqueid"]


def withdraw(rig, queue):
    channel, _leg = waiting_channel(rig, queue)
    rig.manager.ask(
        "QueueWithdrawCaller", Queue=queue, Caller=channel, WithdrawInfo="callback"
    )


def redirect(rig, channel, context="pulled", extension="s"):
    moved = time.time()
    rig.manager.ask(
        "Redirect", Channel=channel, Context=context, Exten=extension, Priority="1"
    )
    return moved


def channel_of(rig, user):
    rows = rig.manager.collect("CoreShowChannels", "CoreShowChannelsComplete")
    (name,) = [
        row["Channel"]
        for row in rows
        if row.get("Channel", "").startswith(f"PJSIP/{user}-")
    ]
    return name
