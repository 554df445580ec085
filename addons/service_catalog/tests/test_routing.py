from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


class TestRouting(ServiceCatalogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.north, cls.south = cls.env["constituent.ward"].create(
            [{"name": "Test North", "code": "TN"}, {"name": "Test South", "code": "TS"}]
        )

    def rule(self, name, **values):
        return self.env["service.routing.rule"].create(
            {"name": name, "team_id": self.roads.id, "sequence": -10, **values}
        )

    def test_without_rules_the_service_s_team_works_it(self):
        request = self.open_request()
        self.assertEqual(request.team_id, self.waste)
        self.assertEqual(request.team_reason, "Team of the service")

    def test_a_rule_decides_and_says_so(self):
        self.rule("North is theirs", service_id=self.bin.id, ward_id=self.north.id)
        there = self.open_request(ward_id=self.north.id)
        elsewhere = self.open_request(ward_id=self.south.id)
        self.assertEqual(there.team_id, self.roads)
        self.assertIn("North is theirs", there.team_reason)
        self.assertEqual(elsewhere.team_id, self.waste)

    def test_the_first_rule_that_fits_decides(self):
        self.rule("second", sequence=-5, team_id=self.waste.id)
        self.rule("first", directorate_id=self.directorate.id)
        self.assertIn("first", self.open_request().team_reason)

    def test_the_ward_comes_from_the_property(self):
        place = self.env["constituent.property"].create(
            {"uprn": "990000000001", "street": "Test Row", "ward_id": self.north.id}
        )
        request = self.open_request(property_id=place.id)
        self.assertEqual(request.ward_id, self.north)

    def test_the_ward_is_the_resident_s_only_when_it_happens_at_home(self):
        place = self.env["constituent.property"].create(
            {"uprn": "990000000002", "street": "Test Row", "ward_id": self.south.id}
        )
        self.jane.property_id = place
        self.assertEqual(self.open_request().ward_id, self.south)
        self.assertFalse(self.open_request(address="Elsewhere").ward_id)

    def test_a_service_without_team_leaves_it_to_all(self):
        self.bin.team_id = False
        request = self.open_request()
        self.assertFalse(request.team_id)
        self.assertTrue(request.team_reason)

    def test_another_service_goes_to_its_team(self):
        request = self.open_request()
        request.with_user(self.officer).service_id = self.pothole
        self.assertEqual(request.team_id, self.roads)
