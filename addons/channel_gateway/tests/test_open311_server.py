from datetime import timedelta
from unittest.mock import patch

import psycopg2

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .open311_case import Open311HttpCase


@tagged("-at_install", "post_install")
class TestOpen311Catalogue(Open311HttpCase):
    """What may be reported."""

    def test_services_are_listed_in_both_formats(self):
        rows = {row["service_code"]: row for row in self.ask("services.json")}
        row = rows["test_hole"]
        self.assertEqual(row["service_name"], "Hole in the road")
        self.assertIs(row["metadata"], True)
        self.assertIs(rows["test_bin"]["metadata"], False)
        self.assertEqual(row["type"], "realtime")
        self.assertEqual(row["keywords"], "crater")
        self.assertEqual(row["group"], "Streets")
        root = self.ask("services.xml")
        self.assertEqual(root.tag, "services")
        codes = [one.findtext("service_code") for one in root.iter("service")]
        self.assertEqual(sorted(codes), sorted(rows))

    def test_services_that_are_not_published_are_not_there(self):
        codes = [row["service_code"] for row in self.ask("services.json")]
        self.assertNotIn("test_hidden", codes)
        self.ask("services/test_hidden.json", expect=404)

    def test_services_that_are_not_offered_here_are_not_there(self):
        self.hole.channel_ids = self.env.ref("constituent_crm.channel_phone")
        codes = [row["service_code"] for row in self.ask("services.json")]
        self.assertNotIn("test_hole", codes)
        self.ask("services/test_hole.json", expect=404)
        self.hole.channel_ids |= self.env.ref("constituent_crm.channel_api")
        self.ask("services/test_hole.json")

    def test_definition_asks_the_questions(self):
        asked = self.ask("services/test_hole.json")
        self.assertEqual(asked["service_code"], "test_hole")
        size, where, depth, notice = asked["attributes"]
        self.assertIs(size["required"], True)
        self.assertEqual(size["values"][0], {"key": "s", "name": "Small"})
        self.assertEqual(where["datatype"], "multivaluelist")
        self.assertIs(notice["variable"], False)
        self.assertEqual(depth["datatype"], "number")
        self.assertEqual([one["order"] for one in asked["attributes"]], [1, 2, 3, 4])
        root = self.ask("services/test_hole.xml")
        self.assertEqual(root.tag, "service_definition")
        self.assertEqual(root.findtext("attributes/attribute/required"), "true")

    def test_service_that_asks_nothing_has_no_attributes(self):
        self.assertEqual(self.ask("services/test_bin.json")["attributes"], [])

    def test_unknown_service_is_404_in_the_format_asked_for(self):
        said = self.ask("services/no_such.json", expect=404)
        self.assertIn("no_such", said)
        self.assertIn("no_such", self.ask("services/no_such.xml", expect=404))

    def test_discovery_says_where_and_in_which_formats(self):
        found = self.ask("discovery.json")
        (endpoint,) = found["endpoints"]
        self.assertEqual(
            endpoint["specification"], "http://wiki.open311.org/GeoReport_v2"
        )
        self.assertTrue(endpoint["url"].endswith("/open311/v2"))
        self.assertEqual(endpoint["formats"], ["text/xml", "application/json"])
        for name in ("changeset", "contact", "key_service"):
            self.assertTrue(found[name], name)
        root = self.ask("discovery.xml")
        self.assertEqual(root.tag, "discovery")
        self.assertEqual(root.findtext("endpoints/endpoint/type"), "production")

    def test_changeset_moves_with_the_catalogue(self):
        self.env.cr.execute(
            "UPDATE service_type SET write_date = '2099-01-01' WHERE id = %s",
            [self.hole.id],
        )
        self.hole.invalidate_recordset()
        self.assertIn("2099-01-01", self.ask("discovery.json")["changeset"])


