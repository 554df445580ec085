import json
import os
from pathlib import Path

from odoo.tests import tagged

from odoo.addons.service_catalog.tests.common import make_image
from odoo.addons.service_catalog.tests.pages_case import PagesCase

SIZES = ("320x800", "1280x900")
# What WCAG 2.2 asks at level AA, and what axe-core holds to be good practice.
CHECK = """
%s;
(async () => {
    const {width, typed} = %s;
    if (typed) {
        const form = document.querySelector("#wrap form[method=post]");
        const sent = new FormData(form);
        Object.entries(typed).forEach(([name, value]) => sent.set(name, value));
        const answer = await fetch(form.action, {method: "POST", body: sent});
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        document.title = page.title;
        document.body.replaceWith(page.body);
    }
    const found = await axe.run(document, {
        runOnly: [
            "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
        ],
    });
    const faults = found.violations.map((one) =>
        one.id + ": " + one.nodes.map((node) => node.html.slice(0, 200)).join(" | ")
    );
    if (document.documentElement.scrollWidth > width) {
        faults.push("wider than the screen: " + document.documentElement.scrollWidth);
    }
    if (!document.documentElement.lang) {
        faults.push("no language");
    }
    if (faults.length) {
        console.error(faults.join("\\n"));
    } else {
        console.log("test successful");
    }
})();
"""
# Has what hangs on an answer shown.
FOUND = """
(() => {
    const words = document.querySelector("#answer-home");
    if (!words.value) {
        words.value = "ZZ1 1ZZ";
        document.querySelector("button[value=find-home]").click();
    }
    const list = document.querySelector("#answer-home-property");
    return list.options.length === 3 && list.checkVisibility();
})()
"""
CHOSEN = """
["#who", "#other"].every((one) => {
    const box = document.querySelector(one);
    if (!box.checked) {
        box.click();
    }
    return box.checked;
})
"""


def axe():
    """The source of axe-core."""
    path = os.environ.get("AXE_CORE")
    if not path:
        raise AssertionError("AXE_CORE names no axe.min.js; ./dev test fetches it.")
    return Path(path).read_text()


@tagged("post_install", "-at_install", "browser")
class TestPagesAccess(PagesCase):
    """axe-core finds nothing on any page, on a phone and on a desk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = axe()
        cls.user = cls.make_user("test_resident", "base.group_portal")

    def check(self, path, login=None, typed=None, ready=""):
        """Check a page; with `typed`, the one that comes when its form is sent so.

        Args:
            ready: an expression of JavaScript, true once the page may be checked.
        """
        for size in SIZES:
            with self.subTest(path, size=size):
                self.browser_size = size
                options = {"width": int(size.split("x")[0]), "typed": typed}
                code = CHECK % (self.source, json.dumps(options))
                self.browser_js(path, code, ready, login=login)

    def test_service_pages_are_accessible(self):
        self.check("/services")
        self.check("/services?q=bin")
        self.check("/services?q=qqqqzzzz")
        self.check("/services/test_bin")
        self.check("/services/none_such")

    def test_council_pages_are_accessible(self):
        self.env.company.write({"phone": "01632 960000", "email": "hello@c.test"})
        self.check("/")
        for code in ("contact", "privacy", "accessibility", "none-such"):
            self.check(f"/council/{code}")

    def test_request_form_is_accessible(self):
        self.check("/services/test_bin/request")
        self.check("/services/test_pothole/request")
        self.check("/services/test_pothole/request", login="test_resident")
        path = "/services/test_pothole/request"
        self.check(path, ready=CHOSEN)
        self.check(path, typed={"step": "check"})
        known = {"step": "check", "who": "anonymous", "where-words": "Here"}
        self.check(path, typed=known)
        request = self.open_request()
        self.check(request._tracking_path().replace("?", "/sent?"))

    def test_address_question_is_accessible(self):
        home = {"street": "Zorblax Way", "postcode": "ZZ1 1ZZ"}
        self.env["constituent.property"].create(
            [{**home, "house": str(one), "uprn": f"9910006{one}"} for one in (1, 2)]
        )
        self.make_question(self.bin, "home", name="Which home?", datatype="property")
        path = "/services/test_bin/request"
        self.check(path)
        self.check(path, typed={"step": "find-home", "answer-home": "ZZ1 1ZZ"})
        # A script fills the list without a new page.
        self.check(path, ready=FOUND)

    def test_map_is_accessible(self):
        self.show_map()
        shown = "!!document.querySelector('.o_service_map .leaflet-tile-loaded')"
        self.check("/services/test_pothole/request", ready=shown)

    def test_tracking_page_is_accessible(self):
        self.check("/track")
        self.check("/track/none_such")
        self.check("/track", typed={"reference": ""})
        request = self.open_request(description="In my words")
        request._reply("More")
        self.check(request._tracking_path())
        request._change_state("closed", outcome="fixed")
        self.check(request._tracking_path())
        request.closed_at = "2020-01-01 00:00:00"
        self.check(request._tracking_path())

    def test_co_reporter_page_is_accessible(self):
        self.pothole.write({"nearby_metres": 50, "nearby_days": 30})
        point = {"latitude": 53.75, "longitude": -0.36}
        request = self.open_request("test_pothole", **point)
        path = "/services/test_pothole/request"
        near = {"where-latitude": "53.75", "where-longitude": "-0.36"}
        self.check(path, typed={"step": "check", "who": "anonymous", **near})
        values = {"partner_id": self.user.partner_id.id, "description": "Mine too"}
        report = self.env["service.request"]._add_co_report(request, values)
        report._keep_files({"attachments": [("hole.png", make_image("PNG"))]})
        path = report.sudo()._tracking_path()
        self.check(path)
        request._change_state("closed", outcome="fixed")
        self.check(path)
        self.check(path, typed={"satisfaction": ""})
        report._withdraw_co_report()
        self.check(path)
        self.check("/track/joined/none_such")

    def test_tracking_page_of_every_outcome_is_accessible(self):
        request = self.open_request()
        other = self.open_request()
        request._merge_into_request(other)
        self.check(request._tracking_path())
        request = self.open_request()
        request._change_state("waiting_constituent")
        self.check(request._tracking_path())
        request._withdraw()
        self.check(request._tracking_path())
        self.bin.active = False
        self.check("/services/test_bin")

    def test_error_pages_are_accessible(self):
        self.check("/none-such")
        self.check("/services?q=")
        request = self.open_request()
        request._change_state("closed", outcome="fixed")
        request.closed_at = "2020-01-01 00:00:00"
        # Its form asks for a new link.
        self.check(request._tracking_path(), typed={})
        self.bin.needs_login = True
        self.check("/services/test_bin/request")
        self.bin.channel_ids = self.env.ref("constituent_crm.channel_phone")
        self.check("/services/test_bin")

    def test_account_pages_are_accessible(self):
        self.check("/my/requests", login="test_resident")
        request = self.open_request(partner_id=self.user.partner_id.id)
        self.check("/my/requests", login="test_resident")
        self.check(f"/my/requests/{request.reference}", login="test_resident")
