from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
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
        with Form(self.constituent("Bruno Quill"), view) as form:
            form.property_id = self.property
            self.assertEqual((form.street, form.zip), ("12 Larch Row", "HU5 3ZZ"))

    def test_place_outside_the_world_is_refused(self):
        for values in ({"latitude": 91}, {"longitude": -181}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.property.write(values)

    @mute_logger("odoo.sql_db")
    def test_uprn_is_unique(self):
        with self.assertRaises(IntegrityError):
            self.property.create({"uprn": self.property.uprn})
