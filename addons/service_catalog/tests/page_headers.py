"""The headers that every page of ours for outsiders carries."""

import re

from odoo.tests import HttpCase
from odoo.tools import mute_logger

ADDONS = (
    "constituent_crm",
    "service_catalog",
    "channel_gateway",
    "field_dispatch",
    "esd_reporting",
)
# Routes that answer with no page, and with what instead.
NO_PAGE = {
    "/constituent/subject-access/<int:access_id>": "a file, for staff",
}
PLACE = re.compile(r"<(\w+):(\w+)>")
FILLED = {"int": "1", "string": "none_such", "path": "none_such"}


class PageHeadersCase(HttpCase):
    """Routes of ours that answer browsers of people who are no staff."""

    def our_routes(self):
        """Pairs of a path and how it is routed, of those that answer with HTML."""
        for rule in self.env["ir.http"].routing_map().iter_rules():
            module = rule.endpoint.original_endpoint.__module__.split(".")
            routing = rule.endpoint.routing
            is_ours = module[:2] == ["odoo", "addons"] and module[2] in ADDONS
            if is_ours and routing["type"] == "http" and rule.rule not in NO_PAGE:
                yield rule.rule, routing

    def open_route(self, path, routing):
        """Open a route without the right to what is behind it."""
        place = PLACE.sub(lambda found: FILLED[found[1]], path)
        with mute_logger("odoo.http"):
            if "GET" in (routing.get("methods") or ["GET"]):
                return self.url_open(place, allow_redirects=False)
            # Without the mark of a form of ours.
            return self.url_open(place, data={"a": "b"}, allow_redirects=False)

    def check_headers(self, answer):
        headers = answer.headers
        self.assertEqual(headers["X-Frame-Options"], "DENY")
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        self.assertIn(headers["Referrer-Policy"], ("no-referrer", "same-origin"))
        policy = self.policy(answer)
        self.assertEqual(policy["frame-ancestors"], ["'none'"])
        self.assertEqual(policy["form-action"], ["'self'"])
        self.assertIn(policy["base-uri"], (["'self'"], ["'none'"]))
        self.assertIn(policy["default-src"], (["'self'"], ["'none'"]))
        self.assertNotIn("'unsafe-inline'", policy["script-src"])
        if answer.status_code >= 400:
            self.assertEqual(headers["Cache-Control"], "no-store")

    def policy(self, answer):
        words = answer.headers["Content-Security-Policy"].split("; ")
        return {name: sources for name, *sources in map(str.split, words)}
