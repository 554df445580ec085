import base64
import json

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import CouncilCase
from .test_gazetteer import square


@tagged("-at_install", "post_install")
class TestWard(CouncilCase):
    """Wards, who is elected for them, and where they are."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.olive = cls.make_member("Olive Yarrow")

    @classmethod
    def make_member(cls, name, **values):
        partner = cls.env["res.partner"].create({"name": name})
        return cls.env["constituent.ward.member"].create(
            {"ward_id": cls.ward.id, "partner_id": partner.id, **values}
        )

    def days(self, number):
        return fields.Date.add(self.today, days=number)

    def test_members_are_in_office_today(self):
        self.make_member("Former One", term_to=self.days(-2))
        self.make_member("Next One", term_from=self.days(2))
        self.assertEqual(self.ward._members(), self.olive)
        self.assertEqual(self.ward.current_member_ids, self.olive)
        self.assertEqual(len(self.ward.former_member_ids), 2)

    def test_members_on_another_day(self):
        former = self.make_member("Former One", term_to=self.days(-2))
        self.assertEqual(self.ward._members(self.days(-9)), former | self.olive)

    def test_last_day_of_a_term_is_in_office(self):
        self.olive.term_to = self.today
        self.assertEqual(self.ward._members(), self.olive)

    def test_contact_details_are_those_of_the_partner(self):
        officer = self.olive.with_user(self.users["officer"])
        officer.email = "olive@example.org"
        self.assertEqual(self.olive.partner_id.email, "olive@example.org")

    def test_analyst_reads_who_is_elected(self):
        analyst = self.ward.with_user(self.users["analyst"])
        read = analyst.current_member_ids.read(["partner_name", "phone"])
        self.assertEqual(read[0]["partner_name"], "Olive Yarrow")

    def test_members_open_from_the_constituent_and_the_property(self):
        for record in (self.zofia, self.property):
            action = record.with_user(self.users["officer"]).action_view_ward_members()
            self.assertEqual(action["res_id"], self.ward.id)

    # Boundaries

    def set_boundary(self, geometry, ward=None):
        (ward or self.ward).boundary = geometry
        return ward or self.ward

    def test_ward_of_a_point(self):
        other = self.make_ward("Elms", "T-ELMS")
        self.set_boundary({"type": "Polygon", "coordinates": [square(-30, -40)]})
        self.set_boundary({"type": "Polygon", "coordinates": [square(-29, -40)]}, other)
        Ward = self.env["constituent.ward"].with_user(self.users["service_officer"])
        self.assertEqual(Ward._of_point(-39.5, -29.5), self.ward)
        self.assertEqual(Ward._of_point(-39.5, -28.5), other)
        self.assertFalse(Ward._of_point(-37.5, -28.5))

    def test_invalid_boundary_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Larches"):
            self.set_boundary({"type": "Point", "coordinates": [0, 0]})

    def load(self, content, group="manager"):
        wizard = self.env["constituent.ward.boundaries"].with_user(self.users[group])
        return wizard.create({"file": base64.b64encode(content)}).action_import()

    def test_boundaries_are_loaded_from_geojson_by_code_or_name(self):
        def feature(**properties):
            geometry = {"type": "Polygon", "coordinates": [square(-30, -40)]}
            return {"type": "Feature", "properties": properties, "geometry": geometry}

        found = [feature(WD24CD="test-larches"), feature(name="Nowhere")]
        result = self.load(json.dumps({"features": found}).encode())
        self.assertTrue(self.ward.has_boundary)
        self.assertIn("Nowhere", result["params"]["message"])

    def test_file_that_is_no_geojson_is_refused(self):
        for content in (b"", b"x,y", b"[]", b'{"features": [1]}', b'{"features": []}'):
            with self.subTest(content), self.assertRaises(UserError):
                self.load(content)

    def test_officers_do_not_load_boundaries(self):
        with self.assertRaises(AccessError):
            self.load(b"{}", group="officer")
