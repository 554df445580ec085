"""One contact all the way through: wire, constituent, request, job, crew, figures."""

import io
import json
import re

import pytest
from PIL import Image

from .conftest import eventually, screenshot
from .wire import get, has_link, link_in, open311, write_to_council

CREW_PHOTO_SIZE = (320, 240)
# As the fixture `phone` has it.
PHONE_WIDTH = 390


@pytest.fixture(scope="module")
def missed_bin(council, relay):
    """Jane's e-mail about her brown bin, and the request it has opened."""
    body = (
        "Hi, my brown bin was missed again at 12 Park Avenue HU5 3ER, third time. "
        "Jane Smith, 07700 900123"
    )
    sender = "Jane Smith <jane.smith@example.org>"
    write_to_council(relay, body, sender=sender, message_id="<bin-1@example.org>")
    domain = [("partner_id.email", "=", "jane.smith@example.org")]
    fields = ["reference", "service_id", "partner_id", "team_id", "due_at"]
    found = eventually(
        lambda: council.search("service.request", domain, fields), "Jane's request"
    )
    return found[0]


def test_email_opens_a_request_with_the_right_service_and_team(council, missed_bin):
    service = council.id_of("service_catalog.demo_service_missed_bin")
    team = council.id_of("service_catalog.demo_team_waste")
    assert missed_bin["service_id"][0] == service
    assert missed_bin["team_id"][0] == team
    assert missed_bin["reference"] and missed_bin["due_at"]


def test_jane_is_known_with_her_phone_and_email(council, missed_bin):
    identifiers = council.search(
        "constituent.identifier",
        [("partner_id", "=", missed_bin["partner_id"][0])],
        ["type", "value_normalised"],
    )
    known = {(row["type"], row["value_normalised"]) for row in identifiers}
    assert {("phone", "+447700900123"), ("email", "jane.smith@example.org")} <= known


def test_jane_gets_the_reference_and_a_tracking_link(post, missed_bin):
    letter = eventually(lambda: post.to("jane.smith@example.org"), "acknowledgement")[0]
    status, page = get(link_in(letter, "/track/"))
    assert status == 200
    assert missed_bin["reference"] in page


def test_contact_of_jane_is_in_the_ledger(council, missed_bin):
    contacts = council.search(
        "constituent.interaction",
        [("request_id", "=", missed_bin["id"])],
        ["direction", "channel_id", "started_at"],
        order="id",
    )
    email = council.id_of("constituent_crm.channel_email")
    assert [row["direction"] for row in contacts] == ["in", "out"]
    assert {row["channel_id"][0] for row in contacts} == {email}


def usage(council):
    """Of potholes, in the ESD report: electronic contacts, satisfaction and ratings."""
    service = council.id_of("service_catalog.demo_service_pothole")
    fields = ["electronic_contact_count", "satisfaction_average", "satisfaction_count"]
    rows = council.search("esd.inventory", [("service_id", "=", service)], fields)
    assert rows, "potholes are not in the inventory"
    return tuple(rows[0][name] for name in fields)


@pytest.fixture(scope="module")
def pothole(council):
    """A pothole reported over Open311; its request and its job."""
    before = usage(council)
    status, answer = open311(
        council,
        "requests.json",
        service_code="pothole",
        lat="53.7676",
        long="-0.3274",
        description="Deep pothole outside the school",
        first_name="Ahmed",
        last_name="Khan",
        email="ahmed.khan@example.org",
    )
    assert status in (200, 201), answer
    reference = answer[0]["service_request_id"]
    request = council.search(
        "service.request", [("reference", "=", reference)], ["id", "reference"]
    )[0]
    jobs = council.search("dispatch.job", [("request_id", "=", request["id"])], ["id"])
    return {**request, "job": jobs[0]["id"], "before": before}


@pytest.mark.browser
def test_pothole_from_crew_to_figures(council, post, pothole, phone):
    council.call("dispatch.job", "action_plan", [pothole["job"]])
    council.call("dispatch.job", "action_dispatch", [pothole["job"]])
    letter = eventually(lambda: crew_letter(post), "the crew's e-mail")
    assert any("calendar" in part.get_content_type() for part in letter.walk())

    work_through(phone, link_in(letter, "/dispatch/job/"))
    status, body = get(f"{council.url}/open311/v2/requests/{pothole['reference']}.json")
    assert (status, json.loads(body)[0]["status"]) == (200, "closed")
    photos = [("res_model", "=", "dispatch.job"), ("res_id", "=", pothole["job"])]
    assert council.call(
        "ir.attachment", "search_count", [*photos, ("mimetype", "=", "image/jpeg")]
    )

    letter = eventually(lambda: outcome_letter(post), "the outcome")
    rate(phone, link_in(letter, "/track/"))
    stored = council.search(
        "service.request", [("id", "=", pothole["id"])], ["satisfaction"]
    )
    assert stored[0]["satisfaction"] == "5"
    check_figures(council, pothole)


def check_figures(council, pothole):
    """One more electronic contact, one more rating, and the average with it."""
    electronic, average, ratings = pothole["before"]
    now_electronic, now_average, now_ratings = usage(council)
    incoming = [("request_id", "=", pothole["id"]), ("direction", "=", "in")]
    assert council.call("constituent.interaction", "search_count", incoming) == 1
    assert now_electronic == electronic + 1
    assert now_ratings == ratings + 1
    expected = (average * ratings + 5) / (ratings + 1)
    assert now_average == pytest.approx(expected, abs=0.01)


def crew_letter(post):
    return next(
        (mail for _tos, mail in post.letters if has_link(mail, "/dispatch/job/")), None
    )


def outcome_letter(post):
    """The last of the letters to the resident, once there are all four."""
    letters = [m for m in post.to("ahmed.khan@example.org") if has_link(m, "/track/")]
    return letters[-1] if letters else None


def work_through(phone, link):
    """Start the job, add a photo and complete it, as the crew's telephone does."""
    photo = io.BytesIO()
    Image.new("RGB", CREW_PHOTO_SIZE, "grey").save(photo, "JPEG")
    phone.goto(link)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH
    with phone.expect_navigation():
        phone.get_by_role("button", name="Start").click()
    phone.locator("input[type=file]").set_input_files(
        {"name": "after.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()}
    )
    if not phone.locator(".photos img").count():
        phone.get_by_role("button", name="Add photo").click()
    phone.locator(".photos img").wait_for()
    screenshot(phone, "crew")
    with phone.expect_navigation():
        phone.get_by_role("button", name=re.compile("^complete", re.I)).click()
    assert "Thank you" in phone.locator("body").inner_text()


def rate(phone, link):
    phone.goto(link)
    screenshot(phone, "track")
    phone.get_by_label(re.compile("very satisfied", re.I)).check(force=True)
    with phone.expect_navigation():
        phone.get_by_role("button", name="Send").click()