@tagged("-at_install", "post_install")
class TestOpen311Addresses(Open311HttpCase):
    """No address below the root answers with a web page."""

    def test_unknown_format_is_explained(self):
        for path in ("services.csv", "services", "requests/x.html", "discovery.yaml"):
            with self.subTest(path):
                self.assertIn(".json", self.ask(path, expect=400))

    def test_unknown_address_is_404(self):
        self.ask("nothing.json", expect=404)
        self.ask("nothing/at/all.xml", expect=404)

    def test_method_that_is_not_for_an_address_is_405(self):
        for method in ("POST", "PUT", "DELETE"):
            with self.subTest(method):
                self.ask("services.json", method=method, expect=405)

    def test_head_answers_like_get_without_a_body(self):
        answer = self.url_open("/open311/v2/services.json", method="HEAD")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(
            answer.headers["Content-Type"], "application/json; charset=utf-8"
        )
        self.assertFalse(answer.content)

    def test_client_is_asked_to_retry_when_the_database_is_unavailable(self):
        failing = patch.object(
            self.env.registry["service.type"],
            "_open311_services",
            side_effect=psycopg2.OperationalError("terminating connection"),
        )
        with failing, mute_logger("odoo.http"):
            answer = self.url_open("/open311/v2/services.json")
        self.assertEqual(answer.status_code, 503)
        self.assertEqual(answer.headers["Retry-After"], "30")
        self.assertIn("again", answer.json()[0]["description"])

    def test_fault_that_stays_is_a_general_service_error(self):
        failing = patch.object(
            self.env.registry["service.type"],
            "_open311_services",
            side_effect=ValueError("a fault of ours"),
        )
        with failing, mute_logger("odoo.http"):
            answer = self.ask("services.json", expect=400)
        self.assertNotIn("a fault of ours", answer)

    def test_browsers_may_read_from_other_sites(self):
        answer = self.url_open("/open311/v2/services.json")
        self.assertEqual(answer.headers["Access-Control-Allow-Origin"], "*")
        self.assertNotIn("Set-Cookie", answer.headers)

    def test_jurisdiction_may_be_left_out_but_not_be_another(self):
        self.ask("services.json", jurisdiction_id="council.example.org")
        self.ask("services.json", jurisdiction_id="")
        said = self.ask("services.json", jurisdiction_id="elsewhere.org", expect=404)
        self.assertIn("elsewhere.org", said)
        self.ask("requests.xml", jurisdiction_id="elsewhere.org", expect=404)

    def test_jurisdiction_does_not_matter_where_none_is_set(self):
        self.env["ir.config_parameter"].set_param(
            "channel_gateway.open311_jurisdiction", False
        )
        self.ask("services.json", jurisdiction_id="elsewhere.org")


