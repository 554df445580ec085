from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CouncilCase

WIZARD = "base.partner.merge.automatic.wizard"


@tagged("-at_install", "post_install")
class TestCoreMergeWizard(CouncilCase):
    """Odoo's own merge goes round the register and the undo: no constituents there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.suppliers = cls.env["res.partner"].create(
            [{"name": "Paper Ltd", "email": "paper@supplier.example"}] * 2
        )
        cls.persons = cls.zofia | cls.adam
        cls.persons.email = "zofia@zebrowska.example.org"
        cls.Wizard = cls.env[WIZARD].with_user(cls.users["officer"])

    def wizard(self, partners, kept):
        return self.Wizard.create(
            {"partner_ids": [Command.set(partners.ids)], "dst_partner_id": kept.id}
        )

    def test_constituents_are_refused(self):
        with self.assertRaisesRegex(UserError, "Compare and Merge"):
            self.wizard(self.persons, self.zofia).action_merge()
        self.assertEqual(self.persons.exists(), self.persons)

    def test_contact_is_not_merged_into_a_constituent(self):
        for kept in (self.zofia, self.suppliers[0]):
            pair = self.suppliers[0] | self.zofia
            pair.email = "zofia@zebrowska.example.org"
            with self.subTest(kept.name), self.assertRaises(UserError):
                self.wizard(pair, kept).action_merge()

    def test_archived_constituent_is_refused(self):
        self.adam.active = False
        with self.assertRaises(UserError):
            self.wizard(self.persons, self.zofia).action_merge()

    def test_context_does_not_bypass_the_check(self):
        wizard = self.wizard(self.persons, self.zofia)
        with self.assertRaises(UserError):
            wizard.with_context(constituent_merge=True).action_merge()

    def test_dialog_is_refused_before_it_opens(self):
        chosen = self.Wizard.with_context(
            active_model="res.partner", active_ids=self.persons.ids
        )
        with self.assertRaisesRegex(UserError, "Compare and Merge"):
            chosen.default_get(["partner_ids"])

    def test_search_for_duplicates_excludes_constituents(self):
        wizard = self.Wizard.create({"group_by_email": True})
        wizard.action_start_manual_process()
        proposed = str(wizard.line_ids.mapped("aggr_ids"))
        self.assertNotIn(str(self.zofia.id), proposed)
        self.assertIn(str(self.suppliers[0].id), proposed)

    def test_other_contacts_are_still_merged(self):
        self.wizard(self.suppliers, self.suppliers[0]).action_merge()
        self.assertEqual(self.suppliers.exists(), self.suppliers[0])

    def test_merge_of_constituents_still_works(self):
        merges = self.env["constituent.merge"].with_user(self.users["supervisor"])
        merges._merge(self.zofia, self.adam, {}, "The same person")
        self.assertFalse(self.adam.exists())
