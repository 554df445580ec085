"""Calls as they are made in a contact centre, each with what the telephones saw.

Numbers are of Ofcom's ranges for drama (07700 900000 to 900999).
"""

import time

from .rig import Visit

CITIZEN = "07700900101"
COUNCIL = "01632960100"


def answered(rig):
    """An officer answers after two seconds; the caller hangs up."""
    officer = rig.officer(ring=2.0)
    caller = _call(rig, "streets")
    served = officer.wait_call()
    _until_up(served)
    time.sleep(3)
    caller.hang_up()
    served.wait_ended()
    return [_served("streets", caller, served)]


def officer_hangs_up(rig):
    """The officer ends the call, after a hold."""
    officer = rig.officer()
    caller = _call(rig, "streets")
    served = _until_up(officer.wait_call())
    time.sleep(1)
    served.hold()
    time.sleep(2)
    served.resume()
    time.sleep(1)
    served.hang_up()
    caller.wait_ended()
    return [_served("streets", caller, served)]


def abandoned(rig):
    """Nobody answers, and the caller hangs up while a telephone rings."""
    rig.officer(ring=None)
    caller = _call(rig, "streets")
    time.sleep(3)
    caller.hang_up()
    return [_waited("streets", "abandoned", caller)]


def abandoned_unrung(rig):
    """The only officer is paused."""
    _pause(rig, "agent101", True)
    caller = _call(rig, "streets")
    time.sleep(2)
    caller.hang_up()
    _pause(rig, "agent101", False)
    return [_waited("streets", "abandoned", caller)]


def timed_out(rig):
    """The queue gives up after three seconds."""
    rig.officer(ring=None)
    caller = _call(rig, "short")
    caller.wait_ended()
    return [_waited("streets", "timed_out", caller)]


def overflow(rig):
    """After three seconds the caller goes on to another queue, which answers."""
    rig.officer(ring=None)
    other = rig.officer("agent102", ring=2.0)
    caller = _call(rig, "overflow")
    served = other.wait_call()
    between = served.began_at
    _until_up(served)
    time.sleep(2)
    caller.hang_up()
    first = _waited("streets", "timed_out", caller)
    first.ended = between
    second = _served("tax", caller, served)
    second.began = between
    return [first, second]


def overflow_abandoned(rig):
    """The caller gives up in the second queue."""
    rig.officer(ring=None)
    other = rig.officer("agent102", ring=None)
    caller = _call(rig, "overflow")
    between = other.wait_call().began_at
    time.sleep(2)
    caller.hang_up()
    first = _waited("streets", "timed_out", caller)
    first.ended = between
    second = _waited("tax", "abandoned", caller)
    second.began = between
    return [first, second]


def left_by_key(rig):
    """The caller presses 9, which leads out of the queue."""
    _pause(rig, "agent101", True)
    caller = _call(rig, "keys")
    time.sleep(2)
    pressed = time.time()
    caller.press("9")
    caller.wait_ended()
    _pause(rig, "agent101", False)
    visit = _waited("keys", "left_by_key", caller)
    visit.ended = pressed
    return [visit]


def turned_away(rig):
    """The queue takes nobody while all its officers pause."""
    _pause(rig, "agent103", True)
    caller = _call(rig, "strict")
    caller.wait_ended()
    _pause(rig, "agent103", False)
    return [_waited("strict", "turned_away", caller)]


def left_when_empty(rig):
    """The last officer of the queue pauses while a caller waits."""
    rig.officer("agent103", rejects=(486, "Busy Here"))
    caller = _call(rig, "strict")
    time.sleep(1.5)
    _pause(rig, "agent103", True)
    caller.wait_ended()
    _pause(rig, "agent103", False)
    return [_waited("strict", "turned_away", caller)]


def withdrawn(rig):
    """A caller is taken out of the queue to be rung back; no telephone rings."""
    _pause(rig, "agent101", True)
    caller = _call(rig, "streets")
    time.sleep(2)
    _withdraw(rig, "streets")
    caller.wait_ended()
    _pause(rig, "agent101", False)
    return [_waited("streets", "withdrawn", caller)]


def withdrawn_but_answered(rig):
    """The officer whose telephone rings at that moment answers after all."""
    officer = rig.officer(ring=3.0)
    caller = _call(rig, "streets")
    time.sleep(1.5)
    _withdraw(rig, "streets")
    served = _until_up(officer.wait_call())
    time.sleep(2)
    caller.hang_up()
    return [_served("streets", caller, served)]


