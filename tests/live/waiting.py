"""Callers who wait, and are not served."""

import time

from .steps import (
    call,
    pause,
    redirect,
    talk_visit,
    until_up,
    wait_visit,
    waiting_channel,
    withdraw,
)


def abandoned(rig):
    """Nobody answers, and the caller hangs up while a telephone rings."""
    rig.officer(ring=None)
    caller = call(rig, "streets")
    time.sleep(3)
    caller.hang_up()
    return [wait_visit("streets", "abandoned", caller)]


def abandoned_unrung(rig):
    """The only officer is paused."""
    pause(rig, "agent101", True)
    caller = call(rig, "streets")
    time.sleep(2)
    caller.hang_up()
    pause(rig, "agent101", False)
    return [wait_visit("streets", "abandoned", caller)]


def timed_out(rig):
    """The queue gives up after three seconds."""
    rig.officer(ring=None)
    caller = call(rig, "short")
    caller.wait_ended()
    return [wait_visit("streets", "timed_out", caller)]


def overflow(rig):
    """After three seconds the caller goes on to another queue, which answers."""
    rig.officer(ring=None)
    other = rig.officer("agent102", ring=2.0)
    caller = call(rig, "overflow")
    served = other.wait_call()
    between = served.began_at
    until_up(served)
    time.sleep(2)
    caller.hang_up()
    first = wait_visit("streets", "timed_out", caller)
    first.ended = between
    second = talk_visit("tax", caller, served)
    second.began = between
    return [first, second]


def overflow_abandoned(rig):
    """The caller gives up in the second queue."""
    rig.officer(ring=None)
    other = rig.officer("agent102", ring=None)
    caller = call(rig, "overflow")
    between = other.wait_call().began_at
    time.sleep(2)
    caller.hang_up()
    first = wait_visit("streets", "timed_out", caller)
    first.ended = between
    second = wait_visit("tax", "abandoned", caller)
    second.began = between
    return [first, second]


def left_by_key(rig):
    """The caller presses 9, which leads out of the queue."""
    pause(rig, "agent101", True)
    caller = call(rig, "keys")
    time.sleep(2)
    pressed = time.time()
    caller.press("9")
    caller.wait_ended()
    pause(rig, "agent101", False)
    visit = wait_visit("keys", "left_by_key", caller)
    visit.ended = pressed
    return [visit]


def turned_away(rig):
    """The queue takes nobody while all its officers pause."""
    pause(rig, "agent103", True)
    caller = call(rig, "strict")
    caller.wait_ended()
    pause(rig, "agent103", False)
    return [wait_visit("strict", "turned_away", caller)]


def left_when_empty(rig):
    """The last officer of the queue pauses while a caller waits."""
    rig.officer("agent103", rejects=(486, "Busy Here"))
    caller = call(rig, "strict")
    time.sleep(1.5)
    pause(rig, "agent103", True)
    caller.wait_ended()
    pause(rig, "agent103", False)
    return [wait_visit("strict", "turned_away", caller)]


def withdrawn(rig):
    """A caller is taken out of the queue to be rung back; no telephone rings."""
    pause(rig, "agent101", True)
    caller = call(rig, "streets")
    time.sleep(2)
    withdraw(rig, "streets")
    caller.wait_ended()
    pause(rig, "agent101", False)
    return [wait_visit("streets", "withdrawn", caller)]


def withdrawn_but_answered(rig):
    """The officer whose telephone rings at that moment answers after all."""
    officer = rig.officer(ring=3.0)
    caller = call(rig, "streets")
    time.sleep(1.5)
    withdraw(rig, "streets")
    served = until_up(officer.wait_call())
    time.sleep(2)
    caller.hang_up()
    return [talk_visit("streets", caller, served)]


def pulled(rig):
    """A supervisor moves a waiting caller elsewhere, and says so."""
    pause(rig, "agent101", True)
    caller = call(rig, "streets")
    time.sleep(2)
    channel, leg = waiting_channel(rig, "streets")
    rig.manager.ask("UserEvent", UserEvent="CouncilPull", Uniqueid=leg)
    moved = redirect(rig, channel)
    time.sleep(3)
    caller.hang_up()
    pause(rig, "agent101", False)
    visit = wait_visit("streets", "withdrawn", caller)
    visit.ended = moved
    return [visit]


def pulled_silently(rig):
    """Other software moves a waiting caller elsewhere: the caller stays on the line."""
    pause(rig, "agent101", True)
    caller = call(rig, "streets")
    time.sleep(2)
    moved = redirect(rig, waiting_channel(rig, "streets")[0])
    time.sleep(3)
    caller.hang_up()
    pause(rig, "agent101", False)
    visit = wait_visit("streets", "withdrawn", caller)
    visit.ended = moved
    return [visit]


def whisper_hang_up(rig):
    """The caller hangs up during the whisper."""
    officer = rig.officer()
    caller = call(rig, "whisper")
    served = until_up(officer.wait_call())
    time.sleep(1.5)
    caller.hang_up()
    served.wait_ended()
    # The queue notices it only after the whisper.
    return [wait_visit("whisper", "abandoned", caller)]


def declined(rig):
    """A telephone refuses each second, until the caller gives up."""
    rig.officer(rejects=(486, "Busy Here"))
    caller = call(rig, "streets")
    time.sleep(3.5)
    caller.hang_up()
    return [wait_visit("streets", "abandoned", caller)]


SCENARIOS = (
    abandoned,
    abandoned_unrung,
    timed_out,
    overflow,
    overflow_abandoned,
    left_by_key,
    turned_away,
    left_when_empty,
    withdrawn,
    withdrawn_but_answered,
    pulled,
    pulled_silently,
    whisper_hang_up,
    declined,
)
