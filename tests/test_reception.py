"""A day at the reception: kiosks, an officer's screen and the display, all at once."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from .conftest import eventually, screenshot

KIOSKS = 4
RUSH = 12


@pytest.fixture(scope="module")
def centre(council):
    """A reception of its own, with one counter; its id and addresses."""
    reason = council.call("channel.visit.reason", "create", {"name": "Rush hour"})
    (reception,) = council.call(
        "channel.reception",
        "create",
        [
            {
                "name": "Rush centre",
                "ticket_prefix": "R",
                "reason_ids": [(6, 0, [reason])],
                "counter_ids": [(0, 0, {"number": "7"})],
            }
        ],
    )
    (row,) = council.call(
        "channel.reception", "read", [reception], ["kiosk_token", "display_token"]
    )
    return {"id": reception, "reason": reason, **row}


def take_ticket(council, centre):
    """Take a ticket as a browser without a script does; its label."""
    answer = requests.post(
        f"{council.url}/reception/kiosk/{centre['kiosk_token']}",
        data={"lang": "en_US", "reason": centre["reason"]},
        timeout=120,
    )
    assert answer.status_code == 200, answer.text
    return re.search(r'class="number"[^>]*>([^<]+)<', answer.text)[1]


def test_kiosks_in_a_rush_give_every_ticket_once_and_leave_none_out(council, centre):
    with ThreadPoolExecutor(KIOSKS) as kiosks:
        taken = kiosks.map(lambda _time: take_ticket(council, centre), range(RUSH))
    assert sorted(taken) == [f"R{number:03d}" for number in range(1, RUSH + 1)]


@pytest.mark.browser
def test_screens_follow_what_happens_elsewhere(council, centre, desk, browser):
    display = browser.new_page(viewport={"width": 1280, "height": 720})
    display.goto(f"{council.url}/reception/display/{centre['display_token']}")
    desk.goto(f"{council.url}/odoo/reception-desk")
    desk.locator(".o_reception_place").select_option(label="Rush centre")
    desk.get_by_role("heading", name="Rush centre").wait_for()

    # By the bus: nobody touches the officer's screen.
    ticket = take_ticket(council, centre)
    desk.locator(".o_reception_waiting", has_text=ticket).wait_for()

    desk.locator(".o_reception_open").first.click()
    desk.locator(".o_reception_next").click()
    called = desk.locator(".o_reception_called bdi").first.inner_text()
    top = display.locator("#calls tr").first
    eventually(lambda: called in top.inner_text(), "the call on the display")
    assert "7" in top.inner_text()
    screenshot(desk, "reception")
    screenshot(display, "reception-display")
    display.close()
