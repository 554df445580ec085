from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


@tagged("post_install", "-at_install")
class TestServiceOffer(ServiceCatalogCase):
    """Nothing is opened that is not offered, and whoever asks is told why."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.larches, cls.elms = (
            cls.make_ward(name, f"T-{name}") for name in ("Larches", "Elms")
        )
        cls.place = cls.make_property(
            "99000000099", street="Larch Row", ward_id=cls.larches.id
        )

    def refused(self, words, **values):
        with self.assertRaises(ValidationError) as raised:
            self.open_request(**values)
        self.assertIn(words, str(raised.exception))

    def test_withdrawn_service_is_refused(self):
        self.bin.active = False
        self.refused("no longer offered")
        self.refused("no longer offered", service=None, service_id=self.bin.id)

    def test_service_is_limited_to_kinds_of_constituents(self):
        self.jane.kind_id = self.env.ref("constituent_crm.kind_citizen")
        self.bin.kind_ids = self.env.ref("constituent_crm.kind_business")
        self.refused(self.bin.kind_ids.name)
        shop = self.make_constituent("Shop", kind_id=self.bin.kind_ids.id)
        self.assertTrue(self.open_request(beneficiary_id=shop.id))
        self.assertTrue(self.open_request(partner_id=False))

    def test_service_is_limited_to_channels(self):
        self.bin.channel_ids = self.env.ref("constituent_crm.channel_phone")
        self.refused("in these ways only", channel="web")
        self.assertTrue(self.open_request(channel="phone"))
        self.assertTrue(self.open_request())

    def test_service_is_limited_to_wards(self):
        self.bin.ward_ids = self.elms
        self.refused("Elms", property_id=self.place.id)
        self.refused("Elms", ward_id=self.larches.id)
        self.assertTrue(self.open_request(ward_id=self.elms.id))
        self.assertTrue(self.open_request(address="Somewhere"))

    def test_point_is_in_the_ward_that_its_boundary_is_around(self):
        corners = [[-0.4, 53.7], [-0.3, 53.7], [-0.3, 53.8], [-0.4, 53.8], [-0.4, 53.7]]
        self.larches.boundary = {"type": "Polygon", "coordinates": [corners]}
        self.bin.ward_ids = self.elms
        self.refused("Elms", latitude="53.75", longitude="-0.35")

    def test_anonymous_request_for_an_identified_service_is_refused(self):
        self.bin.needs_login = True
        self.refused("without a name", partner_id=False)
        self.assertTrue(self.open_request())

    def test_unknown_service_differs_from_a_withdrawn_one(self):
        self.refused("There is no service", service="nothing")


@tagged("-at_install", "post_install")
class TestSettings(TransactionCase):
    """What an administrator of the system sets for the whole catalogue."""

    def test_settings_for_days_of_new_services_and_links(self):
        Settings = self.env["res.config.settings"]
        Settings.create({"reopen_days": 12, "link_days": 40}).execute()
        self.assertEqual(self.env["service.type"]._usual_reopen_days(), 12)
        parameters = self.env["ir.config_parameter"]
        self.assertEqual(parameters.get_param("service_catalog.link_days"), "40")
        with self.assertRaises(ValidationError):
            Settings.create({"reopen_days": 0})


@tagged("-at_install", "post_install")
class TestAttention(ServiceCatalogCase):
    """What an administrator still has to see to, as the list and the form say it."""

    def test_question_without_options_needs_attention(self):
        question = self.env["service.question"].create(
            {
                "service_id": self.bin.id,
                "name": "Which lid?",
                "datatype": "singlevaluelist",
            }
        )
        self.assertIn("offers no choices", self.bin.attention)
        lacking = self.env["service.type"].search([("needs_attention", "=", True)])
        self.assertIn(self.bin, lacking)
        question.option_ids = [Command.create({"name": "Red"})]
        self.assertNotIn("offers no choices", self.bin.attention or "")
