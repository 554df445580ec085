from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase

NATIONAL = ("service.national", "service.interaction.type")
WIZARDS = ("service.catalogue.export", "service.catalogue.example")


@tagged("post_install", "-at_install")
class TestCatalogueAccess(ServiceCatalogCase):
    """The catalogue is read by all staff and changed by administrators alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user("test_administrator", "manager")
        cls.supervisor = cls.make_user("test_supervisor", "supervisor")
        cls.portal = cls.make_user("test_portal", "base.group_portal")
        cls.env["service.national"].create({"number": 90001, "name": "Lamps"})

    def test_staff_read_the_national_lists(self):
        for user in (self.officer, self.crewman, self.analyst):
            for model in NATIONAL:
                self.assertTrue(self.env[model].with_user(user).search([], limit=1))

    def test_only_administrators_change_the_national_lists(self):
        for user in (self.supervisor, self.officer, self.crewman, self.analyst):
            for model in NATIONAL:
                row = self.env[model].with_user(user).search([], limit=1)
                with self.assertRaises(AccessError):
                    row.name = "Mine"
            with self.assertRaises(AccessError):
                self.env["service.national"].with_user(user).search(
                    [("number", "=", 90001)]
                ).action_add_to_catalogue()
        row = self.env["service.national"].with_user(self.manager)
        row.search([("number", "=", 90001)]).action_add_to_catalogue()

    def test_only_administrators_load_and_export_the_catalogue(self):
        for user in (self.supervisor, self.officer, self.portal):
            for model in WIZARDS:
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).create({})
            with self.assertRaises(AccessError):
                self.env["service.type"].with_user(user).action_load_example()

    def test_residents_see_no_national_lists(self):
        for model in NATIONAL:
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.portal).search([])
