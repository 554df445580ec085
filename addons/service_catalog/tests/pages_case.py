import re

from lxml import html

from odoo.tests import HttpCase

from odoo.addons.service_catalog.tests.common import Council

TILES = "/service_catalog/static/description/icon.png?tile={z}-{x}-{y}"


class PagesCase(Council, HttpCase):
    """A resident at the council's pages, who has no JavaScript."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()
        (cls.bin | cls.pothole).write({"is_published": True, "group": "Streets"})
        # Tests fill in forms faster than people.
        parameters = cls.env["ir.config_parameter"]
        parameters.set_param("service_catalog.form_seconds", "0")

    def show_map(self):
        """Set tiles of a map, which come from here, and a ward for it to show."""
        square = [[[1.0, 51.0], [1.2, 51.0], [1.2, 51.2], [1.0, 51.2], [1.0, 51.0]]]
        self.make_ward(
            "Test ward", "TESTW", boundary={"type": "Polygon", "coordinates": square}
        )
        others = self.env["constituent.ward"].search([("code", "!=", "TESTW")])
        others.active = False
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("service_catalog.tile_url", TILES)
        words = "© <a href='https://example.org'>Owner</a><script>no()</script>"
        parameters.set_param("service_catalog.tile_attribution", words)

    def page(self, path, status=200, data=None, files=None):
        response = self.url_open(path, data=data, files=files)
        self.assertEqual(
            response.status_code,
            status,
            re.sub(r"(?s)<head.*<.head>|<[^>]+>|\s+", " ", response.text),
        )
        return html.fromstring(response.content)

    def words(self, page):
        main = page.get_element_by_id("wrap")
        return re.sub(r"\s+", " ", main.text_content()).strip()

    def fields(self, page, action):
        """What the form of `page` that goes to `action` would send, as a browser."""
        form = next(one for one in page.forms if one.get("action").endswith(action))
        return {
            name: value for name, value in form.form_values() if name != "answer-photos"
        }

    def fill(self, code="test_bin", status=200, step="check", files=None, **typed):
        """Fill in the form of a service and send it."""
        path = f"/services/{code}/request"
        sent = self.fields(self.page(path), "/request")
        return self.page(path, status, {**sent, "step": step, **typed}, files)

    def send(self, page, code="test_bin", status=200, **more):
        path = f"/services/{code}/request"
        sent = {**self.fields(page, "/request"), "step": "send", **more}
        return self.page(path, status, sent)

    def opened(self):
        return self.env["service.request"].search([], order="id desc", limit=1)

    def count(self):
        return self.env["service.request"].search_count([])
