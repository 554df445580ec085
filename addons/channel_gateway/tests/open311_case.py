import base64
import json
from urllib.parse import urlencode
from xml.etree import ElementTree

from odoo.fields import Command
from odoo.tests import HttpCase

from .common import Council

KEY = "test-open311-key"
# The smallest PNG picture.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


class Open311HttpCase(Council, HttpCase):
    """A client with a key, a published service that asks, and one that is not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(
            "channel_gateway.open311_jurisdiction", "council.example.org"
        )
        cls.endpoint = cls.make_endpoint("A client", "open311", "api", token=KEY)
        cls.team = cls.make_team("Roads", "test_roads")
        cls.service_values = {
            "team_id": cls.team.id,
            "sla_policy_id": cls.make_sla_policy("Soon", hours=16).id,
        }
        cls.hole = cls.make_service(
            "Hole in the road",
            "test_hole",
            description="A hole, wherever it is.",
            group="Streets",
            is_published=True,
            needs_location=True,
            keyword_ids=[Command.create({"phrase": "crater"})],
        )
        cls.make_question(
            cls.hole,
            "size",
            name="How large?",
            datatype="singlevaluelist",
            is_required=True,
            option_ids=cls.options(s="Small", l="Large"),
        )
        cls.make_question(
            cls.hole,
            "where",
            name="Where in the road?",
            datatype="multivaluelist",
            option_ids=cls.options(mid="Middle", kerb="Kerb"),
        )
        cls.make_question(
            cls.hole,
            "depth",
            name="How deep?",
            datatype="number",
            has_bounds=True,
            maximum=100,
        )
        cls.make_question(
            cls.hole, "notice", name="In danger? Call 999.", is_input=False
        )
        cls.bin = cls.make_service("Bin", "test_bin", is_published=True)
        cls.hidden = cls.make_service("Fraud", "test_hidden")

    def ask(self, path, expect=200, method="GET", **parameters):
        """GET `path` below the server's root; the answer, read, or an ElementTree."""
        query = f"?{urlencode(parameters)}" if parameters else ""
        url = f"/open311/v2/{path}{query}"
        return self.answered(self.url_open(url, method=method), expect)

    def post(self, expect=200, form="json", headers=None, **given):
        """POST a hole in the road, with `given` on top; None leaves a name out."""
        values = {
            "api_key": KEY,
            "service_code": "test_hole",
            "lat": "53.7443",
            "long": "-0.3325",
            "attribute[size]": "l",
            **given,
        }
        data = {name: value for name, value in values.items() if value is not None}
        url = f"/open311/v2/requests.{form}"
        answer = self.url_open(url, data=data, headers=headers)
        return self.answered(answer, expect)

    def answered(self, answer, expect):
        self.assertEqual(answer.status_code, expect, answer.text)
        kind = answer.headers["Content-Type"]
        if kind == "application/json; charset=utf-8":
            content = json.loads(answer.content.decode())
            if expect != 200:
                self.assertEqual({row["code"] for row in content}, {expect})
                return " ".join(row["description"] for row in content)
            return content
        self.assertEqual(kind, "text/xml; charset=utf-8")
        root = ElementTree.fromstring(answer.content)
        if expect != 200:
            self.assertEqual(root.tag, "errors")
            self.assertEqual(root.findtext("error/code"), str(expect))
            return " ".join(one.text for one in root.iter("description"))
        return root

    def request_of(self, rows):
        reference = rows[0]["service_request_id"]
        return self.env["service.request"].search([("reference", "=", reference)])
