import json

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ..controllers.export import with_domain
from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestPrivacyRegister(CouncilCase):
    """Who did what with constituents' data."""

    def setUp(self):
        super().setUp()
        self.register = self.env["constituent.privacy.register"]

    def lines_about(self, action):
        return self.register.search([("action", "=", action)])

    def test_log_stores_user_action_and_constituents(self):
        officer = self.users["officer"]
        door = self.register.with_user(officer)
        line = door._log("merge", self.zofia | self.adam, "Two of one name").sudo()
        self.assertEqual(line.user_id, officer)
        self.assertEqual(line.partner_ids, self.zofia | self.adam)
        self.assertEqual((line.partner_count, line.details), (2, "Two of one name"))

    def test_lines_are_not_changed_or_deleted(self):
        line = self.register._log("merge", self.zofia)
        for records in (line, line.with_user(self.users["manager"]).sudo()):
            with self.assertRaisesRegex(
                UserError, "Entries in the register cannot be changed or"
            ):
                records.details = "Nothing"
            with self.assertRaisesRegex(
                UserError, "Entries in the register cannot be changed or"
            ):
                records.unlink()

    def test_only_the_data_protection_officer_reads_it(self):
        for group, user in self.users.items():
            with self.subTest(group):
                may = self.register.with_user(user).has_access("read")
                self.assertEqual(may, group == "dpo")
                with self.assertRaises(AccessError):
                    self.register.with_user(user).create({"action": "merge"})

    def test_export_of_constituents_is_registered(self):
        officer = self.users["officer"]
        officer.group_ids |= self.env.ref("base.group_allow_export")
        supplier = self.env["res.partner"].create({"name": "Supplier"})
        both = (self.zofia | self.adam | supplier).with_user(officer)
        both.with_context(exported_domain="[]").export_data(["name", "phone"])
        line = self.lines_about("export")[:1]
        self.assertEqual(line.user_id, officer)
        self.assertEqual(line.partner_ids, self.zofia | self.adam)
        self.assertIn("name, phone", line.details)

    def test_export_of_other_contacts_is_not_registered(self):
        before = len(self.lines_about("export"))
        self.env["res.partner"].create({"name": "Supplier"}).export_data(["name"])
        self.assertEqual(len(self.lines_about("export")), before)

    def test_export_of_all_records_passes_its_domain(self):
        data = '{"model": "res.partner", "ids": false, "domain": [["zip", "=", "X"]]}'
        self.assertIn('\\"zip\\"', with_domain(data))
        other = '{"model": "res.users", "ids": false, "domain": []}'
        self.assertNotIn("exported_domain", with_domain(other))

    def test_merge_and_undo_are_registered(self):
        duplicate = self.make_constituent("Zofia Zebrovska")
        number = duplicate.id
        merge = self.env["constituent.merge"]._merge(self.zofia, duplicate, {})
        details = f"#{number} → #{self.zofia.id}"
        self.assertEqual(self.lines_about("merge")[:1].details, details)
        merge.action_undo()
        line = self.lines_about("undo")[:1]
        self.assertEqual((line.details, line.partner_count), (details, 2))

    def test_file_of_constituents_is_registered(self):
        some = (self.zofia | self.adam).ids
        export = self.env["constituent.export"].create({"selected": some})
        self.assertTrue(export.file)
        self.assertEqual(self.lines_about("export")[:1].partner_ids.ids, some)

    def test_legal_hold_is_registered(self):
        self.zofia.legal_hold = "Claim 12 at the county court"
        line = self.lines_about("hold")[:1]
        self.assertEqual(line.partner_ids, self.zofia)
        self.assertNotIn("county", line.details)


@tagged("-at_install", "post_install")
class TestExportRoute(CouncilCase, HttpCase):
    """The web client's own export."""

    def test_export_from_a_list_is_registered_with_its_domain(self):
        officer = self.users["officer"]
        officer.group_ids |= self.env.ref("base.group_allow_export")
        self.authenticate("council_officer", "council_officer")
        data = {
            "model": "res.partner",
            "fields": [{"name": "name", "label": "Name", "type": "char"}],
            "ids": False,
            "domain": [["id", "in", (self.zofia | self.adam).ids]],
            "import_compat": False,
            "context": {},
        }
        form = {"data": json.dumps(data), "csrf_token": http.Request.csrf_token(self)}
        answer = self.url_open("/web/export/csv", data=form)
        self.assertEqual(answer.status_code, 200)
        line = self.env["constituent.privacy.register"].search([], limit=1)
        self.assertEqual(line.action, "export")
        self.assertEqual(line.partner_count, 2)
        self.assertIn("Domain:", line.details)
