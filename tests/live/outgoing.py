"""Calls that the council dials, each with what became of it."""

import itertools
import time

from .steps import CITIZEN, COUNCIL, until_up

NUMBERS = itertools.count(int(time.time()))


def officer_first(rig, leg):
    """Ring the officer's telephone, then the constituent's, as click to dial does."""
    rig.manager.ask(
        "Originate",
        Channel="PJSIP/agent101",
        ChannelId=leg,
        Context="council-outgoing",
        Exten=CITIZEN,
        Priority="1",
        CallerID=f"<{CITIZEN}>",
        Variable=f"COUNCIL_NUMBER={COUNCIL}",
        Timeout="4000",
        Async="true",
    )


def constituent_first(rig, leg):
    """Ring the constituent, then put them in a queue, as a call-back does."""
    rig.manager.ask(
        "Originate",
        Channel=f"PJSIP/{CITIZEN}@trunk",
        ChannelId=leg,
        Context="council-callback",
        Exten="streets",
        Priority="1",
        CallerID=f"<{COUNCIL}>",
        Variable=f"COUNCIL_CALLER={CITIZEN}",
        Timeout="3000",
        Async="true",
    )


def dialled_answered(rig, leg):
    """The constituent answers after a second, and hangs up after two."""
    officer, citizen = rig.officer(), rig.trunk(ring=1.0)
    officer_first(rig, leg)
    until_up(officer.wait_call())
    theirs = until_up(citizen.wait_call())
    assert COUNCIL in theirs.shown
    time.sleep(2)
    theirs.hang_up()
    officer.calls[-1].wait_ended()
    return True, "answered", theirs


def dialled_busy(rig, leg):
    return _dialled_refused(rig, leg, (486, "Busy Here"), "busy")


def dialled_unknown(rig, leg):
    return _dialled_refused(rig, leg, (404, "Not Found"), "no_such_number")


def dialled_officer_away(rig, leg):
    """The officer does not pick up."""
    officer = rig.officer(ring=None)
    officer_first(rig, leg)
    officer.wait_call().wait_ended()
    return True, "officer_away", None


def dialled_officer_declines(rig, leg):
    officer = rig.officer(rejects=(603, "Decline"))
    officer_first(rig, leg)
    officer.wait_call().wait_ended()
    return True, "officer_away", None


def dialled_cancelled(rig, leg):
    """The officer gives up while it rings."""
    officer, citizen = rig.officer(), rig.trunk(ring=None)
    officer_first(rig, leg)
    own = until_up(officer.wait_call())
    citizen.wait_call()
    time.sleep(1.5)
    own.hang_up()
    citizen.calls[-1].wait_ended()
    return True, "no_answer", None


def called_back(rig, leg):
    """The constituent answers, waits in the queue, and is served."""
    citizen = rig.trunk(ring=1.0)
    officer = rig.officer(ring=1.5)
    constituent_first(rig, leg)
    theirs = until_up(citizen.wait_call())
    assert COUNCIL in theirs.shown
    until_up(officer.wait_call())
    assert CITIZEN in officer.calls[-1].shown
    time.sleep(2)
    theirs.hang_up()
    officer.calls[-1].wait_ended()
    return False, "answered", theirs


def called_back_busy(rig, leg):
    return _called_back_refused(rig, leg, (486, "Busy Here"), "busy")


def called_back_unknown(rig, leg):
    return _called_back_refused(rig, leg, (404, "Not Found"), "no_such_number")


def called_back_congestion(rig, leg):
    return _called_back_refused(rig, leg, (503, "Service Unavailable"), "congestion")


def called_back_declined(rig, leg):
    return _called_back_refused(rig, leg, (603, "Decline"), "rejected")


def called_back_unanswered(rig, leg):
    """It rings until the time is up."""
    citizen = rig.trunk(ring=None)
    constituent_first(rig, leg)
    citizen.wait_call().wait_ended()
    return False, "no_answer", None


def _dialled_refused(rig, leg, status, result):
    officer, citizen = rig.officer(), rig.trunk(rejects=status)
    officer_first(rig, leg)
    citizen.wait_call()
    officer.calls[-1].wait_ended()
    return True, result, None


def _called_back_refused(rig, leg, status, result):
    citizen = rig.trunk(rejects=status)
    constituent_first(rig, leg)
    citizen.wait_call()
    return False, result, None


SCENARIOS = (
    dialled_answered,
    dialled_busy,
    dialled_unknown,
    dialled_officer_away,
    dialled_officer_declines,
    dialled_cancelled,
    called_back,
    called_back_busy,
    called_back_unknown,
    called_back_congestion,
    called_back_declined,
    called_back_unanswered,
)
