from odoo.exceptions import AccessError

from .common import EsdReportingCase


class TestAccess(EsdReportingCase):
    def test_analyst_reads_facts(self):
        self.record_contact(service_id=self.bins.id)
        facts = self.env["esd.contact.fact"].with_user(self.analyst)
        groups = facts.formatted_read_group(
            [("service_id", "=", self.bins.id)],
            ["service_id", "directorate_id"],
            ["__count", "waiting_seconds:avg"],
        )
        self.assertEqual(groups[0]["__count"], 1)
        self.env["esd.request.fact"].with_user(self.analyst).search([], limit=1)

    def test_analyst_reads_no_contact_and_no_request(self):
        contact = self.record_contact()
        request = self.make_request(self.bins)
        for record in (contact, request):
            with self.assertRaises(AccessError):
                record.with_user(self.analyst).read(["display_name"])

    def test_analyst_sees_no_constituent(self):
        jane = self.make_constituent("Jane Test")
        partners = self.env["res.partner"]
        domain = [("id", "=", jane.id)]
        self.assertFalse(partners.with_user(self.analyst).search(domain))
        with self.assertRaises(AccessError):
            jane.with_user(self.analyst).read(["name"])
        self.assertEqual(partners.with_user(self.supervisor).search(domain), jane)

    def test_facts_name_no_constituent(self):
        for model in ("esd.contact.fact", "esd.request.fact"):
            comodels = {
                field.comodel_name
                for name, field in self.env[model]._fields.items()
                if field.store and name not in ("create_uid", "write_uid")
            }
            self.assertNotIn("res.partner", comodels)

    def test_officers_are_named_to_supervisors_only(self):
        facts = self.env["esd.contact.fact"]
        self.assertNotIn("user_id", facts.with_user(self.analyst).fields_get())
        self.assertIn("user_id", facts.with_user(self.supervisor).fields_get())

    def test_analyst_changes_nothing(self):
        pair = self.make_inventory_row(self.bins, self.applications)
        target = self.env["esd.target"]
        with self.assertRaises(AccessError):
            pair.with_user(self.analyst).planned_on = "2030-01-01"
        with self.assertRaises(AccessError):
            target.with_user(self.analyst).create(
                {"measure_id": self.env["esd.measure"].search([], limit=1).id}
            )

    def test_supervisor_keeps_the_inventory_but_not_the_measures(self):
        pair = self.make_inventory_row(self.bins, self.applications)
        pair.with_user(self.supervisor).planned_on = "2030-01-01"
        with self.assertRaises(AccessError):
            self.env["esd.measure"].search([], limit=1).with_user(
                self.supervisor
            ).name = "Mine"

    def test_usage_is_counted_for_analysts(self):
        pair = self.make_inventory_row(self.bins, self.applications).with_user(
            self.analyst
        )
        self.assertEqual(pair.contact_count, 0)
