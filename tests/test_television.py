"""A resident with a remote: arrows, OK and Back, on a screen without scripts."""

import pytest

from .conftest import screenshot

SCREEN = {"width": 1280, "height": 720}
# Pixels around the page that a television may cut off: 5 % of each side.
MARGINS = (64, 36)
SMALLEST_TEXT = 28
MAX_KEYS = 40
# The browser moves the focus a moment after the key.
MAX_LOOKS = 25
LOOK_MILLISECONDS = 20
LINE = 12
UPRN = "100000099901"
WHERE = """
() => {
    const box = document.activeElement.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
}
"""
CENTRE = """
selector => {
    const box = document.querySelector(selector).getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
}
"""
SIZES = """
() => [...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && one.innerText && !one.children.length)
    .filter((one) => !one.classList.contains("sr-only"))
    .map((one) => parseFloat(getComputedStyle(one).fontSize))
"""
EDGES = """
() => [...document.querySelectorAll("h1, p, a, button, input")]
    .filter((one) => one.checkVisibility() && !one.classList.contains("sr-only"))
    .map((one) => one.getBoundingClientRect())
    .map((box) => [box.left, box.top, innerWidth - box.right])
"""


@pytest.fixture(scope="module")
def service(council):
    """A service under the first heading, with a question, at a place."""
    made = council.call(
        "service.type",
        "create",
        {
            "name": "Lamp that does not work",
            "code": "tv_lamp",
            "group": "A first heading",
            "directorate_id": council.search("service.directorate", [], ["id"])[0][
                "id"
            ],
            "is_published": True,
            "needs_location": True,
        },
    )
    options = [("all", "All of it"), ("part", "A part of it")]
    council.call(
        "service.question",
        "create",
        {
            "service_id": made,
            "code": "dark",
            "name": "How much of it is dark?",
            "datatype": "singlevaluelist",
            "is_required": True,
            "option_ids": [(0, 0, {"code": c, "name": n}) for c, n in options],
        },
    )
    council.call(
        "constituent.property",
        "create",
        {"uprn": UPRN, "house": "7", "street": "Screen Street", "postcode": "ZZ7 7ZZ"},
    )
    return made


@pytest.fixture(params=(False, True), ids=("native", "script"))
def screen(launch, council, request):
    """A television that moves the focus by itself, and one that needs our script."""
    has_script = request.param
    options = [] if has_script else ["--enable-spatial-navigation"]
    started = launch(*options)
    context = started.new_context(
        viewport=SCREEN, base_url=council.url, java_script_enabled=has_script
    )
    yield context.new_page()
    assert context.cookies() == []
    started.close()


@pytest.mark.browser
@pytest.mark.usefixtures("service")
def test_a_resident_reports_and_tracks_with_the_keys_of_a_remote(screen, council):
    screen.goto("/tv/en")
    see(screen, "start")
    ok(screen)
    go_to(screen, "main li:first-child a")
    ok(screen)
    go_to(screen, 'a[href$="/service/tv_lamp"]')
    ok(screen)
    see(screen, "service")
    ok(screen)
    assert heading(screen) == "How much of it is dark?"
    go_to(screen, 'button[value="part"]')
    ok(screen)
    see(screen, "postcode")
    enter(screen, "ZZ77ZZ")
    go_to(screen, f'button[value="{UPRN}"]')
    see(screen, "address")
    # Back, as the remote has it, then on again.
    screen.go_back()
    assert screen.input_value("#typed") == "ZZ77ZZ"
    go_to(screen, 'button[value="on"]')
    ok(screen)
    ok(screen)
    go_to(screen, 'button[value="skip"]')
    ok(screen)
    ok(screen)
    see(screen, "phone")
    # A landline, to which no text is sent.
    enter(screen, "01632960982")
    see(screen, "check")
    ok(screen)
    see(screen, "sent")
    reference, pin = screen.locator(".large dd").all_inner_texts()
    (request,) = council.search(
        "service.request",
        [("reference", "=", reference.strip())],
        ["channel_id", "address", "postcode"],
    )
    assert request["channel_id"][1] == "Interactive TV"
    assert request["postcode"] == "ZZ7 7ZZ"
    track(screen, reference.strip(), pin.strip())


def track(page, reference, pin):
    page.goto("/tv/en")
    go_to(page, 'a[href$="/track"]')
    ok(page)
    see(page, "reference")
    enter(page, reference.replace("-", ""))
    see(page, "pin")
    enter(page, pin)
    assert heading(page) == reference
    see(page, "request")


def see(page, name):
    """Check that the page can be read at three metres, and keep a picture of it."""
    assert min(page.evaluate(SIZES)) >= SMALLEST_TEXT
    for left, top, right in page.evaluate(EDGES):
        # Whoever scrolls sees what is above the screen.
        assert min(left, right) >= MARGINS[0] - 1 and (top < 0 or top >= MARGINS[1] - 1)
    screenshot(page, f"television-{name}")


def heading(page):
    return page.inner_text("h1").strip()


def enter(page, text):
    """Enter a text by the keys on the screen, and go on."""
    for key in text:
        go_to(page, f'.pad button[value="{key}"]')
        ok(page)
    go_to(page, 'button[value="on"]')
    ok(page)


def ok(page):
    settle(page)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def settle(page):
    """Wait until a new page has given the focus to something."""
    for _each in range(MAX_LOOKS):
        if page.evaluate("document.activeElement !== document.body"):
            break
        page.wait_for_timeout(LOOK_MILLISECONDS)


def go_to(page, selector):
    """Press arrows until what is wanted has the focus, and can be seen to have it.

    Raises:
        AssertionError: when it never has.
    """
    settle(page)
    for _each in range(MAX_KEYS):
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            assert page.locator(":focus").is_visible()
            return
        before = page.evaluate(WHERE)
        towards, otherwise = directions(before, page.evaluate(CENTRE, selector))
        if not moves(page, towards, before):
            moves(page, otherwise, before)
    raise AssertionError(f"The arrows never come to {selector}")


def moves(page, arrow, before):
    """Press an arrow, and return whether the focus has left a place."""
    page.keyboard.press(arrow)
    for _each in range(MAX_LOOKS):
        if page.evaluate(WHERE) != before:
            return True
        page.wait_for_timeout(LOOK_MILLISECONDS)
    return False


def directions(here, there):
    """Return the arrow towards a place, and another for when that does nothing."""
    right, down = there[0] - here[0], there[1] - here[1]
    sideways = "ArrowRight" if right > 0 else "ArrowLeft"
    if abs(down) < LINE:
        return sideways, "ArrowDown"
    return ("ArrowDown" if down > 0 else "ArrowUp"), sideways
