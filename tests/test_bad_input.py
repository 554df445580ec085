"""What is wrong gets clear words, a row for staff, and is neither lost nor doubled."""

import os
import smtplib

import pytest

from .conftest import eventually
from .wire import get, open311, write_to_council

ROBIN = "Robin Hall <robin.hall@example.org>"
PLACE = {"lat": "53.7676", "long": "-0.3274"}
THIRTY_MB = 30 * 1024 * 1024


def messages(council, message_id, *more):
    domain = [("external_id", "like", message_id.strip("<>")), *more]
    return council.search("channel.message", domain, ["state", "error", "subject"])


def worked(council, message_id):
    """The message of that id, once it is no longer waiting to be worked."""
    done = ("state", "!=", "received")
    return eventually(lambda: messages(council, message_id, done), message_id)


def test_the_same_mail_twice_is_one_message_and_one_request(council, relay):
    name = "<twice@example.org>"
    body = "Our brown bin was missed again at 14 Park Avenue HU5 3ER"
    for _time in range(2):
        write_to_council(relay, body, sender=ROBIN, message_id=name)
    (message,) = worked(council, name)
    assert message["state"] == "done"
    words = [("description", "like", "missed again at 14 Park Avenue")]
    assert council.call("service.request", "search_count", words) == 1


def test_an_empty_mail_is_kept_for_staff(council, relay):
    name = "<empty@example.org>"
    write_to_council(relay, "", sender=ROBIN, subject="", message_id=name)
    (message,) = worked(council, name)
    assert message["state"] == "triage"
    assert message["error"]


def test_a_mail_of_30_mb_is_refused_with_a_message_and_a_row_for_staff(council, relay):
    with pytest.raises(smtplib.SMTPResponseException) as refused:
        write_to_council(
            relay,
            "See the photo",
            sender="Huge Photo <huge.photo@example.org>",
            message_id="<huge@example.org>",
            attachment=os.urandom(THIRTY_MB),
        )
    assert refused.value.smtp_code == 552
    assert b"MB" in refused.value.smtp_error
    sender = [("sender", "=", "huge.photo@example.org")]
    rows = council.search("channel.message", sender, ["state", "error"])
    assert [row["state"] for row in rows] == ["triage"]
    assert "MB" in rows[0]["error"]


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
    form = {"service_code": "pothole", **PLACE, **wrong}
    got, errors = open311(council, "requests.json", **form)
    assert (got, errors[0]["code"]) == (status, status)
    assert errors[0]["description"]


def test_open311_says_which_answer_is_missing(council):
    question = {
        "service_id": council.id_of("service_catalog.demo_service_pothole"),
        "code": "test_depth",
        "name": "How deep is it?",
        "datatype": "number",
        "is_required": True,
    }
    (asked,) = council.call("service.question", "create", [question])
    try:
        form = {"service_code": "pothole", **PLACE}
        status, errors = open311(council, "requests.json", **form)
        assert status == 400
        assert "How deep is it?" in errors[0]["description"]
    finally:
        council.call("service.question", "unlink", [asked])


def test_the_same_report_twice_opens_one_request(council):
    form = {
        "service_code": "pothole",
        **PLACE,
        "description": "Reported by an impatient thumb",
        "email": "thumb@example.org",
    }
    references = {
        open311(council, "requests.json", **form)[1][0]["service_request_id"]
        for _time in range(2)
    }
    assert len(references) == 1


@pytest.mark.parametrize("token", ["forged", "", "å"])
def test_a_forged_tracking_token_shows_nothing(council, token):
    _status, answer = open311(
        council,
        "requests.json",
        service_code="pothole",
        **PLACE,
        description=f"DisclosedValue in confidence {token}",
        first_name="Ahmed",
    )
    reference = answer[0]["service_request_id"]
    quoted = token.encode().hex()
    _status, page = get(f"{council.url}/track/{reference}?access_token={quoted}")
    assert "Ahmed" not in page
    assert "in confidence" not in page
