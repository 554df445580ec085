"""Callers who are passed on."""

import time

from .rig import Visit
from .steps import call, channel_of, redirect, talk_visit, until_up


def blind_transfer(rig):
    """After a hold, the officer transfers the caller to another queue."""
    first, second = rig.officer(), rig.officer("agent102")
    caller = call(rig, "streets")
    served = until_up(first.wait_call())
    time.sleep(1)
    served.hold()
    time.sleep(2)
    served.resume()
    time.sleep(1)
    moved = time.time()
    served.transfer("tax")
    other = until_up(second.wait_call())
    time.sleep(2)
    caller.hang_up()
    visits = [
        talk_visit("streets", caller, served),
        talk_visit("tax", caller, other),
    ]
    visits[0].ended, visits[0].result, visits[1].began = moved, "transferred", moved
    return visits


def sent_back(rig):
    """The second officer sends the caller back into the same queue."""
    first, second = rig.officer(), rig.officer("agent102")
    caller = call(rig, "streets")
    served = [until_up(first.wait_call())]
    time.sleep(1)
    moved = [time.time()]
    served[0].transfer("tax")
    for count in (1, 2):
        served.append(until_up(second.wait_call(count)))
        time.sleep(2)
        if count == 1:
            moved.append(time.time())
            served[1].transfer("tax")
    caller.hang_up()
    visits = [talk_visit("streets", caller, served[0])]
    visits += [talk_visit("tax", caller, one) for one in served[1:]]
    for before, after, at in zip(visits, visits[1:], moved, strict=False):
        before.ended, before.result, after.began = at, "transferred", at
    return visits


def attended_early(rig):
    """The officer completes a transfer to a queue while that still rings."""
    first, second = rig.officer(), rig.officer("agent102", ring=4.0)
    caller = call(rig, "streets")
    served = until_up(first.wait_call())
    time.sleep(1)
    served.hold()
    consultation = first.dial("tax")
    consultation.wait_settled()
    joined = consultation.answered_at
    time.sleep(1.5)
    moved = time.time()
    served.transfer_to(consultation)
    other = until_up(second.calls[-1])
    time.sleep(3)
    caller.hang_up()
    visits = [
        talk_visit("streets", caller, served),
        talk_visit("tax", caller, other),
    ]
    visits[0].ended, visits[0].result, visits[1].began = moved, "transferred", joined
    visits[0].held = moved - served.answered_at - 1
    return visits


def attended_late(rig):
    """The officers speak to each other first."""
    first, second = rig.officer(), rig.officer("agent102")
    caller = call(rig, "streets")
    served = until_up(first.wait_call())
    time.sleep(1)
    served.hold()
    consultation = first.dial("tax")
    consultation.wait_settled()
    joined = consultation.answered_at
    other = until_up(second.wait_call())
    time.sleep(1.5)
    moved = time.time()
    served.transfer_to(consultation)
    time.sleep(5)
    caller.hang_up()
    visits = [
        talk_visit("streets", caller, served),
        talk_visit("tax", caller, other),
    ]
    visits[0].ended, visits[0].result, visits[1].began = moved, "transferred", joined
    visits[0].held = moved - served.answered_at - 1
    return visits


def attended_direct(rig):
    """The officer transfers to a colleague whom they dialled directly."""
    first, second = rig.officer(), rig.officer("agent102")
    caller = call(rig, "streets")
    served = until_up(first.wait_call())
    time.sleep(1)
    served.hold()
    consultation = first.dial("102")
    other = until_up(second.wait_call())
    time.sleep(1.5)
    moved = time.time()
    served.transfer_to(consultation)
    time.sleep(3)
    caller.hang_up()
    visits = [talk_visit("streets", caller, served), talk_visit("", caller, other)]
    visits[0].ended, visits[0].result = moved, "transferred"
    visits[1].began = visits[1].answered = moved
    visits[0].held = moved - served.answered_at - 1
    return visits


