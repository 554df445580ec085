"""A resident telephones: the officer serves them at the Contact Desk, in Chromium."""

import pytest

from .conftest import eventually, screenshot


@pytest.mark.browser
def test_an_officer_opens_a_request_while_on_the_phone(council, desk):
    desk.locator(".o_desk_begin_call").click()
    desk.locator(".o_desk_who .o_constituent_lookup input").fill("margaret holmes")
    desk.get_by_role("option").filter(has_text="Margaret Holmes").click()
    desk.locator(".o_desk_words").fill("brown bin not been emptied again")
    desk.locator(".o_desk_suggestion.active", has_text="Missed bin").wait_for()
    desk.locator(".o_desk_words").press("Enter")
    answer_what_is_asked(desk)
    screenshot(desk, "desk")
    desk.locator(".o_desk_open").click()
    desk.locator(".o_desk_receipt").wait_for()
    screenshot(desk, "desk-receipt")
    desk.locator(".o_desk_end").click()
    desk.locator(".o_desk_board").wait_for()

    partner = council.id_of("constituent_crm.demo_margaret")
    (request,) = council.search(
        "service.request",
        [("partner_id", "=", partner), ("description", "like", "brown bin not been")],
        ["service_id", "channel_id", "due_at"],
    )
    service = council.id_of("service_catalog.demo_service_missed_bin")
    assert request["service_id"][0] == service
    assert request["channel_id"][0] == council.id_of("constituent_crm.channel_phone")
    assert request["due_at"]
    (contact,) = council.search(
        "constituent.interaction",
        [("request_id", "=", request["id"]), ("direction", "=", "in")],
        ["channel_id", "user_id", "answered_at", "ended_at"],
    )
    assert contact["channel_id"][0] == request["channel_id"][0]
    assert contact["user_id"] and contact["answered_at"] and contact["ended_at"]
    # She prefers letters.
    letter = [
        ("request_id", "=", request["id"]),
        ("event", "=", "opened"),
        ("channel_id.code", "=", "letter"),
        ("state", "=", "queued"),
    ]
    eventually(
        lambda: council.search("channel.message", letter, ["body"]), "acknowledgement"
    )


def answer_what_is_asked(desk):
    """Choose the first answer of each question that must be answered."""
    for question in desk.locator(".o_desk_question.o_desk_required").all():
        question.locator("label, option").first.click()
