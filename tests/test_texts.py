"""Text messages through a real Kannel, from a phone to the case and back."""

import itertools

import pytest

from . import kannel
from .conftest import eventually
from .gate import Gate
from .message_centre import MessageCentre

TOKEN = "test-kannel-token"
SHORT_CODE = "60060"
BIN = "Missed bin: my brown bin was missed again at 12 Park Avenue HU5 3ER"
POLISH = "Zgłoszenie: nie odebrano śmieci 🚮, dziękuję"
NUMBERS = itertools.count(447_400_900_400)


@pytest.fixture(scope="module")
def centre():
    reason = kannel.find()
    if reason:
        pytest.skip(reason)
    running = MessageCentre()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def gate(centre, council):
    running = Gate(council.url)
    yield running
    running.close()


@pytest.fixture(scope="module")
def endpoint(centre, council, gate, tmp_path_factory):
    """The council's endpoint of a Kannel that is running; its id."""
    values = {
        "name": "Test Kannel",
        "kind": "sms_kannel",
        "channel_id": council.id_of("constituent_crm.channel_sms"),
        "token": TOKEN,
        "account": kannel.USER,
        "secret": kannel.PASSWORD,
        "text_sender": SHORT_CODE,
    }
    (endpoint,) = council.call("channel.endpoint", "create", [values])
    service = (
        f'post-url = "http://kannel:{TOKEN}@127.0.0.1:{gate.port}/channel/in/{endpoint}'
        '?from=%p&to=%P&id=%I&time=%T"'
    )
    folder = tmp_path_factory.mktemp("kannel")
    with kannel.running(folder, centre, service) as url:
        council.call("channel.endpoint", "write", [endpoint], {"text_url": url})
        company = council.id_of("base.main_company")
        chosen = {"text_endpoint_id": endpoint, "has_quiet_hours": False}
        council.call("res.company", "write", [company], chosen)
        yield endpoint
        council.call("res.company", "write", [company], {"text_endpoint_id": False})


@pytest.fixture
def phone(endpoint):
    """The number of a phone that has not written yet."""
    return str(next(NUMBERS))


def received(council, phone):
    domain = [("sender", "=", f"+{phone}"), ("direction", "=", "in")]
    fields = ["state", "body", "request_id", "error", "external_id"]
    return council.search("channel.message", domain, fields, order="id")


def sent(council, phone):
    domain = [("recipient", "=", f"+{phone}"), ("direction", "=", "out")]
    fields = ["state", "body", "error", "part_states"]
    return council.search("channel.message", domain, fields, order="id")


def on_phone(centre, phone):
    """What has reached a phone: its texts, with the parts of long ones joined."""
    return "".join(one.text for one in centre.submitted if one.recipient == phone)


def opened(council, phone):
    """The texts of a phone that have a request, once one has been decided about."""

    def look():
        found = received(council, phone)
        return [one for one in found if one["state"] not in ("received", "discarded")]

    decided = eventually(look, f"a text of {phone}")
    assert all(one["request_id"] for one in decided), decided[0]["error"]
    return decided


def in_state(council, phone, state):
    def look():
        found = sent(council, phone)
        return found if found and {one["state"] for one in found} == {state} else None

    return eventually(look, f"a text to {phone} that is {state}")


def wording(council, words):
    """Have the acknowledgement by text say `words`; returns what it said before."""
    domain = [("event", "=", "opened"), ("channel_id.code", "=", "sms")]
    (template,) = council.search("channel.template", domain, ["body_text"])
    council.call("channel.template", "write", [template["id"]], {"body_text": words})
    return template["body_text"]


def test_text_becomes_a_request_and_its_answer_is_delivered(council, centre, phone):
    centre.deliver(phone, BIN)
    (message,) = opened(council, phone)
    assert message["body"] == BIN
    (answer,) = in_state(council, phone, "delivered")
    assert on_phone(centre, phone) == answer["body"]
    contacts = council.search(
        "constituent.interaction",
        [("request_id", "=", message["request_id"][0])],
        ["direction"],
        order="id",
    )
    assert [row["direction"] for row in contacts] == ["in", "out"]


def test_polish_and_emoji_both_ways(council, centre, phone):
    before = wording(council, POLISH)
    try:
        text = f"{BIN}. {POLISH}"
        centre.deliver(phone, text)
        (message,) = opened(council, phone)
        assert message["body"] == text
        in_state(council, phone, "delivered")
    finally:
        wording(council, before)
    assert on_phone(centre, phone) == POLISH