@tagged("-at_install", "post_install")
class TestOpen311Requests(Open311HttpCase):
    """What was reported, and how it stands."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.jane = cls.make_constituent("Jane Hobbs", email="jane.hobbs@example.org")
        cls.reported = cls.open(
            description="Jane Hobbs here, 07700 900123: a crater",
            address="Park Avenue, Hull HU5 3ER",
            postcode="HU5 3ER",
            latitude=53.7443,
            longitude=-0.3325,
        )

    @classmethod
    def open(cls, days_ago=1, service=None, **values):
        service = service or cls.hole
        moment = fields.Datetime.now() - timedelta(days=days_ago)
        answers = {"size": "l"} if service == cls.hole else {}
        return cls.env["service.request"]._open_request(
            {
                "service_id": service.id,
                "partner_id": cls.jane.id,
                "channel": "api",
                "opened_at": moment,
                "answers": answers,
                "address": "Park Avenue",
                **values,
            }
        )

    def references(self, **parameters):
        rows = self.ask("requests.json", **parameters)
        return [row["service_request_id"] for row in rows]

    def test_one_request_is_a_list_of_one(self):
        (row,) = self.ask(f"requests/{self.reported.reference}.json")
        self.assertEqual(row["service_request_id"], self.reported.reference)
        self.assertEqual(row["status"], "open")
        self.assertEqual((row["lat"], row["long"]), (53.7443, -0.3325))
        self.assertEqual(row["zipcode"], "HU5 3ER")
        self.assertEqual(row["agency_responsible"], "Roads")
        self.assertTrue(row["requested_datetime"].endswith("Z"))
        self.assertTrue(row["expected_datetime"].endswith("Z"))
        root = self.ask(f"requests/{self.reported.reference}.xml")
        self.assertEqual(root.tag, "service_requests")
        self.assertEqual(root.findtext("request/lat"), "53.7443")

    def test_reporter_is_not_disclosed(self):
        path = f"/open311/v2/requests/{self.reported.reference}.json?extensions=true"
        text = self.url_open(path).text
        self.assertIn("crater", text)
        for secret in ("Jane", "Hobbs", "900123", "jane.hobbs"):
            self.assertNotIn(secret, text)

    def test_description_of_a_phone_call_is_not_published(self):
        called = self.open(channel="phone", description="Lives alone, is afraid")
        (row,) = self.ask(f"requests/{called.reference}.json")
        self.assertIsNone(row["description"])

    def test_home_of_the_caller_is_not_published(self):
        called = self.open(
            service=self.bin,
            channel="phone",
            address="12 Park Avenue",
            latitude=53.7,
            longitude=-0.3,
        )
        (row,) = self.ask(f"requests/{called.reference}.json")
        for name in ("address", "zipcode", "lat", "long", "address_id"):
            self.assertIsNone(row[name], name)

    def test_requests_of_private_services_are_not_there(self):
        secret = self.open(service=self.hidden)
        self.ask(f"requests/{secret.reference}.json", expect=404)
        self.assertEqual(self.references(service_request_id=secret.reference), [])
        self.assertNotIn(secret.reference, self.references())

    def test_unknown_request_is_404(self):
        self.ask("requests/NO-SUCH.xml", expect=404)

    def test_closed_request_has_its_outcome_and_not_the_note(self):
        self.reported._change_state(
            "closed", outcome="fixed", note="Key under Jane's mat"
        )
        (row,) = self.ask(f"requests/{self.reported.reference}.json")
        outcome = self.env["service.outcome"].search([("code", "=", "fixed")])
        self.assertEqual(row["status"], "closed")
        self.assertEqual(row["status_notes"], outcome.public_text)
        self.assertIsNone(row["service_notice"])

    def test_list_has_the_last_90_days_newest_first(self):
        older = self.open(days_ago=80)
        ancient = self.open(days_ago=100)
        found = self.references(service_code="test_hole")
        self.assertEqual(found, [self.reported.reference, older.reference])
        self.assertNotIn(ancient.reference, found)
        since = (fields.Datetime.now() - timedelta(days=120)).isoformat() + "Z"
        found = self.references(service_code="test_hole", start_date=since)
        self.assertIn(ancient.reference, found)

    def test_list_is_filtered(self):
        closed = self.open()
        closed._change_state("closed", outcome="fixed")
        other = self.open(service=self.bin)
        mine = {"service_code": "test_hole,test_bin"}
        self.assertEqual(
            set(self.references(**mine, status="open")),
            {self.reported.reference, other.reference},
        )
        self.assertEqual(self.references(**mine, status="closed"), [closed.reference])
        self.assertEqual(
            self.references(service_code="test_bin", status="open,closed"),
            [other.reference],
        )
        both = f"{closed.reference}, {other.reference},NO-SUCH"
        self.assertEqual(
            set(self.references(service_request_id=both, status="open")),
            {closed.reference, other.reference},
        )

    def test_list_is_turned_page_by_page(self):
        second = self.open(days_ago=2)
        mine = {"service_code": "test_hole", "page_size": 1}
        self.assertEqual(self.references(**mine), [self.reported.reference])
        self.assertEqual(self.references(**mine, page=2), [second.reference])
        self.assertEqual(self.references(**mine, page=3), [])

    def test_filters_that_make_no_sense_are_400(self):
        for name, value in (
            ("status", "pending"),
            ("start_date", "yesterday"),
            ("page_size", "0"),
        ):
            with self.subTest(name):
                said = self.ask("requests.xml", expect=400, **{name: value})
                self.assertIn(name, said)

    def test_extensions_are_shown_only_when_asked_for(self):
        path = f"requests/{self.reported.reference}.json"
        (row,) = self.ask(path)
        self.assertEqual(len(row), 17)
        (row,) = self.ask(path, extensions="true")
        self.assertEqual(row["attributes"][0]["value"], "Large")
        self.assertEqual(row["notes"][0]["type"], "opened")
