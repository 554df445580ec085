from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.fields import Datetime
from odoo.service.model import call_kw

from .common import EsdReportingCase


class TestInventoryStatus(EsdReportingCase):
    def test_publishing_a_service_enables_its_information(self):
        pair = self.pair(self.bins, self.information)
        self.assertEqual(pair.status, "not_enabled")
        self.bins.is_published = True
        self.assertEqual(pair.status, "enabled")
        self.assertTrue(pair.enabled_since)

    def test_applications_need_an_active_endpoint_too(self):
        self.bins.is_published = True
        pair = self.pair(self.bins, self.applications)
        self.assertTrue(pair.is_enabled)
        self.endpoint.is_active = False
        self.assertFalse(pair.is_enabled)
        self.assertIn("endpoint", pair.evidence)
        self.assertFalse(pair.enabled_since)

    def test_a_new_endpoint_enables(self):
        self.endpoint.is_active = False
        self.bins.is_published = True
        pair = self.pair(self.bins, self.applications)
        self.env["channel.endpoint"].create(
            {
                "name": "Apps",
                "kind": "open311",
                "channel_id": self.env.ref("constituent_crm.channel_api").id,
            }
        )
        self.assertTrue(pair.is_enabled)

    def test_what_the_system_cannot_see_is_decided(self):
        self.bins.is_published = True
        pair = self.pair(self.bins, self.payments)
        self.assertFalse(pair.is_enabled)
        pair.write({"override": "enabled", "override_reason": "On the bank's site"})
        self.assertTrue(pair.is_enabled)
        self.assertIn("On the bank's site", pair.evidence)

    def test_decision_goes_before_evidence(self):
        self.bins.is_published = True
        pair = self.pair(
            self.bins,
            self.information,
            override="not_enabled",
            override_reason="The page is wrong",
        )
        self.assertEqual(pair.status, "not_enabled")

    def test_override_needs_a_reason(self):
        pair = self.pair(self.bins, self.payments)
        with self.assertRaisesRegex(ValidationError, "reason"):
            pair.override = "enabled"

    def test_barrier_needs_a_reason(self):
        with self.assertRaisesRegex(ValidationError, "barrier"):
            self.pair(self.bins, self.payments, is_permissible=False, barrier=" ")

    def test_barred_is_not_enabled_whatever_else(self):
        self.bins.is_published = True
        pair = self.pair(
            self.bins, self.information, is_permissible=False, barrier="The Act"
        )
        self.assertEqual((pair.status, pair.is_enabled), ("barred", False))

    def test_planned_until_it_is_enabled(self):
        pair = self.pair(self.bins, self.information, planned_on="2030-01-01")
        self.assertEqual(pair.status, "planned")
        self.bins.is_published = True
        self.assertEqual(pair.status, "enabled")

    def test_bvpi_157_of_a_group_leaves_barred_interactions_out(self):
        self.bins.is_published = True
        self.pair(self.bins, self.information)
        self.pair(self.bins, self.payments)
        self.pair(self.roads, self.payments, is_permissible=False, barrier="The Act")
        ((share,),) = self.env["esd.inventory"]._read_group(
            [("directorate_id", "=", self.directorate.id)], [], ["enabled_share:avg"]
        )
        self.assertEqual(share, 50)

    def test_a_group_of_barred_interactions_has_no_bvpi_157(self):
        self.pair(self.roads, self.payments, is_permissible=False, barrier="The Act")
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
        told = call_kw(inventory, "action_add_missing", [[]], {})
        rows = self.env["esd.inventory"].search([("service_id", "=", service.id)])
        return rows.mapped("lgil_id"), told

    def test_a_service_has_the_interactions_that_the_catalogue_tells(self):
        self.bins.interaction_ids = self.interactions(4, 8)
        self.assertCountEqual(self.added(self.bins)[0], [4, 8])
        self.assertCountEqual(self.added(self.roads)[0], [0, 8])

    def test_later_numbers_count_as_the_type_that_they_are_rolled_up_to(self):
        venue, room = self.interactions(22, 23)
        (venue | room).rolls_up_to_id = self.env.ref(
            "esd_reporting.interaction_type_bookings"
        )
        self.bins.interaction_ids = venue | room | self.interactions(1)
        self.assertEqual(self.added(self.bins)[0], [1])

    def test_what_is_not_rolled_up_is_told_and_in_no_pair(self):
        self.bins.interaction_ids = self.interactions(8, 17)
        numbers, told = self.added(self.bins)
        self.assertEqual(numbers, [8])
        self.assertIn("17 Reporting", told["params"]["message"])
        Interaction = self.env["service.interaction.type"].with_user(self.analyst)
        unknown = Interaction.search([("is_rolled_up", "=", False)])
        self.assertIn(17, unknown.mapped("number"))
        self.assertFalse(any(unknown.mapped("is_rolled_up")))
        self.assertTrue(all((Interaction.search([]) - unknown).mapped("is_rolled_up")))
        self.assertTrue(self.interactions(17).service_count)


class TestInventoryUsage(EsdReportingCase):
    def test_an_electronic_contact_of_the_service_counts(self):
        pair = self.pair(self.bins, self.applications)
        self.assertEqual(pair.electronic_contact_count, 0)
        now = Datetime.now()
        self.contact(now, service_id=self.bins.id)
        self.call(now, service_id=self.bins.id)
        self.contact(now, service_id=self.bins.id, direction="out")
        self.contact(now, service_id=self.roads.id)
        pair.invalidate_recordset()
        self.assertEqual((pair.contact_count, pair.electronic_contact_count), (2, 1))
        self.assertEqual(pair.electronic_share, 0.5)

    def test_satisfaction_is_the_mean_of_the_service(self):
        pair = self.pair(self.bins, self.applications)
        now = Datetime.now()
        told = {"satisfaction_at": now, "satisfaction_asked_at": now}
        for rating in ("5", "4"):
            request = self.request(self.bins, satisfaction=rating, **told)
        self.joined(request, satisfaction="3", **told)
        self.request(self.bins)
        self.request(self.roads, satisfaction="1", **told)
        self.assertEqual((pair.satisfaction_average, pair.satisfaction_count), (4, 3))
        self.assertEqual(pair.request_count, 3)

    @freeze_time("2019-05-08 12:00:00")
    def test_usage_is_of_the_period_chosen(self):
        pair = self.pair(self.bins, self.applications)
        self.contact(self.MONDAY, service_id=self.bins.id)
        self.contact(self.MONDAY - timedelta(days=30), service_id=self.bins.id)
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
        few = self.pair(services[0], self.applications)
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
