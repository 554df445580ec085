from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestProperty(CouncilCase):
    """The gazetteer and who lives where."""

    def test_name_is_the_address(self):
        self.assertEqual(
            self.property.name, "12 Larch Row, Kingston upon Hull, HU5 3ZZ"
        )

    def test_ward_of_a_constituent_is_that_of_the_property(self):
        self.assertEqual(self.zofia.ward_id, self.ward)

    def test_choosing_a_property_fills_in_the_address(self):
        view = "constituent_crm.constituent_view_form"
        with Form(self.make_constituent("Bruno Quill"), view) as form:
            form.property_id = self.property
            self.assertEqual((form.street, form.zip), ("12 Larch Row", "HU5 3ZZ"))

    def test_invalid_coordinates_are_refused(self):
        for values in ({"latitude": 91}, {"longitude": -181}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.property.write(values)

    @mute_logger("odoo.sql_db")
    def test_uprn_is_unique(self):
        with self.assertRaises(IntegrityError):
            self.make_property(self.property.uprn)

    def find(self, text):
        """What a field of the form offers for `text`, those of this test."""
        offered = self.env["constituent.property"].name_search(text, limit=None)
        mine = self.property.search([("uprn", "=like", "99000000%")])
        return mine.filtered(lambda place: place.id in dict(offered))

    def flat(self, **values):
        return self.make_property(
            **{
                "uprn": "99000000013",
                "parent_uprn": self.property.uprn,
                "sao_text": "Flat 2",
                "pao_start_number": 12,
                "pao_start_suffix": "A",
                "street": "Larch Row",
                "postcode": "hu53zz",
                **values,
            }
        )

    def test_parts_make_the_house_and_the_address(self):
        flat = self.flat()
        self.assertEqual(flat.house, "Flat 2, 12A")
        self.assertEqual(flat.name, "Flat 2, 12A Larch Row, HU5 3ZZ")
        self.assertEqual(flat._address()["street"], "Flat 2, 12A Larch Row")
        flat.pao_start_suffix = False
        self.assertEqual(flat.name, "Flat 2, 12 Larch Row, HU5 3ZZ")

    def test_property_is_found_by_spoken_parts(self):
        flat = self.flat()
        for text, found in (
            ("12 hu5 3zz", self.property),
            ("HU53ZZ", self.property | flat),
            ("flat 2 larch", flat),
            ("12a lar", flat),
            ("larch row", self.property | flat),
            ("99000000013", flat),
            ("099000000012", self.property),
            ("9900000001", self.property | flat),
            ("1 larch row", self.property.browse()),
            ("100% larch", self.property.browse()),
        ):
            with self.subTest(text):
                self.assertEqual(self.find(text), found)

    def test_uprn_is_normalised(self):
        flat = self.flat(uprn="00099000000014")
        self.assertEqual((flat.uprn, flat.postcode), ("99000000014", "HU5 3ZZ"))

    def test_invalid_uprn_is_refused(self):
        for uprn in ("x", "1234567890123", "1.5"):
            with self.subTest(uprn), self.assertRaises(ValidationError):
                self.flat(uprn=uprn)
        with self.assertRaises(ValidationError):
            self.flat(parent_uprn="99000000013")

    def test_usage_follows_the_class(self):
        flat = self.flat(blpu_class="RD06")
        self.assertEqual(flat.usage, "residential")
        with self.assertRaises(ValidationError):
            flat.blpu_class = "?"

    def test_building_counts_its_flats(self):
        flat = self.flat()
        self.assertEqual(self.property.child_count, 1)
        self.assertEqual(flat.action_view_parent()["res_id"], self.property.id)

    def test_historic_property_has_no_occupants(self):
        with self.assertRaisesRegex(UserError, "12 Larch Row"):
            self.property.action_make_historic()
        flat = self.flat()
        flat.action_make_historic()
        self.assertEqual(flat.status, "historic")
        self.assertTrue(flat.end_date)

    @mute_logger("odoo.sql_db")
    def test_property_with_a_history_is_not_deleted(self):
        self.zofia.property_id = self.adam.property_id = False
        with self.assertRaises(IntegrityError):
            self.property.unlink()

    def test_contacts_of_the_occupants_are_listed(self):
        self.record_contact(subject="Bin not collected")
        for role, count in (("officer", 1), ("service_officer", 0)):
            place = self.property.with_user(self.users[role])
            self.assertEqual(place.interaction_count, count, role)

    def test_analysts_see_no_occupants(self):
        place = self.property.with_user(self.users["analyst"])
        self.assertTrue(place.name)
        for name in ("current_occupancy_ids", "former_occupancy_ids"):
            with self.subTest(name), self.assertRaises(AccessError):
                place.read([name])
