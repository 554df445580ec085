from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestIdentifier(CouncilCase):
    """The numbers and addresses by which a constituent is known."""

    def values(self, partner, kind="phone"):
        return partner.identifier_ids.filtered(lambda row: row.type == kind).mapped(
            "value_normalised"
        )

    def test_contact_points_become_identifiers(self):
        self.assertEqual(self.values(self.zofia), ["+447700900401"])
        self.assertEqual(
            self.values(self.zofia, "email"), ["zofia@zebrowska.example.org"]
        )

    def test_contact_that_is_no_constituent_has_none_until_it_is(self):
        contact = self.env["res.partner"].create({"name": "C", "phone": "07700 900403"})
        self.assertFalse(contact.identifier_ids)
        contact.is_constituent = True
        self.assertEqual(self.values(contact), ["+447700900403"])

    def test_replaced_number_ends_and_is_in_use_again_when_it_returns(self):
        old = self.zofia.identifier_ids.filtered(lambda row: row.type == "phone")
        self.zofia.phone = "07700 900404"
        self.assertFalse(old._is_current())
        self.zofia.phone = "+44 7700 900401"
        self.assertTrue(old._is_current())
        self.assertEqual(len(self.values(self.zofia)), 2)

    def test_archived_identifier_comes_back_with_its_number(self):
        row = self.zofia.identifier_ids.filtered(lambda row: row.type == "phone")
        row.active = False
        self.zofia.phone = False
        self.zofia.phone = "07700 900401"
        self.assertTrue(row.active)

    def test_number_that_is_none_is_kept_on_the_contact_only(self):
        self.zofia.phone = "ask the neighbour"
        self.assertEqual(self.zofia.phone, "ask the neighbour")
        current = self.zofia.identifier_ids.filtered(lambda row: row._is_current())
        self.assertNotIn("phone", current.mapped("type"))

    def test_identifier_of_no_such_type_is_refused(self):
        for kind, value in (("phone", "no"), ("email", "no"), ("uprn", "12x")):
            with self.subTest(kind), self.assertRaises(ValidationError):
                self.identifier(self.zofia, kind, value)

    def test_identifier_cannot_end_before_it_begins(self):
        with self.assertRaises(ValidationError):
            self.identifier(
                self.zofia,
                "council_tax",
                "7001",
                valid_from="2026-02-01",
                valid_to="2026-01-01",
            )

    def test_editor_of_contacts_without_our_groups_keeps_identifiers(self):
        editor = self.env["res.users"].create(
            {
                "name": "Editor",
                "login": "contacts_editor",
                "group_ids": [
                    (4, self.env.ref("base.group_user").id),
                    (4, self.env.ref("base.group_partner_manager").id),
                ],
            }
        )
        self.zofia.with_user(editor).write({"phone": "07700 900405", "name": "Zofia Z"})
        self.assertIn("+447700900405", self.values(self.zofia))
        self.assertIn(self.zofia, self.looked_up("zofia z"))

    def test_country_of_the_council_may_change(self):
        Identifier = self.env["constituent.identifier"]
        self.assertEqual(Identifier._normalised("phone", "030 1234567"), "+44301234567")
        self.env.company.country_id = self.env.ref("base.de")
        self.assertEqual(Identifier._normalised("phone", "030 1234567"), "+49301234567")
