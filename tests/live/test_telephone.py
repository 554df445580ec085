"""Calls between real telephones: what Odoo says of them is what the telephones saw."""

import datetime
import time

import pytest

from ..conftest import eventually
from . import scenarios

# Odoo has whole seconds, and a transfer or pick-up takes Asterisk half of one.
SECONDS = 1.25


@pytest.fixture(autouse=True)
def quiet(rig):
    yield
    rig.hang_up_all()


@pytest.mark.parametrize("scenario", scenarios.SCENARIOS, ids=lambda one: one.__name__)
def test_ledger_equals_the_telephones(telephony, rig, scenario):
    last = telephony.last_id()
    visits = sorted(scenario(rig), key=lambda visit: visit.began)
    rig.hang_up_all()
    calls = ended(telephony, last, [visit.result for visit in visits])
    for call, visit in zip(calls, visits, strict=True):
        check(telephony, call, visit)


def ended(telephony, last, results):
    """Return the calls since one, as soon as they have these results."""

    def look():
        calls = telephony.calls(last)
        over = [call["result"] for call in calls if call["state"] != "waiting"]
        is_settled = all(call["state"] != "live" for call in calls)
        is_all = sorted(map(str, over)) == sorted(results)
        return calls if is_settled and is_all else None

    return sorted(eventually(look, "the calls"), key=lambda call: call["started_at"])


def check(telephony, call, visit):
    assert (call["queue"] or "") == visit.queue
    assert call["result"] == visit.result
    assert (call["number"] or "") == visit.number
    assert (call["extension"] or "") == visit.extension
    officer = telephony.users.get(visit.extension)
    assert (call["user_id"] or [None])[0] == officer
    near(call["started_at"], visit.began)
    near(call["answered_at"], visit.answered)
    near(call["ended_at"], visit.ended)
    assert call["held_seconds"] == pytest.approx(visit.held, abs=SECONDS)
    served = visit.answered > 0
    is_contact = served or visit.result == "abandoned"
    assert bool(call["interaction_id"]) == (is_contact and not call["is_internal"])
    if call["interaction_id"]:
        check_ledger(telephony, call, visit)


def check_ledger(telephony, call, visit):
    (entry,) = telephony.council.search(
        "constituent.interaction",
        [("id", "=", call["interaction_id"][0])],
        ["waiting_seconds", "handling_seconds", "is_abandoned", "started_at"],
    )
    until = visit.answered or visit.ended
    waited = call["waited_before_seconds"] + until - visit.began
    assert entry["waiting_seconds"] == pytest.approx(waited, abs=SECONDS)
    talked = visit.ended - visit.answered if visit.answered else 0
    assert entry["handling_seconds"] == pytest.approx(talked, abs=SECONDS)
    assert entry["is_abandoned"] == (visit.result == "abandoned")


def near(told, seen):
    """Check a time of Odoo, which has whole seconds, against a telephone's."""
    if not seen:
        assert not told
        return
    at = datetime.datetime.fromisoformat(told).replace(tzinfo=datetime.UTC)
    assert -0.5 <= seen - at.timestamp() <= 1.0 + SECONDS / 2


def test_nothing_is_lost_while_the_listener_is_away(telephony, rig):
    """It dies in the middle of calls, and reads in queue_log what became of them."""
    last = telephony.last_id()
    officer = rig.officer(ring=1.0)
    talking = rig.constituent("07700900102")
    first = talking.dial("streets", number="07700900102").wait_settled()
    served = officer.wait_call()
    time.sleep(2)
    waiting = rig.constituent("07700900103")
    second = waiting.dial("tax", number="07700900103").wait_settled()
    eventually(lambda: len(telephony.calls(last)) == 2, "both calls")
    telephony.kill()
    time.sleep(1)
    first.hang_up()
    second.hang_up()
    served.wait_ended()
    officer.ring = None
    third = rig.constituent("07700900104")
    missed = third.dial("short", number="07700900104").wait_settled()
    missed.wait_ended()
    rig.hang_up_all()
    telephony.start()
    results = {
        call["number"]: (call["result"], call["ended_at"])
        for call in ended(telephony, last, ["abandoned", "completed", "timed_out"])
    }
    assert results["07700900102"][0] == "completed"
    assert results["07700900103"][0] == "abandoned"
    assert results["07700900104"][0] == "timed_out"
    near(results["07700900102"][1], first.ended_at)


def test_nothing_is_lost_while_odoo_takes_nothing(council, telephony, rig):
    """The listener keeps the events, and posts them in their order afterwards."""
    last = telephony.last_id()
    officer = rig.officer(ring=1.0)
    council.call(
        "channel.endpoint", "write", [telephony.endpoint], {"is_active": False}
    )
    caller = rig.constituent("07700900105")
    call = caller.dial("streets", number="07700900105").wait_settled()
    served = officer.wait_call()
    time.sleep(3)
    call.hang_up()
    served.wait_ended()
    assert not telephony.calls(last)
    council.call("channel.endpoint", "write", [telephony.endpoint], {"is_active": True})
    (told,) = ended(telephony, last, ["completed"])
    near(told["answered_at"], served.answered_at)
    near(told["ended_at"], call.ended_at)
