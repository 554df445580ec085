from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .import_case import ImportCase

PEOPLE = (
    "Name,Phone,Town,DOB\n"
    "Quentin Zyx,07700 900501,Hull,31/12/1980\n"
    "Zofia Zebrowska,07700 900401,Leeds,1/2/1979\n"
)


@tagged("-at_install", "post_install")
class TestImportUndo(ImportCase):
    """All that an import has done is taken back."""

    def setUp(self):
        super().setUp()
        self.job = self.imported(PEOPLE, known_rule="overwrite")
        self.made = self.named("Quentin Zyx")
        # A test is one transaction, with one time: what follows is later.
        later = self.env.cr.now() + timedelta(minutes=1)
        self.patch(self.env.cr, "now", lambda: later)

    def undo(self):
        self.job.action_undo()
        self.work()
        return self.job.undone_count, self.job.kept_count

    def kept_because(self):
        return self.job.row_ids.filtered(lambda row: row.undone == "kept").undo_reason

    def test_undo_deletes_created_and_restores_updated_constituents(self):
        self.assertEqual((self.job.created_count, self.job.updated_count), (1, 1))
        self.assertEqual(self.zofia.city, "Leeds")
        self.assertEqual(self.undo(), (2, 0))
        self.assertEqual(self.job.state, "undone")
        self.assertFalse(self.made.exists())
        self.assertFalse(self.look_up("07700 900501"))
        self.assertEqual(self.zofia.city, "Kingston upon Hull")
        self.assertFalse(self.zofia.birth_date)
        self.assertFalse(self.job.row_ids.filtered("former"))

    def test_import_and_undo_are_registered(self):
        self.undo()
        lines = self.env["constituent.privacy.register"].search([], limit=2)
        self.assertEqual(lines.mapped("action"), ["import_undone", "import"])
        self.assertEqual(lines.user_id, self.users["supervisor"])
        self.assertEqual(
            set(lines.mapped("details")), {f"#{self.job.id}: 1 created, 1 updated"}
        )

    def test_added_identifiers_are_removed(self):
        job = self.imported("Name,Mobile\nAdam Zebrowski,07700 900402;07700 900888\n")
        self.assertEqual(self.look_up("07700 900888"), self.adam)
        job.action_undo()
        self.work()
        self.assertFalse(self.look_up("07700 900888"))
        self.assertEqual(self.look_up("07700 900402"), self.adam)

    def test_created_constituent_with_a_contact_is_kept(self):
        self.record_contact(partner_id=self.made.id)
        self.assertEqual(self.undo(), (1, 1))
        self.assertTrue(self.made.exists())
        self.assertEqual(self.kept_because(), "Used since the import: Contact.")

    def test_created_constituent_with_a_message_is_kept(self):
        self.made.message_post(body="Prefers letters.")
        self.undo()
        self.assertTrue(self.made.exists())

    def test_created_constituent_that_was_edited_is_kept(self):
        self.made.street = "1 High Street"
        self.env.flush_all()
        self.assertEqual(self.undo(), (1, 1))
        self.assertIn("since", self.kept_because())
        self.assertTrue(self.made.exists())

    def test_later_change_of_an_updated_constituent_is_kept(self):
        self.zofia.city = "York"
        self.assertEqual(self.undo(), (1, 1))
        self.assertEqual(self.zofia.city, "York")
        self.assertFalse(self.zofia.birth_date)
        self.assertEqual(self.kept_because(), "Changed since the import: City.")

    def test_deleted_constituents_are_reported(self):
        self.made.unlink()
        self.assertEqual(self.undo(), (1, 1))
        self.assertEqual(self.kept_because(), "It no longer exists.")

    def test_stopped_undo_resumes_where_it_was(self):
        target = self.env.registry["constituent.import.constituent"]
        with patch.object(target, "_import_chunk", 1):
            self.job.action_undo()
            self.work(chunks=1)
            self.assertEqual((self.job.state, self.job.undone_count), ("undoing", 1))
            self.assertTrue(self.made.exists())
            self.job.action_stop()
            self.assertEqual(self.job.state, "done")
            self.job.action_undo()
            self.work()
        self.assertEqual((self.job.state, self.job.undone_count), ("undone", 2))

    def test_undo_expires(self):
        self.job.sudo().kept_until = fields.Datetime.now() - timedelta(days=1)
        self.assertFalse(self.job.can_undo)
        with self.assertRaisesRegex(UserError, "can no longer be undone"):
            self.job.action_undo()

    def test_personal_data_are_deleted_after_the_undo_period(self):
        self.env["constituent.import"]._gc_personal_data()
        self.assertTrue(self.job.row_ids)
        self.job.sudo().kept_until = fields.Datetime.now() - timedelta(days=1)
        self.env["constituent.import"]._gc_personal_data()
        self.assertFalse(self.job.row_ids)
        self.assertFalse(self.job.file or self.job.preview)
        self.assertFalse(any(self.job.column_ids.mapped("examples")))
        self.assertEqual((self.job.created_count, self.job.updated_count), (1, 1))

    def test_erasure_removes_the_rows_of_the_constituent(self):
        self.zofia._erase()
        self.assertNotIn(self.zofia.id, self.job.row_ids.mapped("record_id"))
        self.assertFalse(self.job.file or self.job.sudo().staged)
        self.assertEqual(self.undo(), (1, 0))

    def test_erasure_waits_for_a_running_import(self):
        self.job.sudo().state = "running"
        with self.assertRaisesRegex(UserError, "An import of constituents is running"):
            self.zofia._erase()

    def test_erasure_deletes_an_unprocessed_file_about_the_constituent(self):
        job = self.file(f"Name,E-mail\nZofia,{self.zofia.email}\n", "zofia.csv")
        other = self.file("Name,E-mail\nSomebody,else@example.org\n")
        (job | other).action_read()
        self.zofia.name = "Zofia Zebrowska"
        self.zofia._erase()
        self.assertFalse(job.file or job.first_rows)
        self.assertEqual(job.file_name, "Erased")
        self.assertTrue(other.file and other.first_rows)

    def test_rejected_row_belongs_to_the_holder_of_its_address(self):
        row = self.env["constituent.import.row"].create(
            {
                "import_id": self.job.id,
                "line": 90,
                "status": "rejected",
                "cells": ["", f" {self.zofia.email.upper()} "],
            }
        )
        self.assertIn(row, row._personal_rows_of(self.zofia))
        self.assertNotIn(row, row._personal_rows_of(self.adam))

    def test_subject_access_discloses_the_rows_of_the_constituent(self):
        Access = self.env["constituent.subject.access"].sudo()
        access = Access.create({"partner_id": self.zofia.id, "identity_check": "known"})
        access.action_collect()
        part = access.part_ids.filtered(lambda one: one.model.endswith("import.row"))
        row = self.job.row_ids.browse(part.record_ids)
        self.assertEqual(row.record_id, self.zofia.id)
        values = {
            one.name: one.value
            for one in access._disclosed_entry(row, self.zofia).values
        }
        self.assertEqual(values["former"], str(row.former))
        self.assertTrue(row.former)
