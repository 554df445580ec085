"""One contact all the way through: wire, constituent, request, job, crew, figures."""

import io
import json
import re
import smtplib
import urllib.error
import urllib.parse
import urllib.request
from email.message import EmailMessage

import pytest
from PIL import Image

from .conftest import eventually, get, screenshot

API_KEY = "demo-open311-key"
CREW_PHOTO_SIZE = (320, 240)
LINK = re.compile(r"https?://127\.0\.0\.1:\d+/[^\s\"'<>]+")


def write_to_council(relay_port, body, *, subject="Bin", message_id=None):
    letter = EmailMessage()
    letter["From"] = "Jane Smith <jane.smith@example.org>"
    letter["To"] = "contact@example.org"
    letter["Subject"] = subject
    letter["Message-ID"] = message_id or "<brown-bin-1@example.org>"
    letter.set_content(body)
    with smtplib.SMTP("127.0.0.1", relay_port, timeout=30) as smtp:
        return smtp.send_message(letter)


def link_in(letter, path):
    text = letter.get_body(("html", "plain")).get_content().replace("&amp;", "&")
    return next(url for url in LINK.findall(text) if path in url)


def open311(council, path, **form):
    data = urllib.parse.urlencode({"api_key": API_KEY, **form}).encode()
    try:
        with urllib.request.urlopen(f"{council.url}/open311/v2/{path}", data) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


@pytest.fixture(scope="module")
def missed_bin(council, relay, post):
    """Jane's e-mail about her brown bin, and the request it has opened."""
    body = (
        "Hi, my brown bin was missed again at 12 Park Avenue HU5 3ER, third time. "
        "Jane Smith, 07700 900123"
    )
    write_to_council(relay, body)
    domain = [("partner_id.email", "=", "jane.smith@example.org")]
    fields = [
        "reference",
        "service_id",
        "partner_id",
        "team_id",
        "due_at",
        "channel_id",
    ]
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


def test_jane_is_told_the_reference_and_can_follow_it(post, missed_bin):
    letter = eventually(lambda: post.to("jane.smith@example.org"), "acknowledgement")[0]
    status, page = get(link_in(letter, "/track/"))
    assert status == 200
    assert missed_bin["reference"] in page


def test_the_same_mail_twice_opens_one_request(council, relay, missed_bin):
    write_to_council(relay, "Hi, my brown bin was missed again.")
    requests = council.call(
        "service.request",
        "search_count",
        [("partner_id", "=", missed_bin["partner_id"][0])],
    )
    assert requests == 1


def test_an_empty_mail_is_kept_for_staff(council, relay):
    write_to_council(relay, "", subject="", message_id="<empty@example.org>")
    domain = [("external_id", "like", "empty@example.org")]
    message = eventually(
        lambda: council.search(
            "channel.message",
            [*domain, ("state", "!=", "received")],
            ["state", "error"],
        ),
        "the empty mail",
    )[0]
    assert message["state"] == "triage"
    assert message["error"]


@pytest.fixture(scope="module")
def pothole(council):
    """A pothole reported over Open311; its request and its job."""
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
    return {**request, "job": jobs[0]["id"]}


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"service_code": "no-such-service"}, 404),
        ({"lat": "100", "long": "0"}, 400),
        ({"lat": "", "long": ""}, 400),
        ({"api_key": "forged"}, 403),
    ],
)
def test_open311_says_what_is_wrong(council, wrong, status):
    form = {"service_code": "pothole", "lat": "53.7676", "long": "-0.3274", **wrong}
    got, errors = open311(council, "requests.json", **form)
    assert (got, errors[0]["code"]) == (status, status)
    assert errors[0]["description"]


def test_a_forged_tracking_token_shows_nothing(council, missed_bin):
    url = f"{council.url}/track/{missed_bin['reference']}?access_token=forged"
    _status, page = get(url)
    assert "Smith" not in page


@pytest.mark.browser
def test_pothole_from_crew_to_figures(council, post, pothole, phone):
    council.call("dispatch.job", "action_plan", [pothole["job"]])
    council.call("dispatch.job", "action_dispatch", [pothole["job"]])
    letter = eventually(lambda: crew_letter(post), "the crew's e-mail")
    assert any("calendar" in part.get_content_type() for part in letter.walk())

    work_through(phone, link_in(letter, "/dispatch/job/"))
    status, body = get(f"{council.url}/open311/v2/requests/{pothole['reference']}.json")
    assert (status, json.loads(body)[0]["status"]) == (200, "closed")

    facts = [("request_id", "=", pothole["id"])]
    assert council.call("constituent.interaction", "search_count", facts) >= 1
    letter = eventually(
        lambda: [
            mail
            for mail in post.to("ahmed.khan@example.org")
            if "/track/" in mail.get_body(("html", "plain")).get_content()
        ],
        "the outcome",
    )[-1]
    rate(phone, link_in(letter, "/track/"))
    stored = council.search(
        "service.request", [("id", "=", pothole["id"])], ["satisfaction"]
    )
    assert stored[0]["satisfaction"] == "5"


def crew_letter(post):
    return next(
        (mail for _tos, mail in post.letters if has_link(mail, "/dispatch/job/")), None
    )


def has_link(mail, path):
    body = mail.get_body(("html", "plain"))
    return body is not None and path in body.get_content()


def work_through(phone, link):
    """Start the job, add a photo and complete it, as the crew's telephone does."""
    photo = io.BytesIO()
    Image.new("RGB", CREW_PHOTO_SIZE, "grey").save(photo, "JPEG")
    phone.goto(link)
    phone.get_by_role("button", name=re.compile("start", re.I)).click()
    phone.locator("input[type=file]").set_input_files(
        {"name": "after.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()}
    )
    add = phone.get_by_role("button", name=re.compile("photo", re.I))
    if add.count():
        add.first.click()
    screenshot(phone, "crew")
    phone.get_by_role("button", name=re.compile("^complete", re.I)).click()
    phone.wait_for_load_state()


def rate(phone, link):
    phone.goto(link)
    screenshot(phone, "track")
    phone.get_by_label(re.compile("very satisfied", re.I)).check(force=True)
    with phone.expect_navigation():
        phone.get_by_role("button", name="Send").click()
