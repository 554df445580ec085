import base64
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import SQL

from .common import CouncilCase

MARK = "Zyxerasure"
TEXTS = ("text", "character varying", "json", "jsonb", "bytea")


@tagged("-at_install", "post_install")
class TestErasure(CouncilCase):
    """Nothing personal is left, the figures are, and what the law needs is kept."""

    def setUp(self):
        super().setUp()
        self.person = self.make_constituent(
            f"{MARK} Quill", "07700 900777", self.property, email=f"{MARK}@example.org"
        )

    def erasure(self, partner=None, group="dpo"):
        Erasure = self.env["constituent.erasure"].with_user(self.users[group])
        return Erasure.create({"partner_id": (partner or self.person).id})

    def marked_columns(self):
        """The columns of the whole database in which the mark stands."""
        self.env.flush_all()
        columns = self.env.execute_query(
            SQL(
                "SELECT c.table_name, c.column_name, c.data_type"
                " FROM information_schema.columns c JOIN information_schema.tables t"
                " USING (table_schema, table_name)"
                " WHERE table_schema = current_schema AND t.table_type = 'BASE TABLE'"
                " AND c.data_type IN %s",
                TEXTS,
            )
        )
        return [
            (table, column)
            for table, column, kind in columns
            if self._holds(table, column, kind)
        ]

    def _holds(self, table, column, kind):
        name = SQL.identifier(column)
        text = SQL("encode(%s, 'escape')", name) if kind == "bytea" else name
        [[found]] = self.env.execute_query(
            SQL(
                "SELECT EXISTS (SELECT FROM %s WHERE %s::text ILIKE %s)",
                SQL.identifier(table),
                text,
                f"%{MARK}%",
            )
        )
        return found

    def mark_everything(self):
        """The mark in each text field of each model about the person."""
        person = self.person
        texts = {
            name: MARK
            for name, field in person._fields.items()
            if field.type in ("char", "text", "html")
            and field.store
            and not (field.compute and field.readonly)
            and not field.related
            and name not in ("name", "email", "phone", "vat", "lang", "tz")
            and name not in ("legal_hold", "barcode", "type")
        }
        person.write(texts)
        self.make_identifier(person, "messaging", MARK)
        self.make_identifier(
            person, "email", f"second.{MARK}@example.org", active=False
        )
        self.make_relationship(person, "household", self.adam, note=MARK)
        self.make_marker(person, MARK, category="language", evidence=MARK)
        self.record_contact(partner_id=person.id, subject=MARK, source_key=MARK)
        self.record_contact(beneficiary_id=person.id, subject=f"For {MARK}")
        self.env["constituent.match"].create(
            {"partner_id": person.id, "other_id": self.adam.id, "reason": MARK}
        )
        self.env["mail.blacklist"].create({"email": f"{MARK}@example.org"})
        self.env["res.partner.bank"].create(
            {"partner_id": person.id, "acc_number": MARK}
        )
        self.mark_discussion()
        self.mark_history()

    def mark_history(self):
        """What merges, imports and corrections keep to look back on."""
        call = self.record_contact(partner_id=self.person.id, subject=f"{MARK} rang")
        call._correct({"subject": f"{MARK} wrote"}, f"{MARK} said so")
        wrong = self.record_contact(partner_id=self.person.id)
        wrong._correct({"partner_id": self.adam.id}, f"Was not {MARK}")
        duplicate = self.make_constituent(f"{MARK} Quil", "07700 900778", self.property)
        self.env["constituent.merge"]._merge(self.person, duplicate, {}, MARK)
        job = self.env["constituent.import"].create({"name": "Test import"})
        self.env["constituent.import.row"].create(
            {
                "import_id": job.id,
                "line": 1,
                "status": "updated",
                "record_id": self.person.id,
                "cells": [MARK],
                "former": {"name": [MARK, "Quill"]},
            }
        )

    def mark_discussion(self):
        person = self.person
        note = person.message_post(body=MARK, subject=MARK)
        files = [
            {
                "name": f"{MARK}.txt",
                "datas": base64.b64encode(MARK.encode()),
                "res_model": record._name,
                "res_id": record.id,
                "description": MARK,
            }
            for record in (person, note)
        ]
        self.env["ir.attachment"].create(files)
        person.activity_schedule(
            "mail.mail_activity_data_todo", summary=MARK, note=MARK
        )
        # They have written in somebody else's discussion.
        self.adam.message_post(
            body=MARK, author_id=person.id, email_from=f"{MARK}@example.org"
        )
        person.message_subscribe(self.adam.ids)
        self.env["ir.model.data"].create(
            {
                "module": "__import__",
                "name": f"partner_{MARK}",
                "model": "res.partner",
                "res_id": person.id,
            }
        )
        self.env["privacy.lookup.wizard"].create(
            {"name": person.name, "email": person.email, "partner_id": person.id}
        ).action_lookup()

    def figures(self):
        ledger = self.env["constituent.interaction"].sudo()
        return ledger._read_group(
            [], ["channel_id", "direction"], ["__count", "waiting_seconds:sum"]
        )

    def test_nothing_is_left_of_the_person_anywhere(self):
        self.mark_everything()
        self.assertTrue(self.marked_columns())
        person = self.person
        self.erasure().action_erase()
        self.assertFalse(person.exists())
        self.assertEqual(self.marked_columns(), [])

    def test_figures_stay_as_they_were(self):
        self.mark_everything()
        before = self.figures()
        self.erasure().action_erase()
        self.assertEqual(self.figures(), before)

    def test_files_go_from_the_store_too(self):
        content = f"{MARK} in a file of its own".encode()
        file = self.env["ir.attachment"].create(
            {
                "name": "letter.txt",
                "raw": content,
                "res_model": "res.partner",
                "res_id": self.person.id,
            }
        )
        self.erasure().action_erase()
        self.assertFalse(file.exists())

    def test_relatives_and_neighbours_stay(self):
        self.mark_everything()
        self.erasure().action_erase()
        self.assertEqual(self.adam.name, "Adam Zebrowski")
        self.assertFalse(self.adam.relationship_ids)
        self.assertEqual(self.property.uprn, "99000000012")

    def test_constituent_with_a_login_is_not_erased(self):
        user = self.users["officer"]
        erasure = self.erasure(user.partner_id)
        with self.assertRaisesRegex(UserError, "There is a login .council_officer."):
            erasure.action_erase()
        self.assertTrue(user.partner_id.exists())
        self.assertIn("council_officer", erasure.blockers)

    def test_legal_hold_blocks(self):
        self.person.legal_hold = "Claim"
        with self.assertRaisesRegex(UserError, "legal hold: Claim"):
            self.erasure().action_erase()
        self.assertTrue(self.person.exists())

    def test_open_subject_access_request_blocks(self):
        self.env["constituent.subject.access"].create({"partner_id": self.person.id})
        with self.assertRaisesRegex(UserError, "subject access request is open"):
            self.erasure().action_erase()
        self.assertTrue(self.person.exists())

    def test_company_of_the_database_is_not_erased(self):
        with self.assertRaisesRegex(UserError, "This is the contact of a company in"):
            self.erasure(self.env.company.partner_id).action_erase()

    def test_what_the_law_needs_is_kept_with_its_reason(self):
        account = self.make_identifier(self.person, "council_tax", "81234567")
        erasure = self.erasure()
        self.assertIn("Limitation Act 1980", erasure.preview)
        erasure.action_erase()
        self.assertEqual(erasure.state, "kept")
        self.assertEqual(self.person.name, f"Erased constituent #{self.person.id}")
        self.assertEqual(self.person.identifier_ids, account)
        self.assertEqual(self.marked_columns(), [])
        six_years = fields.Date.add(fields.Date.context_today(self.person), years=6)
        self.assertEqual(erasure.kept_until, six_years)

    def test_kept_data_are_deleted_after_their_time(self):
        account = self.make_identifier(self.person, "council_tax", "81234567")
        erasure = self.erasure()
        erasure.action_erase()
        account.valid_to = "2015-01-01"
        erasure.sudo().kept_until = "2021-01-01"
        cron = self.env.registry["ir.cron"]
        with patch.object(cron, "_commit_progress", return_value=60.0):
            self.env["constituent.erasure"]._cron_finish()
        self.assertFalse(self.person.exists())
        self.assertEqual(erasure.state, "done")

    def test_marker_about_danger_to_staff_is_kept_with_the_property(self):
        marker = self.make_marker(self.person, "Dog bites", category="caution")
        erasure = self.erasure()
        self.assertIn("Health and Safety", erasure.preview)
        erasure.action_erase()
        self.assertTrue(marker.exists())
        self.assertEqual(self.person.property_id, self.property)
        self.assertFalse(self.person.phone or self.person.email)

    def test_preview_counts_what_is_erased(self):
        self.record_contact(partner_id=self.person.id, subject=MARK)
        preview = self.erasure().preview
        self.assertIn("Deleted", preview)
        self.assertIn("Kept anonymised for statistics", preview)
        self.assertNotIn(MARK, preview)

    def test_refusal_needs_a_reason(self):
        erasure = self.erasure()
        with self.assertRaisesRegex(UserError, "Give a reason for the refusal"):
            erasure.action_refuse()
        erasure.refusal = "Needed for a claim"
        erasure.action_refuse()
        with self.assertRaisesRegex(UserError, "already been closed"):
            erasure.action_erase()

    def test_only_the_data_protection_officer_erases(self):
        for group in ("analyst", "service_officer", "officer", "supervisor", "manager"):
            with self.subTest(group), self.assertRaises(AccessError):
                self.erasure(group=group)
        self.assertTrue(self.person.exists())

    def test_register_keeps_only_the_record_id(self):
        number = self.person.id
        self.erasure().action_erase()
        line = self.env["constituent.privacy.register"].search([], limit=1)
        self.assertEqual(line.user_id, self.users["dpo"])
        self.assertEqual(line.details, f"Constituent #{number}")

    def test_core_look_up_leads_to_an_erasure(self):
        partner = self.person.with_user(self.users["dpo"])
        action = partner.action_privacy_lookup()
        Wizard = partner.env["privacy.lookup.wizard"].with_context(**action["context"])
        wizard = Wizard.create({})
        wizard.action_lookup()
        models_found = set(wizard.line_ids.mapped("res_model"))
        self.assertLess({"res.partner", "constituent.identifier"}, models_found)
        prepared = wizard.action_erase()
        self.assertEqual(prepared["res_model"], "constituent.erasure")
        with self.assertRaises(AccessError):
            wizard.line_ids[:1].action_unlink()

    def test_look_up_takes_name_and_email_of_the_chosen_constituent(self):
        Wizard = self.env["privacy.lookup.wizard"].with_user(self.users["dpo"])
        with Form(Wizard) as form:
            form.partner_id = self.person
            self.assertEqual(form.name, self.person.name)
            self.assertEqual(form.email, self.person.email)
