from odoo.tests import HttpCase, tagged

from odoo.addons.service_catalog.tests.common import Council


@tagged("post_install", "-at_install", "browser")
class TestRulesTours(Council, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()
        cls.bin.name = "Tour zorblax"
        cls.env["service.routing.rule"].create(
            [
                {
                    "name": "Any bin",
                    "sequence": -10,
                    "service_ids": cls.bin.ids,
                    "team_id": cls.roads.id,
                    "asked_priority": "2",
                },
                {
                    "name": "Brown bins",
                    "sequence": -9,
                    "service_ids": cls.bin.ids,
                    "team_id": cls.roads.id,
                    "answer_code": "which",
                    "answer_value": "brown",
                },
                {
                    "name": "Last",
                    "sequence": -8,
                    "service_ids": cls.bin.ids,
                    "team_id": cls.roads.id,
                },
            ]
        )

    def test_administrator_tries_the_rules(self):
        self.start_tour("/odoo/routing", "service_catalog_rules", login="admin")

    def test_administrator_sets_an_sla_policy(self):
        self.start_tour("/odoo/deadlines", "service_catalog_deadlines", login="admin")
        promise = self.env["service.sla.policy"].search([("name", "=", "Tour promise")])
        self.assertEqual((promise.unit, promise.days), ("days", 3))
