from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.fields import Datetime
from odoo.service.model import call_kw

from .common import EsdReportingCase


class TestInventoryStatus(EsdReportingCase):
    def test_publishing_a_service_enables_its_information(self):
        pair = self.make_inventory_row(self.bins, self.information)
        self.assertEqual(pair.status, "not_enabled")
        self.bins.is_published = True
        self.assertEqual(pair.status, "enabled")
        self.assertTrue(pair.enabled_since)

    def test_applications_need_an_active_endpoint_too(self):
        self.bins.is_published = True
        pair = self.make_inventory_row(self.bins, self.applications)
        self.assertTrue(pair.is_enabled)
        self.endpoint.is_active = False
        self.assertFalse(pair.is_enabled)
        self.assertIn("endpoint", pair.evidence)
        self.assertFalse(pair.enabled_since)

    def test_new_endpoint_enables_applications(self):
        self.endpoint.is_active = False
        self.bins.is_published = True
        pair = self.make_inventory_row(self.bins, self.applications)
        self.make_endpoint("Apps", kind="open311", channel="api")
        self.assertTrue(pair.is_enabled)

    def test_manual_decision_sets_the_status(self):
        self.bins.is_published = True
        pair = self.make_inventory_row(self.bins, self.payments)
        self.assertFalse(pair.is_enabled)
        pair.write({"override": "enabled", "override_reason": "On the bank's site"})
        self.assertTrue(pair.is_enabled)
        self.assertIn("On the bank's site", pair.evidence)

    def test_manual_decision_replaces_the_evidence(self):
        self.bins.is_published = True
        pair = self.make_inventory_row(
            self.bins,
            self.information,
            override="not_enabled",
            override_reason="The page is wrong",
        )
        self.assertEqual(pair.status, "not_enabled")

    def test_override_needs_a_reason(self):
        pair = self.make_inventory_row(self.bins, self.payments)
        with self.assertRaisesRegex(ValidationError, "reason"):
            pair.override = "enabled"

    def test_barrier_needs_a_reason(self):
        with self.assertRaisesRegex(ValidationError, "barrier"):
            self.make_inventory_row(
                self.bins, self.payments, is_permissible=False, barrier=" "
            )

    def test_barred_interaction_is_never_enabled(self):
        self.bins.is_published = True
        pair = self.make_inventory_row(
            self.bins, self.information, is_permissible=False, barrier="The Act"
        )
        self.assertEqual((pair.status, pair.is_enabled), ("barred", False))

    def test_planned_interaction_becomes_enabled(self):
        pair = self.make_inventory_row(
            self.bins, self.information, planned_on="2030-01-01"
        )
        self.assertEqual(pair.status, "planned")
        self.bins.is_published = True
        self.assertEqual(pair.status, "enabled")

    def test_bvpi_157_of_a_group_excludes_barred_interactions(self):
        self.bins.is_published = True
        self.make_inventory_row(self.bins, self.information)
        self.make_inventory_row(self.bins, self.payments)
        self.make_inventory_row(
            self.roads, self.payments, is_permissible=False, barrier="The Act"
        )
        ((share,),) = self.env["esd.inventory"]._read_group(
            [("directorate_id", "=", self.directorate.id)], [], ["enabled_share:avg"]
        )
        self.assertEqual(share, 50)

    def test_a_group_of_barred_interactions_has_no_bvpi_157(self):
        self.make_inventory_row(
            self.roads, self.payments, is_permissible=False, barrier="The Act"
        )
        ((share,),) = self.env["esd.inventory"]._read_group(
            [("service_id", "=", self.roads.id)], [], ["enabled_share:avg"]
        )
        self.assertIs(share, False)

    def test_missing_interactions_are_added_once(self):
        Inventory = self.env["esd.inventory"]
        domain = [("service_id", "in", (self.bins | self.roads).ids)]
        Inventory.action_add_missing()
        Inventory.action_add_missing()
        self.assertEqual(
            Inventory.search(domain).interaction_type_id,
            self.applications | self.information,
        )
        self.assertEqual(Inventory.search_count(domain), 4)

    def interactions(self, *numbers):
        Interaction = self.env["service.interaction.type"]
        return Interaction.search([("number", "in", numbers)])

    def added(self, service):
        # As the button of the list calls it, with the rows that are chosen.
        inventory = self.env["esd.inventory"].with_user(self.supervisor)
        action = call_kw(inventory, "action_add_missing", [[]], {})
        rows = self.env["esd.inventory"].search([("service_id", "=", service.id)])
        return rows.mapped("lgil_id"), action

    def test_interactions_of_the_service_are_added(self):
        self.bins.interaction_ids = self.interactions(4, 8)
        self.assertCountEqual(self.added(self.bins)[0], [4, 8])
        self.assertCountEqual(self.added(self.roads)[0], [0, 8])

    def test_later_interaction_types_count_as_their_parent_type(self):
        venue, room = self.interactions(22, 23)
        (venue | room).rolls_up_to_id = self.env.ref(
            "esd_reporting.interaction_type_bookings"
        )
        self.bins.interaction_ids = venue | room | self.interactions(1)
        self.assertEqual(self.added(self.bins)[0], [1])

    def test_interaction_types_without_a_parent_are_reported(self):
        self.bins.interaction_ids = self.interactions(8, 17)
        numbers, action = self.added(self.bins)
        self.assertEqual(numbers, [8])
        self.assertIn("17 Reporting", action["params"]["message"])
        Interaction = self.env["service.interaction.type"].with_user(self.analyst)
        unknown = Interaction.search([("is_rolled_up", "=", False)])
        self.assertIn(17, unknown.mapped("number"))
        self.assertFalse(any(unknown.mapped("is_rolled_up")))
        self.assertTrue(all((Interaction.search([]) - unknown).mapped("is_rolled_up")))
        self.assertTrue(self.interactions(17).service_count)