def pulled(rig):
    """A supervisor moves a waiting caller elsewhere, and says so."""
    _pause(rig, "agent101", True)
    caller = _call(rig, "streets")
    time.sleep(2)
    channel, leg = _waiting(rig, "streets")
    rig.manager.ask("UserEvent", UserEvent="CouncilPull", Uniqueid=leg)
    moved = _redirect(rig, channel)
    time.sleep(3)
    caller.hang_up()
    _pause(rig, "agent101", False)
    visit = _waited("streets", "withdrawn", caller)
    visit.ended = moved
    return [visit]


def pulled_silently(rig):
    """Other software moves a waiting caller elsewhere: the caller stays on the line."""
    _pause(rig, "agent101", True)
    caller = _call(rig, "streets")
    time.sleep(2)
    moved = _redirect(rig, _waiting(rig, "streets")[0])
    time.sleep(3)
    caller.hang_up()
    _pause(rig, "agent101", False)
    visit = _waited("streets", "withdrawn", caller)
    visit.ended = moved
    return [visit]


def blind_transfer(rig):
    """After a hold, the officer transfers the caller to another queue."""
    first, second = rig.officer(), rig.officer("agent102")
    caller = _call(rig, "streets")
    served = _until_up(first.wait_call())
    time.sleep(1)
    served.hold()
    time.sleep(2)
    served.resume()
    time.sleep(1)
    moved = time.time()
    served.transfer("tax")
    other = _until_up(second.wait_call())
    time.sleep(2)
    caller.hang_up()
    visits = [_served("streets", caller, served), _served("tax", caller, other)]
    visits[0].ended, visits[0].result, visits[1].began = moved, "transferred", moved
    return visits


def sent_back(rig):
    """The second officer sends the caller back into the same queue."""
    first, second = rig.officer(), rig.officer("agent102")
    caller = _call(rig, "streets")
    served = [_until_up(first.wait_call())]
    time.sleep(1)
    moved = [time.time()]
    served[0].transfer("tax")
    for count in (1, 2):
        served.append(_until_up(second.wait_call(count)))
        time.sleep(2)
        if count == 1:
            moved.append(time.time())
            served[1].transfer("tax")
    caller.hang_up()
    visits = [_served("streets", caller, served[0])]
    visits += [_served("tax", caller, one) for one in served[1:]]
    for before, after, at in zip(visits, visits[1:], moved, strict=False):
        before.ended, before.result, after.began = at, "transferred", at
    return visits


def attended_early(rig):
    """The officer completes a transfer to a queue while that still rings."""
    first, second = rig.officer(), rig.officer("agent102", ring=4.0)
    caller = _call(rig, "streets")
    served = _until_up(first.wait_call())
    time.sleep(1)
    served.hold()
    consultation = first.dial("tax")
    consultation.wait_settled()
    joined = consultation.answered_at
    time.sleep(1.5)
    moved = time.time()
    served.transfer_to(consultation)
    other = _until_up(second.calls[-1])
    time.sleep(3)
    caller.hang_up()
    visits = [_served("streets", caller, served), _served("tax", caller, other)]
    visits[0].ended, visits[0].result, visits[1].began = moved, "transferred", joined
    visits[0].held = moved - served.answered_at - 1
    return visits


def attended_late(rig):
    """The officers speak to each other first."""
    first, second = rig.officer(), rig.officer("agent102")
    caller = _call(rig, "streets")
    served = _until_up(first.wait_call())
    time.sleep(1)
    served.hold()
    consultation = first.dial("tax")
    consultation.wait_settled()
    joined = consultation.answered_at
    other = _until_up(second.wait_call())
    time.sleep(1.5)
    moved = time.time()
    served.transfer_to(consultation)
    time.sleep(5)
    caller.hang_up()
    visits = [_served("streets", caller, served), _served("tax", caller, other)]
    visits[0].ended, visits[0].result, visits[1].began = moved, "transferred", joined
    visits[0].held = moved - served.answered_at - 1
    return visits