@pytest.mark.parametrize("letter", ["x", "ł"])
def test_every_part_of_a_long_answer_is_reported(council, centre, phone, letter):
    long = f"{letter * 66}€🚮{letter * 90} [end]" if letter == "ł" else "x€" * 120
    before = wording(council, long)
    try:
        centre.deliver(phone, BIN)
        (answer,) = in_state(council, phone, "delivered")
    finally:
        wording(council, before)
    parts = [one for one in centre.submitted if one.recipient == phone]
    assert len(parts) == len(answer["part_states"]) == 3
    assert all(one.wants_report and one.header for one in parts)
    assert on_phone(centre, phone) == long


def test_text_of_three_parts_is_one_message(council, centre, phone):
    text = f"{BIN}. " + "It is always the brown one with the broken lid. " * 7
    pieces = [text[start : start + 153] for start in range(0, len(text), 153)]
    # The network may bring them in any order.
    for number, piece in reversed([*enumerate(pieces, 1)]):
        header = bytes([5, 0, 3, 77, len(pieces), number])
        centre.deliver(phone, piece, header=header)
    (message,) = opened(council, phone)
    assert message["body"] == text


def test_text_without_its_middle_is_one_message(council, centre, phone):
    first = f"{BIN}. {'x' * (153 - len(BIN) - 2)}"
    for number, piece in ((1, first), (3, "and the lid is broken")):
        header = bytes([5, 0, 3, 78, 3, number])
        centre.deliver(phone, piece, header=header)
    eventually(
        lambda: (
            len(received(council, phone)) == 2
            and all(
                one["state"] in ("done", "discarded")
                for one in received(council, phone)
            )
        ),
        "both parts",
    )
    # Kannel hands them on apart, once it no longer waits for the second.
    parts = received(council, phone)
    assert len({one["external_id"] for one in parts}) == 2
    requests = {one["request_id"][0] for one in parts if one["request_id"]}
    assert len(requests) == 1
    domain = [("model", "=", "service.request"), ("res_id", "in", [*requests])]
    posted = council.search("mail.message", domain, ["body"])
    words = " ".join(one["body"] for one in posted)
    assert "broken" in words and first in words


def test_fault_of_the_server_is_repeated_and_stored_once(council, centre, gate, phone):
    gate.failures = 3
    centre.deliver(phone, BIN)
    assert len(opened(council, phone)) == 1
    assert gate.failures == 0
    in_state(council, phone, "delivered")


def test_nothing_is_lost_while_the_server_is_down(council, centre, gate, endpoint):
    phones = [str(next(NUMBERS)) for _number in range(5)]
    acknowledged = centre.acknowledged
    gate.close()
    for number in phones:
        centre.deliver(number, BIN)
    # The network believes them delivered; only Kannel has them now.
    eventually(
        lambda: centre.acknowledged >= acknowledged + len(phones), "Kannel's answer"
    )
    assert not any(received(council, number) for number in phones)
    gate.open()
    for number in phones:
        assert len(opened(council, number)) == 1


def test_text_that_the_network_refuses_is_failed(council, centre, phone):
    centre.outcome = "UNDELIV"
    try:
        centre.deliver(phone, BIN)
        (answer,) = in_state(council, phone, "failed")
    finally:
        centre.outcome = "DELIVRD"
    assert "UNDELIV" in answer["error"]


def test_stop_is_confirmed_once_and_observed(council, centre, phone):
    for text in ("Stop", "STOP!"):
        centre.deliver(phone, text)
    (confirmation,) = in_state(council, phone, "delivered")
    eventually(
        lambda: [one["state"] for one in received(council, phone)] == ["done"] * 2,
        "both texts",
    )
    assert on_phone(centre, phone) == confirmation["body"]
    blocked = [("number", "=", f"+{phone}")]
    assert council.search("phone.blacklist", blocked, ["number"])
    assert not any(one["request_id"] for one in received(council, phone))


def test_residents_get_our_texts_alone(council, centre, endpoint):
    words = {one["body"] for one in council.search(
        "channel.message", [("endpoint_id", "=", endpoint), ("direction", "=", "out")],
        ["body"],
    )}  # fmt: skip
    whole = [one.text for one in centre.submitted if not one.header]
    assert set(whole) <= words
