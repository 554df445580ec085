import json
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree

from odoo.tests import BaseCase, tagged

from ..open311 import schemas, serialise

MOMENT = datetime(2026, 11, 24, 12, 0, 0, 5, tzinfo=UTC)


def request(**values):
    blank = dict.fromkeys(
        [
            "status_notes",
            "description",
            "agency_responsible",
            "service_notice",
            "updated_datetime",
            "expected_datetime",
            "address",
            "address_id",
            "zipcode",
            "lat",
            "long",
            "media_url",
        ]
    )
    known = {
        "service_request_id": "HC-0001",
        "status": "open",
        "service_name": "Pothole",
        "service_code": "007",
        "requested_datetime": MOMENT,
    }
    return schemas.Request(**{**blank, **known, **values})


@tagged("-at_install", "post_install")
class TestSerialise(BaseCase):
    def xml(self, document):
        body, kind = document
        self.assertEqual(kind, "text/xml; charset=utf-8")
        self.assertTrue(body.startswith(b'<?xml version="1.0" encoding="UTF-8"?>'))
        return ElementTree.fromstring(body)

    def json(self, document):
        body, kind = document
        self.assertEqual(kind, "application/json; charset=utf-8")
        return json.loads(body.decode())

    def test_xml_list_has_its_wrapper_and_text_typing(self):
        rows = [schemas.Service("007", "Pothole", "", metadata=True)]
        root = self.xml(serialise.listing(schemas.Service, rows, "xml"))
        self.assertEqual(root.tag, "services")
        self.assertEqual([child.tag for child in root], ["service"])
        self.assertEqual(root.findtext("service/metadata"), "true")
        self.assertEqual(root.findtext("service/service_code"), "007")
        self.assertEqual(root.findtext("service/description"), "")

    def test_json_list_is_bare_and_typed(self):
        rows = [schemas.Service("007", "Pothole", "", metadata=True)]
        (row,) = self.json(serialise.listing(schemas.Service, rows, "json"))
        self.assertIs(row["metadata"], True)
        self.assertEqual(row["service_code"], "007")
        self.assertIsNone(row["description"])

    def test_empty_list_is_a_document_still(self):
        self.assertEqual(
            len(self.xml(serialise.listing(schemas.Request, [], "xml"))), 0
        )
        self.assertEqual(self.json(serialise.listing(schemas.Request, [], "json")), [])

    def test_request_has_every_standard_field_and_no_other(self):
        (row,) = self.json(serialise.listing(schemas.Request, [request()], "json"))
        self.assertEqual(len(row), 17)
        self.assertNotIn("attributes", row)
        self.assertIsNone(row["lat"])
        root = self.xml(serialise.listing(schemas.Request, [request()], "xml"))
        self.assertEqual(len(root.find("request")), 17)
        self.assertEqual(root.findtext("request/lat"), "")

    def test_extensions_are_lists_in_both(self):
        row = request(notes=(schemas.Note(MOMENT, "Opened", "opened"),), attributes=())
        (plain,) = self.json(serialise.listing(schemas.Request, [row], "json"))
        self.assertEqual(plain["notes"][0]["datetime"], "2026-11-24T12:00:00Z")
        self.assertEqual(plain["attributes"], [])
        root = self.xml(serialise.listing(schemas.Request, [row], "xml"))
        self.assertEqual(root.findtext("request/notes/note/type"), "opened")

    def test_times_carry_their_offset(self):
        summer = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))
        self.assertEqual(serialise.w3c(summer), "2026-07-01T12:00:00+01:00")
        self.assertEqual(serialise.w3c(MOMENT), "2026-11-24T12:00:00Z")

    def test_coordinates_are_numbers(self):
        row = request(lat=53.744333, long=-0.3)
        (plain,) = self.json(serialise.listing(schemas.Request, [row], "json"))
        self.assertEqual((plain["lat"], plain["long"]), (53.744333, -0.3))
        (plain,) = self.json(
            serialise.listing(schemas.Request, [request(lat=float("nan"))], "json")
        )
        self.assertIsNone(plain["lat"])

    def test_receipt_has_an_id_or_a_token(self):
        for receipt, there, absent in (
            (schemas.Receipt("HC-1"), "service_request_id", "token"),
            (schemas.Receipt(token="abc"), "token", "service_request_id"),
        ):
            (row,) = self.json(serialise.listing(schemas.Receipt, [receipt], "json"))
            self.assertIn(there, row)
            self.assertNotIn(absent, row)

    def test_definition_and_discovery_stand_alone(self):
        value = schemas.Value("s", "Small")
        asked = schemas.Attribute(
            True, "size", "singlevaluelist", True, None, 1, "How large?", (value,)
        )
        definition = schemas.ServiceDefinition("007", (asked,))
        root = self.xml(serialise.single(definition, "xml"))
        self.assertEqual(root.tag, "service_definition")
        self.assertEqual(root.findtext("attributes/attribute/values/value/key"), "s")
        plain = self.json(serialise.single(definition, "json"))
        self.assertIs(plain["attributes"][0]["required"], True)
        self.assertEqual(plain["attributes"][0]["order"], 1)
        endpoint = schemas.Endpoint("spec", "https://example.org", "2026", "test")
        found = schemas.Discovery("2026", "us", "here", (endpoint,))
        root = self.xml(serialise.single(found, "xml"))
        formats = root.findall("endpoints/endpoint/formats/format")
        self.assertEqual(
            [one.text for one in formats], ["text/xml", "application/json"]
        )
        plain = self.json(serialise.single(found, "json"))
        self.assertEqual(
            plain["endpoints"][0]["formats"], ["text/xml", "application/json"]
        )

    def test_no_text_breaks_the_xml(self):
        nasty = "<b>&\x0b\ud800 ]]> é ☎"
        row = request(description=nasty)
        root = self.xml(serialise.listing(schemas.Request, [row], "xml"))
        self.assertEqual(root.findtext("request/description"), "<b>& ]]> é ☎")
        self.json(serialise.listing(schemas.Request, [row], "json"))
