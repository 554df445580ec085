"""What people write to the council, and what opens their pages, is in no log."""

import re
import urllib.parse

import pytest
import requests

from .conftest import RELAY_LOG, SERVER_LOG, eventually
from .wire import API_KEY, link_in, open311, write_to_council

SENDER = "canary.sender@example.org"
SUBJECT = "Canarysubject"
WORDS = "Canarywords my brown bin was missed at 12 Park Avenue HU5 3ER"
TYPED = "canarytyped"
FORM_MARK = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture(scope="module")
def canaries(council, relay, post):
    """Words that went over every wire; the log is what was written of it."""
    write_to_council(
        relay, WORDS, sender=SENDER, message_id="<canary@example.org>", subject=SUBJECT
    )
    letter = eventually(lambda: post.to(SENDER), "the acknowledgement")[0]
    link = link_in(letter, "/track/")
    token = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)["access_token"][0]
    visit(council, link, token)
    open311(council, "requests.json", service_code="none", description=TYPED)
    requests.get(
        f"{council.url}/open311/v2/requests.json?api_key={API_KEY}", timeout=60
    )
    (job,) = council.search("dispatch.job", [], ["access_token"], limit=1)
    crew = {"access_token": job["access_token"]}
    requests.get(f"{council.url}/dispatch/job/{job['id']}", crew, timeout=60)
    return [
        SENDER,
        SENDER.title(),
        SUBJECT,
        "Canarywords",
        TYPED,
        token,
        job["access_token"],
        API_KEY,
    ]


def visit(council, link, token):
    """Do on the pages for residents what they do, and what they should not."""
    with requests.Session() as resident:
        page = resident.get(link, timeout=60)
        assert page.status_code == 200
        mark = FORM_MARK.search(page.text)[1]
        form = {"csrf_token": mark, "access_token": token, "reply": TYPED}
        path = link.partition("?")[0]
        assert resident.post(f"{path}/reply", form, timeout=60).status_code == 200
        joined = f"{council.url}/track/joined/{token}"
        for place in ("", "/files/1"):
            resident.get(f"{joined}{place}", timeout=60)
        resident.get(f"{council.url}/services", params={"q": TYPED}, timeout=60)
        proof = {"csrf_token": mark, "reference": TYPED, "proof": SENDER}
        resident.post(f"{council.url}/track", proof, timeout=60)
        # Leads to the log-in, whose address has this one in it.
        own = f"{council.url}/my/requests"
        resident.get(own, params={"access_token": token, "search": TYPED}, timeout=60)


def test_the_server_logs_no_personal_data(canaries):
    written = SERVER_LOG.read_text(errors="replace")
    assert "GET /track/" in written, "requests are not logged: the test sees nothing"
    assert not [one for one in canaries if one in written]


def test_the_relay_logs_no_personal_data(canaries):
    written = RELAY_LOG.read_text(errors="replace")
    assert "Odoo says 200" in written, "letters are not logged: the test sees nothing"
    assert not [one for one in canaries if one in written]