class TestInventoryUsage(EsdReportingCase):
    def test_electronic_contact_of_the_service_is_counted(self):
        pair = self.make_inventory_row(self.bins, self.applications)
        self.assertEqual(pair.electronic_contact_count, 0)
        now = Datetime.now()
        self.record_contact(now, service_id=self.bins.id)
        self.record_call(now, service_id=self.bins.id)
        self.record_contact(now, service_id=self.bins.id, direction="out")
        self.record_contact(now, service_id=self.roads.id)
        pair.invalidate_recordset()
        self.assertEqual((pair.contact_count, pair.electronic_contact_count), (2, 1))
        self.assertEqual(pair.electronic_share, 0.5)

    def test_satisfaction_is_the_mean_of_the_service(self):
        pair = self.make_inventory_row(self.bins, self.applications)
        now = Datetime.now()
        values = {"satisfaction_at": now, "satisfaction_asked_at": now}
        for rating in ("5", "4"):
            request = self.make_request(self.bins, satisfaction=rating, **values)
        self.make_co_report(request, satisfaction="3", **values)
        self.make_request(self.bins)
        self.make_request(self.roads, satisfaction="1", **values)
        self.assertEqual((pair.satisfaction_average, pair.satisfaction_count), (4, 3))
        self.assertEqual(pair.request_count, 3)

    @freeze_time("2019-05-08 12:00:00")
    def test_usage_is_limited_to_the_chosen_period(self):
        pair = self.make_inventory_row(self.bins, self.applications)
        self.record_contact(self.MONDAY, service_id=self.bins.id)
        self.record_contact(self.MONDAY - timedelta(days=30), service_id=self.bins.id)
        counts = {
            kind: pair.with_context(esd_period=kind).contact_count
            for kind in ("day", "week", "year")
        }
        self.assertEqual(counts, {"day": 0, "week": 1, "year": 2})

    def test_queries_do_not_grow_with_the_inventory(self):
        services = self.env["service.type"].create(
            [{"name": f"Service {n}", "code": f"esd_many_{n}"} for n in range(40)]
        )
        Inventory = self.env["esd.inventory"]
        few = self.make_inventory_row(services[0], self.applications)
        many = few | Inventory.create(
            [
                {"service_id": service.id, "interaction_type_id": kind.id}
                for service in services[1:]
                for kind in (self.applications, self.information, self.payments)
            ]
        )
        counts = {}
        for name, rows in (("few", few), ("many", many)):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            rows.read(["status", "evidence", "contact_count", "satisfaction_average"])
            counts[name] = self.env.cr.sql_log_count - start
        self.assertEqual(counts["many"], counts["few"])
