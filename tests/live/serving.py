"""Callers who are served by one officer."""

import time

from .steps import CITIZEN, call, talk_visit, until_up


def answered(rig):
    """An officer answers after two seconds; the caller hangs up."""
    officer = rig.officer(ring=2.0)
    caller = call(rig, "streets")
    served = officer.wait_call()
    until_up(served)
    time.sleep(3)
    caller.hang_up()
    served.wait_ended()
    return [talk_visit("streets", caller, served)]


def officer_hangs_up(rig):
    """The officer ends the call, after a hold."""
    officer = rig.officer()
    caller = call(rig, "streets")
    served = until_up(officer.wait_call())
    time.sleep(1)
    served.hold()
    time.sleep(2)
    served.resume()
    time.sleep(1)
    served.hang_up()
    caller.wait_ended()
    return [talk_visit("streets", caller, served)]


def whisper(rig):
    """A text is whispered to the officer before they are connected."""
    officer = rig.officer()
    caller = call(rig, "whisper")
    served = until_up(officer.wait_call())
    time.sleep(8)
    caller.hang_up()
    visit = talk_visit("whisper", caller, served)
    # Whispering counts as waiting: the text takes 5.7 seconds.
    visit.answered = served.answered_at + 5.7
    return [visit]


def withheld_anonymous(rig):
    """The word stands in place of the number."""
    sender = '"Anonymous" <sip:anonymous@anonymous.invalid>'
    return _withheld(rig, sender=sender)


def withheld_asserted(rig):
    """The trunk gives the number, to be kept from the officer."""
    sender = '"Anonymous" <sip:anonymous@anonymous.invalid>'
    asserted = f"P-Asserted-Identity: <sip:{CITIZEN}@council.test>\r\nPrivacy: id\r\n"
    return _withheld(rig, sender=sender, headers=asserted)


def unavailable_number(rig):
    """The network does not know the number."""
    return _withheld(rig, sender='"Unavailable" <sip:unavailable@unknown.invalid>')


def latin_name(rig):
    """The name is not UTF-8."""
    officer = rig.officer()
    name = "Zo\udceb M\udcfcller"
    caller = call(rig, "streets", name=name)
    served = until_up(officer.wait_call())
    time.sleep(1)
    caller.hang_up()
    return [talk_visit("streets", caller, served)]


def picked_up(rig):
    """A colleague takes the call that rings at another officer's telephone."""
    rig.officer(ring=None)
    second = rig.officer("agent102")
    caller = call(rig, "streets")
    time.sleep(2)
    taken = second.dial("*9101")
    taken.wait_settled()
    time.sleep(3)
    caller.hang_up()
    return [talk_visit("streets", caller, taken)]


def hotdesk(rig):
    """The officer is reached through a Local channel."""
    return _by_local(rig, "hotdesk")


def hotdesk_optimised(rig):
    """Asterisk takes the Local channel out of the way."""
    return _by_local(rig, "optimised")


def rung_by_two(rig):
    """Two telephones ring; the second officer answers."""
    rig.officer(ring=None)
    second = rig.officer("agent102", ring=2.0)
    caller = call(rig, "both")
    served = until_up(second.wait_call())
    time.sleep(2)
    caller.hang_up()
    return [talk_visit("both", caller, served)]


def two_callers(rig):
    """Two callers are served one after the other by one officer."""
    officer = rig.officer()
    first = call(rig, "streets")
    served = until_up(officer.wait_call())
    second = call(rig, "streets", number="07700900102")
    time.sleep(3)
    first.hang_up()
    later = until_up(officer.wait_call(2))
    time.sleep(2)
    second.hang_up()
    later.wait_ended()
    return [
        talk_visit("streets", first, served),
        talk_visit("streets", second, later),
    ]


def _withheld(rig, **how):
    officer = rig.officer()
    caller = call(rig, "streets", **how)
    served = until_up(officer.wait_call())
    time.sleep(2)
    caller.hang_up()
    served.wait_ended()
    visit = talk_visit("streets", caller, served)
    visit.number = ""
    return [visit]


def _by_local(rig, queue):
    officer = rig.officer()
    caller = call(rig, queue)
    served = until_up(officer.wait_call())
    time.sleep(3)
    caller.hang_up()
    served.wait_ended()
    return [talk_visit(queue, caller, served)]


def hang_up_on_hold(rig):
    """The caller hangs up while the officer has them on hold."""
    officer = rig.officer()
    caller = call(rig, "streets")
    served = until_up(officer.wait_call())
    time.sleep(1)
    served.hold()
    time.sleep(2)
    caller.hang_up()
    served.wait_ended()
    return [talk_visit("streets", caller, served)]


def two_holds(rig):
    """The officer puts the caller on hold twice."""
    officer = rig.officer()
    caller = call(rig, "streets")
    served = until_up(officer.wait_call())
    for _hold in range(2):
        time.sleep(0.5)
        served.hold()
        time.sleep(1)
        served.resume()
    time.sleep(0.5)
    caller.hang_up()
    served.wait_ended()
    return [talk_visit("streets", caller, served)]


SCENARIOS = (
    answered,
    officer_hangs_up,
    whisper,
    withheld_anonymous,
    withheld_asserted,
    unavailable_number,
    latin_name,
    picked_up,
    hotdesk,
    hotdesk_optimised,
    rung_by_two,
    two_callers,
    hang_up_on_hold,
    two_holds,
)
