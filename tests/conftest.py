"""A council's system for real: Odoo server, SMTP both ways, HTTP and Chromium.

Started once for the whole run on a copy of the database that ./dev test has
prepared; run it as ./dev test tests.
"""

import contextlib
import os
import socket
import subprocess
import sys
import time
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import requests
from aiosmtpd.controller import Controller
from playwright.sync_api import sync_playwright

from devkit import browser as chromium
from devkit import databases, odoo, postgres, serve
from devkit.place import ADDONS, LOGS

DATABASE = "test_way_through"
SERVER_LOG = LOGS / f"{DATABASE}.log"
RELAY_LOG = LOGS / "test_relay.log"
PATIENCE_SECONDS = 60


class Post:
    """The residents' and crews' mailboxes: whatever the council sends lands here."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((envelope.rcpt_tos, letter))
        return "250 OK"

    def to(self, address):
        return [letter for tos, letter in self.letters if address in tos]


class Refused(Exception):
    """The council's server said no, in these words."""


class Council:
    """A running Odoo, spoken to as its own web client does."""

    def __init__(self, url, database, login="admin"):
        self.url = url
        self._session = requests.Session()
        credentials = {"db": database, "login": login, "password": login}
        self._post("/web/session/authenticate", credentials)

    def _post(self, path, params):
        answer = self._session.post(
            self.url + path, json={"jsonrpc": "2.0", "params": params}, timeout=60
        ).json()
        if "error" in answer:
            raise Refused(answer["error"]["data"]["message"])
        return answer["result"]

    def call(self, model, method, *arguments, **keywords):
        return self._post(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": arguments, "kwargs": keywords},
        )

    def search(self, model, domain, fields, **keywords):
        return self.call(model, "search_read", domain, fields, **keywords)

    def id_of(self, xmlid):
        module, name = xmlid.split(".")
        domain = [("module", "=", module), ("name", "=", name)]
        return self.search("ir.model.data", domain, ["res_id"])[0]["res_id"]


def eventually(look, what):
    """What `look` answers, as soon as it is true.

    Raises:
        AssertionError: when it is still false after PATIENCE_SECONDS.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.25)
    raise AssertionError(f"still not there after {PATIENCE_SECONDS} s: {what}")


@pytest.fixture(scope="session")
def post():
    mailbox = Post()
    server = Controller(mailbox, hostname="127.0.0.1", port=databases.free_port())
    server.start()
    mailbox.port = server.port
    yield mailbox
    server.stop()


@contextlib.contextmanager
def serving(server, template, database, *arguments, **options):
    """Odoo on a copy of `template`, dropped afterwards; yields its address."""
    odoo.clone(server, template, database)
    try:
        with serve.serving(
            server, database, "--workers=0", *arguments, **options
        ) as url:
            yield url
    finally:
        odoo.drop(server, database)


@pytest.fixture(scope="session")
def server():
    return postgres.start()


@pytest.fixture(scope="session")
def council(server, post):
    template = os.environ["COUNCIL_TEMPLATE"]
    smtp = ["--smtp=127.0.0.1", f"--smtp-port={post.port}"]
    # Every request stands in the log, which tests look through.
    more = [*smtp, "--max-cron-threads=1", "--log-handler=werkzeug:INFO"]
    with serving(server, template, DATABASE, *more) as url:
        running = Council(url, DATABASE)
        running.call("ir.config_parameter", "set_param", "web.base.url", url)
        yield running
    assert not databases.complaints_in(SERVER_LOG, concurrent=True)


@pytest.fixture(scope="session")
def relay(council):
    """The SMTP side of the council's mailbox; its port."""
    endpoint = council.id_of("channel_gateway.demo_endpoint_email")
    port = databases.free_port()
    script = ADDONS / "channel_gateway" / "relay" / "smtp_relay.py"
    with RELAY_LOG.open("w") as log:
        process = subprocess.Popen(
            [
                sys.executable,
                str(script),
                f"--listen=127.0.0.1:{port}",
                f"--url={council.url}/channel/mail/{endpoint}",
            ],
            env={**os.environ, "CHANNEL_TOKEN": "demo-email-token"},
            stderr=log,
        )
        eventually(lambda: listens(port), "the SMTP relay")
        yield port
        process.terminate()
        process.wait()


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="session")
def launch():
    """Start Chromium with further options; a thread may start Playwright once."""
    with sync_playwright() as playwright:

        def start(*options):
            return playwright.chromium.launch(
                executable_path=chromium.find(),
                args=["--no-sandbox", "--disable-background-networking", *options],
            )

        yield start


@pytest.fixture(scope="session")
def browser(launch):
    started = launch()
    yield started
    started.close()


@pytest.fixture(params=(320, 1280), ids=("narrow", "wide"))
def resident(browser, council, request):
    """A resident's browser, on a small telephone and on a desk."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 800}, base_url=council.url
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser):
    """A page the size of a crew's telephone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser, council):
    """The Contact Desk on an officer's screen."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(f"{council.url}/web/login?redirect=/odoo/desk")
    page.locator("#login").fill("officer")
    page.locator("#password").fill("officer")
    page.locator("#password").press("Enter")
    page.locator(".o_desk_board").wait_for(timeout=PATIENCE_SECONDS * 1000)
    yield page
    context.close()


def screenshot(page, name):
    folder = Path(os.environ.get("SCREENSHOTS", LOGS))
    page.screenshot(path=folder / f"{name}.png", full_page=True)
