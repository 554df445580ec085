"""A resident who has no mouse: from their own words to where the request stands."""

import pytest

from .conftest import screenshot

SERVICE = "/services/pothole"
MAX_TABS = 150


@pytest.mark.browser
def test_a_resident_requests_a_service_with_the_keyboard_alone(resident, council):
    # Keys are pressed faster here than people press them.
    council.call("ir.config_parameter", "set_param", "service_catalog.form_seconds", 0)
    find_it(resident)
    answer_wrongly(resident)
    put_it_right(resident)
    change_a_word(resident)
    go_to(resident, "#send")
    heading(resident, "We have your request")
    screenshot(resident, f"residents-sent-{resident.viewport_size['width']}")
    go_to(resident, 'a[href^="/track/"]')
    resident.get_by_text("We aim to finish by").first.wait_for()
    (request,) = council.search(
        "service.request",
        [("partner_id.email", "=", email(resident))],
        ["address", "description", "service_id"],
    )
    assert request["service_id"][0] == council.id_of(
        "service_catalog.demo_service_pothole"
    )
    assert request["address"] == "In front of the mill"
    assert request["description"] == "As deep as a bucket."


def find_it(page):
    page.goto("/services")
    write(page, "#q", "deep pothole in the road")
    page.keyboard.press("Enter")
    page.locator(f'#wrap a[href="{SERVICE}"]').first.wait_for()
    go_to(page, f'#wrap a[href="{SERVICE}"]')
    page.locator(f'#wrap a[href="{SERVICE}/request"]').first.wait_for()
    go_to(page, f'#wrap a[href="{SERVICE}/request"]')
    page.locator("form.o_service_form").wait_for()


def answer_wrongly(page):
    """Nothing is said of where it is; Enter in a field sends the form on."""
    tab_to(page, "#who")
    page.keyboard.press("Space")
    write(page, "#name", "Ada Keys")
    page.keyboard.press("Enter")
    heading(page, "There is a problem")
    assert page.title().startswith("Error")


def put_it_right(page):
    go_to(page, 'a[href="#where"]')
    write(page, "#where-words", "In front of the mill")
    write(page, "#description", "A hole.")
    assert page.locator("#name").input_value() == "Ada Keys", "what was typed is kept"
    write(page, "#email", email(page))
    tab_to(page, "#notification_preference")
    page.keyboard.press("Space")
    go_to(page, 'form.o_service_form button.btn-lg[value="check"]')
    heading(page, "Check your answers")


def change_a_word(page):
    go_to(page, 'button[formaction$="#description"]')
    page.locator("form.o_service_form").wait_for()
    tab_to(page, "#description")
    page.keyboard.press("Control+a")
    page.keyboard.type("As deep as a bucket.")
    go_to(page, 'form.o_service_form button.btn-lg[value="check"]')
    heading(page, "Check your answers")


def email(page):
    return f"ada.keys.{page.viewport_size['width']}@example.org"


def heading(page, words):
    page.get_by_role("heading", name=words).wait_for()


def write(page, selector, words):
    tab_to(page, selector)
    page.keyboard.type(words)


def go_to(page, selector):
    tab_to(page, selector)
    page.keyboard.press("Enter")


def tab_to(page, selector):
    """Press Tab until what is wanted has the focus, and can be seen to have it.

    Raises:
        AssertionError: when it never has.
    """
    for _each in range(MAX_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            focused = page.locator(":focus")
            assert focused.is_visible(), f"{selector} has the focus and is not seen"
            return
    raise AssertionError(f"Tab never comes to {selector}")
