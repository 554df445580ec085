from datetime import timedelta

from odoo import fields
from odoo.tests import BaseCase, Form, tagged

from ..matching import subjects
from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestSubjects(BaseCase):
    """Whether two subjects tell of the same matter."""

    def test_other_words_for_the_same_matter_match(self):
        for one, other in (
            ("Bin not collected", "bin not collected!"),
            ("Bin not collected", "Re: Fwd: Bin not collected"),
            ("Bin not collected", "Not collected: bin"),
            ("School place", "My daughter's school place"),
            ("Bin not collected", "Bin not colected"),
            ("Straße gesperrt", "STRASSE GESPERRT"),
        ):
            with self.subTest(other):
                self.assertTrue(subjects.alike(one, other))

    def test_other_matters_do_not_match(self):
        for one, other in (
            ("Bin not collected", "Street light out"),
            ("Council tax band", "Council tax bill"),
            ("Bin", "Bin lorry hit my car"),
            ("", ""),
            (None, "Bin not collected"),
            ("Re:", "Re:"),
            ("🙂", "🙂"),
        ):
            with self.subTest(other):
                self.assertFalse(subjects.alike(one, other))


@tagged("-at_install", "post_install")
class TestRepeatContact(CouncilCase):
    """A second contact about the same is suggested, and counts when confirmed."""

    def setUp(self):
        super().setUp()
        self.first = self.record_contact(subject="Bin not collected", **self.ago(3))

    def ago(self, days):
        return {"started_at": fields.Datetime.now() - timedelta(days=days)}

    def record_repeat(self, **values):
        return self.record_contact(**{"subject": "Bin still not collected", **values})

    def test_repeat_is_suggested_but_not_counted(self):
        call = self.record_repeat()
        self.assertEqual(call.suggested_repeat_id, self.first)
        self.assertFalse(call.repeat_of_id)

    def test_officer_confirms_a_repeat(self):
        call = self.record_repeat().with_user(self.users["officer"])
        call.action_confirm_repeat()
        self.assertEqual(call.repeat_of_id, self.first)
        self.assertFalse(call.suggested_repeat_id)

    def test_other_subject_is_no_repeat(self):
        self.assertFalse(
            self.record_repeat(subject="Street light out").suggested_repeat_id
        )

    def test_contact_of_another_constituent_is_no_repeat(self):
        call = self.record_repeat(partner_id=self.adam.id)
        self.assertFalse(call.suggested_repeat_id)

    def test_contact_on_their_behalf_is_a_repeat(self):
        call = self.record_repeat(partner_id=self.adam.id, beneficiary_id=self.zofia.id)
        self.assertEqual(call.suggested_repeat_id, self.first)

    def test_old_contact_is_no_repeat(self):
        old = self.record_contact(subject="Brown bin", **self.ago(60))
        call = self.record_contact(subject="Brown bin")
        self.assertFalse(call.suggested_repeat_id)
        self.env["ir.config_parameter"].set_param("constituent_crm.repeat_days", 90)
        call.invalidate_recordset()
        self.assertEqual(call.suggested_repeat_id, old)

    def test_outgoing_contact_is_no_repeat(self):
        self.assertFalse(self.record_repeat(direction="out").suggested_repeat_id)

    def test_anonymous_contact_is_no_repeat(self):
        self.assertFalse(self.record_repeat(partner_id=False).suggested_repeat_id)

    def test_repeat_is_suggested_in_the_form(self):
        ledger = self.env["constituent.interaction"].with_user(self.users["officer"])
        with Form(ledger.with_context(default_partner_id=self.zofia.id)) as form:
            form.channel_id = self.env.ref("constituent_crm.channel_phone")
            form.subject = "Bin not collected"
            self.assertEqual(form.suggested_repeat_id, self.first)