def attended_direct(rig):
    """The officer transfers to a colleague whom they dialled directly."""
    first, second = rig.officer(), rig.officer("agent102")
    caller = _call(rig, "streets")
    served = _until_up(first.wait_call())
    time.sleep(1)
    served.hold()
    consultation = first.dial("102")
    other = _until_up(second.wait_call())
    time.sleep(1.5)
    moved = time.time()
    served.transfer_to(consultation)
    time.sleep(3)
    caller.hang_up()
    visits = [_served("streets", caller, served), _served("", caller, other)]
    visits[0].ended, visits[0].result = moved, "transferred"
    visits[1].began = visits[1].answered = moved
    visits[0].held = moved - served.answered_at - 1
    return visits


def blind_direct(rig):
    """The officer transfers blindly to a colleague's extension."""
    first, second = rig.officer(), rig.officer("agent102", ring=2.0)
    caller = _call(rig, "streets")
    served = _until_up(first.wait_call())
    time.sleep(2)
    moved = time.time()
    served.transfer("102")
    other = _until_up(second.wait_call())
    time.sleep(2)
    caller.hang_up()
    visits = [_served("streets", caller, served), _served("", caller, other)]
    visits[0].ended, visits[0].result, visits[1].began = moved, "transferred", moved
    return visits


def button_transfer(rig):
    """The officer transfers by the button of the product."""
    first, second = rig.officer(), rig.officer("agent102")
    caller = _call(rig, "streets")
    served = _until_up(first.wait_call())
    time.sleep(2)
    moved = time.time()
    rig.manager.ask(
        "BlindTransfer",
        Channel=_channel_of(rig, "agent101"),
        Context="agents",
        Exten="tax",
    )
    other = _until_up(second.wait_call())
    time.sleep(2)
    caller.hang_up()
    visits = [_served("streets", caller, served), _served("tax", caller, other)]
    visits[0].ended, visits[0].result, visits[1].began = moved, "transferred", moved
    return visits


def redirected(rig):
    """Other software moves the caller to another queue in the middle of the talk."""
    first, second = rig.officer(), rig.officer("agent102")
    caller = _call(rig, "streets")
    served = _until_up(first.wait_call())
    time.sleep(2)
    channel = _channel_of(rig, "trunk")
    moved = _redirect(rig, channel, "agents", "tax")
    other = _until_up(second.wait_call())
    time.sleep(4)
    caller.hang_up()
    visits = [_served("streets", caller, served), _served("tax", caller, other)]
    visits[0].ended, visits[0].result, visits[1].began = moved, "transferred", moved
    return visits


def whisper(rig):
    """A text is whispered to the officer before they are connected."""
    officer = rig.officer()
    caller = _call(rig, "whisper")
    served = _until_up(officer.wait_call())
    time.sleep(8)
    caller.hang_up()
    visit = _served("whisper", caller, served)
    # Whispering counts as waiting: the text takes 5.7 seconds.
    visit.answered = served.answered_at + 5.7
    return [visit]


def whisper_hang_up(rig):
    """The caller hangs up during the whisper."""
    officer = rig.officer()
    caller = _call(rig, "whisper")
    served = _until_up(officer.wait_call())
    time.sleep(1.5)
    caller.hang_up()
    served.wait_ended()
    # The queue notices it only after the whisper.
    return [_waited("whisper", "abandoned", caller)]


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
    caller = _call(rig, "streets", name=name)
    served = _until_up(officer.wait_call())
    time.sleep(1)
    caller.hang_up()
    return [_served("streets", caller, served)]


def picked_up(rig):
    """A colleague takes the call that rings at another officer's telephone."""
    rig.officer(ring=None)
    second = rig.officer("agent102")
    caller = _call(rig, "streets")
    time.sleep(2)
    taken = second.dial("*9101")
    taken.wait_settled()
    time.sleep(3)
    caller.hang_up()
    return [_served("streets", caller, taken)]


def hotdesk(rig):
    """The officer is reached through a Local channel."""
    return _by_local(rig, "hotdesk")


def hotdesk_optimised(rig):
    """Asterisk takes the Local channel out of the way."""
    return _by_local(rig, "optimised")


def hotdesk_transfer(rig):
    """An officer behind a Local channel transfers to another queue."""
    return _transfer_by_local(rig, "hotdesk")


def hotdesk_optimised_transfer(rig):
    return _transfer_by_local(rig, "optimised")


def declined(rig):
    """A telephone refuses each second, until the caller gives up."""
    rig.officer(rejects=(486, "Busy Here"))
    caller = _call(rig, "streets")
    time.sleep(3.5)
    caller.hang_up()
    return [_waited("streets", "abandoned", caller)]


