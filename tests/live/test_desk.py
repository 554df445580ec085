"""Officers at their desks, in Chromium, with telephones that really ring."""

import time

import pytest

from ..conftest import PATIENCE_SECONDS, eventually, screenshot
from .steps import CITIZEN, COUNCIL, until_up


@pytest.fixture(autouse=True)
def quiet(rig):
    yield
    rig.hang_up_all()


@pytest.fixture(scope="module")
def caller(council, telephony):
    """A constituent who is known by the number of the scenarios."""
    council.call(
        "ir.config_parameter", "set_param", "channel_gateway.wrap_up_minutes", "10"
    )
    council.call(
        "channel.endpoint",
        "write",
        [telephony.endpoint],
        {
            "pbx_number": COUNCIL,
            "pbx_officer": "PJSIP/agent%s",
            "pbx_transfer_context": "agents",
        },
    )
    partner = council.call(
        "res.partner",
        "create",
        {
            "name": "Mary Caller",
            "phone": CITIZEN,
            "is_constituent": True,
            "kind_id": council.search("constituent.kind", [], ["id"], limit=1)[0]["id"],
        },
    )
    yield partner
    council.call(
        "ir.config_parameter", "set_param", "channel_gateway.wrap_up_minutes", "0"
    )


@pytest.fixture
def officer(browser, council, telephony, caller):
    """A page of the officer at extension 101, wherever they are in the office."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(f"{council.url}/web/login?redirect=/odoo/calls")
    page.locator("#login").fill("agent_one")
    page.locator("#password").fill("agent_one")
    page.locator("#password").press("Enter")
    page.locator(".o_list_view").wait_for(timeout=PATIENCE_SECONDS * 1000)
    # The page is connected to the bus a moment after it is shown.
    time.sleep(2)
    yield page
    context.close()


def dial(rig, queue, **how):
    return rig.constituent(CITIZEN).dial(queue, number=CITIZEN, **how).wait_settled()


def desk_opens(page):
    """Wait for the call at the desk."""
    page.locator(".o_desk_who").wait_for(timeout=PATIENCE_SECONDS * 1000)


@pytest.mark.browser
def test_call_pops_up_with_its_caller_and_is_transferred(telephony, rig, officer):
    phone, other = rig.officer(ring=None), rig.officer("agent102", ring=1.0)
    caller = dial(rig, "streets")
    ringing = phone.wait_call()
    row = officer.locator(".o_data_row", has_text="streets").first
    row.wait_for()
    screenshot(officer, "live-calls")
    time.sleep(1)
    ringing.answer()
    desk_opens(officer)
    officer.locator(".o_desk_constituent", has_text="Mary Caller").wait_for()
    screenshot(officer, "live-popup")
    officer.locator(".o_desk_transfer").click()
    officer.locator(".o_desk_transfer_target").fill("tax")
    officer.locator(".o_desk_transfer_target").press("Enter")
    until_up(other.wait_call())
    ringing.wait_ended()
    officer.locator(".o_desk_hung_up").wait_for()
    screenshot(officer, "live-wrap-up")
    caller.hang_up()


@pytest.mark.browser
def test_withheld_number_pops_up_with_nobody(telephony, rig, officer):
    phone = rig.officer(ring=0.5)
    sender = '"Anonymous" <sip:anonymous@anonymous.invalid>'
    caller = dial(rig, "streets", sender=sender)
    until_up(phone.wait_call())
    desk_opens(officer)
    officer.locator(".o_desk_header", has_text="Number withheld").wait_for()
    assert not officer.locator(".o_desk_constituent").count()
    screenshot(officer, "live-withheld")
    caller.hang_up()


@pytest.mark.browser
def test_caller_is_taken_out_and_rung_back(council, telephony, rig, officer):
    telephony.rig.manager.ask(
        "QueuePause", Interface="PJSIP/agent101", Paused="true", Queue="streets"
    )
    officer.goto(f"{council.url}/odoo/desk")
    officer.locator(".o_desk_board").wait_for()
    caller = dial(rig, "streets")
    waiting = officer.locator(".o_desk_waiting", has_text="Mary Caller")
    waiting.wait_for()
    screenshot(officer, "live-board")
    waiting.locator(".o_desk_withdraw").click()
    caller.wait_ended()
    due = officer.locator(".o_desk_callback", has_text="Mary Caller").first
    due.wait_for()
    screenshot(officer, "live-callbacks")
    phone, citizen = rig.officer(ring=0.5), rig.trunk(ring=1.0)
    due.get_by_role("button").click()
    until_up(phone.wait_call())
    theirs = until_up(citizen.wait_call())
    assert COUNCIL in theirs.shown
    time.sleep(2)
    theirs.hang_up()

    def reached():
        return council.search(
            "channel.callback",
            [("number", "=", CITIZEN), ("state", "=", "done")],
            ["outgoing_ids"],
        )

    (callback,) = eventually(reached, "the call-back")
    (outgoing,) = council.search(
        "channel.call.outgoing",
        [("id", "in", callback["outgoing_ids"])],
        ["result", "interaction_id"],
    )
    assert outgoing["result"] == "answered"
    assert outgoing["interaction_id"]
    telephony.rig.manager.ask(
        "QueuePause", Interface="PJSIP/agent101", Paused="false", Queue="streets"
    )


@pytest.mark.browser
def test_constituent_is_dialled_from_their_record(council, rig, officer, caller):
    phone, citizen = rig.officer(ring=0.5), rig.trunk(rejects=(486, "Busy Here"))
    officer.goto(f"{council.url}/odoo/constituents/{caller}")
    officer.locator("button[name=action_dial]").click()
    phone.wait_call()
    citizen.wait_call()
    officer.locator(".o_notification", has_text="Engaged").wait_for()
    screenshot(officer, "live-engaged")