def blind_direct(rig):
    """The officer transfers blindly to a colleague's extension."""
    first, second = rig.officer(), rig.officer("agent102", ring=2.0)
    caller = call(rig, "streets")
    served = until_up(first.wait_call())
    time.sleep(2)
    moved = time.time()
    served.transfer("102")
    other = until_up(second.wait_call())
    time.sleep(2)
    caller.hang_up()
    visits = [talk_visit("streets", caller, served), talk_visit("", caller, other)]
    visits[0].ended, visits[0].result, visits[1].began = moved, "transferred", moved
    return visits


def button_transfer(rig):
    """The officer transfers by the button of the product."""
    first, second = rig.officer(), rig.officer("agent102")
    caller = call(rig, "streets")
    served = until_up(first.wait_call())
    time.sleep(2)
    moved = time.time()
    rig.manager.ask(
        "BlindTransfer",
        Channel=channel_of(rig, "agent101"),
        Context="agents",
        Exten="tax",
    )
    other = until_up(second.wait_call())
    time.sleep(2)
    caller.hang_up()
    visits = [
        talk_visit("streets", caller, served),
        talk_visit("tax", caller, other),
    ]
    visits[0].ended, visits[0].result, visits[1].began = moved, "transferred", moved
    return visits


def redirected(rig):
    """Other software moves the caller to another queue in the middle of the talk."""
    first, second = rig.officer(), rig.officer("agent102")
    caller = call(rig, "streets")
    served = until_up(first.wait_call())
    time.sleep(2)
    channel = channel_of(rig, "trunk")
    moved = redirect(rig, channel, "agents", "tax")
    other = until_up(second.wait_call())
    time.sleep(4)
    caller.hang_up()
    visits = [
        talk_visit("streets", caller, served),
        talk_visit("tax", caller, other),
    ]
    visits[0].ended, visits[0].result, visits[1].began = moved, "transferred", moved
    return visits


def hotdesk_transfer(rig):
    """An officer behind a Local channel transfers to another queue."""
    return _transfer_by_local(rig, "hotdesk")


def hotdesk_optimised_transfer(rig):
    return _transfer_by_local(rig, "optimised")


def _transfer_by_local(rig, queue):
    first, second = rig.officer(), rig.officer("agent102")
    caller = call(rig, queue)
    served = until_up(first.wait_call())
    time.sleep(2)
    moved = time.time()
    served.transfer("tax")
    other = until_up(second.wait_call())
    time.sleep(3)
    caller.hang_up()
    visits = [talk_visit(queue, caller, served), talk_visit("tax", caller, other)]
    visits[0].ended, visits[0].result, visits[1].began = moved, "transferred", moved
    return visits


def consultation_given_up(rig):
    """The officer asks another queue, gives up, and goes on talking to the caller."""
    first = rig.officer()
    rig.officer("agent102", ring=None)
    caller = call(rig, "streets")
    served = until_up(first.wait_call())
    time.sleep(1)
    served.hold()
    consultation = first.dial("tax")
    consultation.wait_settled()
    joined = consultation.answered_at
    time.sleep(2)
    consultation.hang_up()
    given_up = time.time()
    served.resume()
    time.sleep(1.5)
    caller.hang_up()
    asked = Visit("tax", "abandoned", "101", joined, given_up)
    return [talk_visit("streets", caller, served), asked]


def officer_asks(rig):
    """An officer rings a queue for themselves, and is served."""
    first, second = rig.officer(), rig.officer("agent102")
    asking = first.dial("tax")
    asking.wait_settled()
    served = until_up(second.wait_call())
    time.sleep(2)
    asking.hang_up()
    visit = talk_visit("tax", asking, served)
    visit.number = "101"
    return [visit]


def blind_nowhere(rig):
    """The officer transfers to an extension that there is not."""
    first = rig.officer()
    caller = call(rig, "streets")
    served = until_up(first.wait_call())
    time.sleep(2)
    served.transfer("99999")
    moved = time.time()
    time.sleep(2)
    caller.hang_up()
    visit = talk_visit("streets", caller, served)
    visit.ended = min(moved, served.ended_at) if served.ended_at else visit.ended
    return [visit]


SCENARIOS = (
    blind_transfer,
    sent_back,
    attended_early,
    attended_late,
    attended_direct,
    blind_direct,
    button_transfer,
    redirected,
    hotdesk_transfer,
    hotdesk_optimised_transfer,
    consultation_given_up,
    officer_asks,
    blind_nowhere,
)