def rung_by_two(rig):
    """Two telephones ring; the second officer answers."""
    rig.officer(ring=None)
    second = rig.officer("agent102", ring=2.0)
    caller = _call(rig, "both")
    served = _until_up(second.wait_call())
    time.sleep(2)
    caller.hang_up()
    return [_served("both", caller, served)]


def two_callers(rig):
    """Two callers are served one after the other by one officer."""
    officer = rig.officer()
    first = _call(rig, "streets")
    served = _until_up(officer.wait_call())
    second = _call(rig, "streets", number="07700900102")
    time.sleep(3)
    first.hang_up()
    later = _until_up(officer.wait_call(2))
    time.sleep(2)
    second.hang_up()
    later.wait_ended()
    return [_served("streets", first, served), _served("streets", second, later)]


# In the office's order: see `tests/live/test_telephone.py` for those with Odoo.
SCENARIOS = (
    answered,
    officer_hangs_up,
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
    blind_transfer,
    sent_back,
    attended_early,
    attended_late,
    attended_direct,
    blind_direct,
    button_transfer,
    redirected,
    whisper,
    whisper_hang_up,
    withheld_anonymous,
    withheld_asserted,
    unavailable_number,
    latin_name,
    picked_up,
    hotdesk,
    hotdesk_optimised,
    hotdesk_transfer,
    hotdesk_optimised_transfer,
    declined,
    rung_by_two,
    two_callers,
)


def _call(rig, queue, number=CITIZEN, **how):
    phone = rig.constituent(number)
    return phone.dial(queue, number=number, **how).wait_settled()


def _until_up(call):
    deadline = time.monotonic() + 15
    while call.state != "up":
        assert time.monotonic() < deadline, f"{call.phone.user} does not answer"
        time.sleep(0.02)
    return call


def _served(queue, caller, served):
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


def _waited(queue, result, caller):
    return Visit(queue, result, caller.phone.user, caller.answered_at, caller.ended_at)


def _withheld(rig, **how):
    officer = rig.officer()
    caller = _call(rig, "streets", **how)
    served = _until_up(officer.wait_call())
    time.sleep(2)
    caller.hang_up()
    served.wait_ended()
    visit = _served("streets", caller, served)
    visit.number = ""
    return [visit]


def _by_local(rig, queue):
    officer = rig.officer()
    caller = _call(rig, queue)
    served = _until_up(officer.wait_call())
    time.sleep(3)
    caller.hang_up()
    served.wait_ended()
    return [_served(queue, caller, served)]


def _transfer_by_local(rig, queue):
    first, second = rig.officer(), rig.officer("agent102")
    caller = _call(rig, queue)
    served = _until_up(first.wait_call())
    time.sleep(2)
    moved = time.time()
    served.transfer("tax")
    other = _until_up(second.wait_call())
    time.sleep(3)
    caller.hang_up()
    visits = [_served(queue, caller, served), _served("tax", caller, other)]
    visits[0].ended, visits[0].result, visits[1].began = moved, "transferred", moved
    return visits


def _pause(rig, user, is_paused):
    rig.manager.ask(
        "QueuePause", Interface=f"PJSIP/{user}", Paused="true" if is_paused else "false"
    )


def _waiting(rig, queue):
    """Return channel and Uniqueid of the caller who waits in a queue."""
    rows = rig.manager.collect("QueueStatus", "QueueStatusComplete", Queue=queue)
    (row,) = [row for row in rows if row.get("Event") == "QueueEntry"]
    return row["Channel"], row["Uniqueid"]


def _withdraw(rig, queue):
    channel, _leg = _waiting(rig, queue)
    rig.manager.ask(
        "QueueWithdrawCaller", Queue=queue, Caller=channel, WithdrawInfo="callback"
    )


def _redirect(rig, channel, context="pulled", extension="s"):
    moved = time.time()
    rig.manager.ask(
        "Redirect", Channel=channel, Context=context, Exten=extension, Priority="1"
    )
    return moved


def _channel_of(rig, user):
    rows = rig.manager.collect("CoreShowChannels", "CoreShowChannelsComplete")
    (name,) = [
        row["Channel"]
        for row in rows
        if row.get("Channel", "").startswith(f"PJSIP/{user}-")
    ]
    return name
