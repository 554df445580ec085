from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ServiceCatalogCase

# Models that residents reach over RPC, of which they read in part.
IN_PART = {"service.request", "service.request.state"}
OURS = (
    "constituent_crm",
    "service_catalog",
    "channel_gateway",
    "field_dispatch",
    "esd_reporting",
)


@tagged("post_install", "-at_install")
class TestPortalFields(ServiceCatalogCase):
    """Residents read by RPC what their page shows, and nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.resident = cls.make_user("test_resident", "base.group_portal")
        cls.request = cls.open_request(partner_id=cls.resident.partner_id.id)

    def own_record(self, name):
        self.env.invalidate_all()
        state = self.request.state_id
        record = {"service.request": self.request, "service.request.state": state}
        return record[name].with_user(self.resident)

    def fields(self, name):
        """Pairs of a model as the resident and the name of a field that is closed."""
        record = self.own_record(name)
        shown = record._portal_readable_fields()
        return [(record, field) for field in record._fields if field not in shown]

    def test_models_are_closed_to_residents_or_partly_readable(self):
        outsiders = self.env.ref("base.group_portal") | self.env.ref(
            "base.group_public"
        )
        rights = self.env["ir.model.access"].search(
            [("perm_read", "=", True), ("group_id", "in", [False, *outsiders.ids])]
        )
        by_us = [
            right.model_id.model
            for right in rights
            if (right.get_external_id()[right.id] or "").split(".")[0] in OURS
        ]
        self.assertEqual(set(by_us), IN_PART)

    def test_hidden_fields_are_not_read(self):
        for name in IN_PART:
            for record, field in self.fields(name):
                with self.subTest(field), self.assertRaises(AccessError):
                    record.read([field])

    def test_hidden_fields_are_not_searched_by(self):
        for name in IN_PART:
            for record, field in self.fields(name):
                if not record._fields[field]._description_searchable:
                    continue
                with self.subTest(field), self.assertRaises(AccessError):
                    record.search_read([(field, "!=", False)], ["id"])

    def test_hidden_fields_are_not_grouped_by(self):
        for name in IN_PART:
            for record, field in self.fields(name):
                by = record._fields[field]
                if not by.store or by.type in ("one2many", "binary", "json"):
                    continue
                spelt = f"{field}:month" if by.type in ("date", "datetime") else field
                with self.subTest(field), self.assertRaises(AccessError):
                    record.formatted_read_group([], [spelt], ["__count"])

    def test_hidden_fields_are_not_aggregated(self):
        for record, field in self.fields("service.request"):
            kind = record._fields[field]
            if not kind.store or kind.type not in ("integer", "float", "many2one"):
                continue
            with self.subTest(field), self.assertRaises(AccessError):
                record.formatted_read_group([], [], [f"{field}:count_distinct"])

    def test_hidden_fields_are_not_sorted_by(self):
        for name in IN_PART:
            for record, field in self.fields(name):
                if not record._fields[field].store:
                    continue
                kind = record._fields[field].type
                if kind in ("one2many", "many2many", "binary", "json"):
                    continue
                with self.subTest(field), self.assertRaises(AccessError):
                    record.search_read([], ["id"], order=field)

    def test_nothing_is_exported(self):
        with self.assertRaises(UserError):
            self.own_record("service.request").export_data(["reference"])

    def test_hidden_fields_are_not_reached_through_related_records(self):
        for path in ("partner_id.comment", "service_id.team_id"):
            with self.subTest(path), self.assertRaises(AccessError):
                self.own_record("service.request").search_read(
                    [(path, "!=", False)], ["id"]
                )

    def test_shown_fields_are_read(self):
        record = self.own_record("service.request")
        shown = sorted(record._portal_readable_fields())
        (row,) = record.read(shown)
        self.assertEqual(row["reference"], self.request.reference)
        self.assertEqual(set(record.fields_get()), set(shown))

    def test_nothing_is_written(self):
        record = self.own_record("service.request")
        for field in record._fields:
            self.assertFalse(record._has_field_access(record._fields[field], "write"))

    def test_staff_read_all_fields(self):
        officer = self.request.with_user(self.officer)
        self.assertTrue(officer.read(["team_reason", "priority", "access_token"]))
