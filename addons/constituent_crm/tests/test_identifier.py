from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

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

    def test_only_constituents_have_identifiers(self):
        contact = self.env["res.partner"].create({"name": "C", "phone": "07700 900403"})
        self.assertFalse(contact.identifier_ids)
        contact.is_constituent = True
        self.assertEqual(self.values(contact), ["+447700900403"])

    def test_replaced_number_ends_and_returns_into_use(self):
        old = self.zofia.identifier_ids.filtered(lambda row: row.type == "phone")
        self.zofia.phone = "07700 900404"
        self.assertFalse(old._is_current())
        self.zofia.phone = "+44 7700 900401"
        self.assertTrue(old._is_current())
        self.assertEqual(len(self.values(self.zofia)), 2)

    def test_archived_identifier_is_restored_with_its_number(self):
        row = self.zofia.identifier_ids.filtered(lambda row: row.type == "phone")
        row.active = False
        self.zofia.phone = False
        self.zofia.phone = "07700 900401"
        self.assertTrue(row.active)

    def test_invalid_number_becomes_no_identifier(self):
        self.zofia.phone = "ask the neighbour"
        self.assertEqual(self.zofia.phone, "ask the neighbour")
        current = self.zofia.identifier_ids.filtered(lambda row: row._is_current())
        self.assertNotIn("phone", current.mapped("type"))

    def test_identifier_of_an_unknown_type_is_refused(self):
        for kind, value in (("phone", "no"), ("email", "no"), ("uprn", "12x")):
            with self.subTest(kind), self.assertRaises(ValidationError):
                self.make_identifier(self.zofia, kind, value)

    def test_identifier_cannot_end_before_it_begins(self):
        with self.assertRaises(ValidationError):
            self.make_identifier(
                self.zofia,
                "council_tax",
                "7001",
                valid_from="2026-02-01",
                valid_to="2026-01-01",
            )

    def test_editor_of_contacts_without_our_groups_reaches_no_constituent(self):
        editor = self.make_user(
            "editor", "base.group_user", "base.group_partner_manager"
        )
        with self.assertRaises(AccessError):
            self.zofia.with_user(editor).phone = "07700 900405"
        contact = self.env["res.partner"].create({"name": "Supplier"})
        contact.with_user(editor).phone = "07700 900405"
        self.assertFalse(contact.identifier_ids)

    def test_country_of_the_council_may_change(self):
        Identifier = self.env["constituent.identifier"]
        number = "030 12345678"
        self.assertEqual(Identifier._normalised("phone", number), "+443012345678")
        self.env.company.country_id = self.env.ref("base.de")
        self.assertEqual(Identifier._normalised("phone", number), "+493012345678")

    def test_country_of_the_constituent_goes_before_that_of_the_council(self):
        self.zofia.phone = "030 12345678"
        self.zofia.country_id = self.env.ref("base.de")
        current = self.zofia.identifier_ids.filtered(
            lambda row: row.type == "phone" and row.is_current
        )
        self.assertEqual(current.value_normalised, "+493012345678")
        row = self.make_identifier(self.zofia, "phone", "030 87654321")
        self.assertEqual(row.value_normalised, "+493087654321")

    def test_two_numbers_of_one_field_are_two_identifiers(self):
        self.adam.phone = "01482 300300 / 07700 900402"
        self.assertCountEqual(
            self.values(self.adam), ["+441482300300", "+447700900402"]
        )

    def test_extensions_of_one_switchboard_are_two_numbers(self):
        self.zofia.phone = "01482 300300 ext 12"
        self.adam.phone = "01482 300300 x15"
        rows = (self.zofia | self.adam).identifier_ids
        rows = rows.filtered(lambda row: row.type == "phone" and row.is_current)
        self.assertEqual(
            rows.sorted("value_normalised").mapped("value_normalised"),
            ["+441482300300;ext=12", "+441482300300;ext=15"],
        )
        self.assertFalse(any(rows.mapped("is_shared")))

    def test_extension_on_the_form_can_be_dialled(self):
        form = Form(self.zofia, "constituent_crm.constituent_view_form")
        form.phone = "01482 300300 ext 12"
        # The link of Odoo's phone widget is this text without its blanks.
        self.assertEqual(form.phone, "+44 1482 300300;ext=12")

    def test_local_number_is_asked_for_on_the_form(self):
        for number in ("300300", "01482 30 Jane"):
            with self.subTest(number):
                partner = self.zofia.new({"phone": number}, origin=self.zofia)
                warning = partner._onchange_contact_points()["warning"]
                self.assertIn("whole number", warning["message"])
        partner = self.zofia.new({"phone": "07700 900402"}, origin=self.zofia)
        self.assertIsNone(partner._onchange_contact_points())

    def test_invisible_sign_is_not_stored_in_an_email(self):
        self.zofia.email = "zofia\u200b@zebrowska.example.org"
        self.assertEqual(self.zofia.email, "zofia@zebrowska.example.org")

    def test_registration_numbers_have_one_spelling(self):
        Identifier = self.env["constituent.identifier"]
        for kind, text, normal in (
            ("company_number", "123456", "00123456"),
            ("company_number", "sc 123456", "SC123456"),
            ("company_number", "IP12345R", "IP12345R"),
            ("charity_number", "1234567", "1234567"),
            ("charity_number", "sc012345", "SC012345"),
            ("charity_number", "NIC 101234", "NIC101234"),
            ("uprn", "010012345678", "10012345678"),
            ("council_tax", "7004-512 999", "7004512999"),
        ):
            with self.subTest(f"{kind} {text}"):
                self.assertEqual(Identifier._normalised(kind, text), normal)

    def test_invalid_number_is_refused_with_an_example(self):
        for kind, value, hint in (
            ("phone", "ask next door", "whole number"),
            ("email", "jane at home", "one address"),
            ("uprn", "1234567890123", "up to 12 digits"),
            ("company_number", "ABC", "8 digits"),
            ("company_number", "123456789", "8 digits"),
            ("charity_number", "12", "6 or 7 digits"),
            ("council_tax", "none", "must contain at least one digit"),
            ("customer_account", "- -", "must contain at least one digit"),
            ("phone", "9" * 10_000, "whole number"),
            ("email", "🙂@🙂", "one address"),
        ):
            with self.subTest(f"{kind} {value[:9]}"):
                with self.assertRaises(ValidationError) as refused:
                    self.make_identifier(self.zofia, kind, value)
                self.assertIn(hint, str(refused.exception))
                self.assertLess(len(str(refused.exception)), 300)

    def test_search_for_in_use_agrees_with_the_screen(self):
        rows = self.zofia.identifier_ids
        rows |= self.make_identifier(
            self.zofia, "council_tax", "7001", valid_to="2020-01-01"
        )
        rows |= self.make_identifier(
            self.zofia, "council_tax", "7002", valid_from="2999-01-01"
        )
        rows |= self.make_identifier(self.zofia, "council_tax", "7003", active=False)
        for value in (True, False):
            domain = [("is_current", "=", value), ("id", "in", rows.ids)]
            found = rows.with_context(active_test=False).search(domain)
            with self.subTest(value):
                self.assertEqual(
                    found, rows.filtered(lambda row, v=value: row.is_current == v)
                )


@tagged("-at_install", "post_install")
class TestSharing(CouncilCase):
    """A household's phone becomes known as shared by itself."""

    LANDLINE = "01632 960477"

    def setUp(self):
        super().setUp()
        self.household = self.zofia | self.adam

    def rows(self):
        number = self.env["constituent.identifier"]._normalised("phone", self.LANDLINE)
        return self.env["constituent.identifier"].search(
            [("value_normalised", "=", number)]
        )

    def shared(self):
        return self.rows().mapped("is_shared")

    def test_number_of_two_constituents_is_shared(self):
        self.zofia.phone = self.LANDLINE
        self.assertEqual(self.shared(), [False])
        self.adam.phone = self.LANDLINE
        self.assertEqual(self.shared(), [True, True])

    def test_two_constituents_created_together_share_a_number(self):
        self.env["res.partner"].create(
            [
                {"name": name, "phone": self.LANDLINE, "is_constituent": True}
                for name in ("Quill One", "Quill Two")
            ]
        )
        self.assertEqual(self.shared(), [True, True])

    def test_number_is_no_longer_shared_when_the_other_changes_it(self):
        self.household.phone = self.LANDLINE
        self.adam.phone = "07700 900402"
        current = self.rows().filtered("is_current")
        self.assertEqual(current.partner_id, self.zofia)
        self.assertFalse(current.is_shared)

    def test_number_is_no_longer_shared_when_the_other_leaves(self):
        def archive(partner):
            partner.active = False

        def serve_no_more(partner):
            partner.is_constituent = False

        def unlink(partner):
            partner.unlink()

        def take_away(partner):
            row = partner.identifier_ids.filtered(lambda row: row in self.rows())
            row.unlink()

        for go in (archive, serve_no_more, take_away, unlink):
            with self.subTest(go.__name__):
                other = self.make_constituent("Quill Other", self.LANDLINE)
                self.zofia.phone = self.LANDLINE
                self.assertEqual(self.shared().count(True), 2)
                go(other)
                self.assertEqual(self.shared().count(True), 0)

    def test_number_is_shared_again_when_the_other_returns(self):
        self.household.phone = self.LANDLINE
        self.adam.active = False
        self.adam.active = True
        self.assertEqual(self.shared(), [True, True])

    def test_number_marked_as_shared_by_hand_stays_shared(self):
        self.zofia.phone = self.LANDLINE
        self.rows().is_shared = True
        self.adam.phone = self.LANDLINE
        self.adam.phone = False
        mine = self.rows().filtered(lambda row: row.partner_id == self.zofia)
        self.assertTrue(mine.is_shared)

    def test_uprn_is_not_shared(self):
        for partner in self.household:
            self.make_identifier(partner, "uprn", "99000000012")
        rows = self.household.identifier_ids.filtered(lambda row: row.type == "uprn")
        self.assertEqual(rows.mapped("is_shared"), [False, False])

    def test_expired_holder_no_longer_shares_the_number(self):
        self.household.phone = self.LANDLINE
        self.env.flush_all()
        row = self.rows().filtered(lambda row: row.partner_id == self.adam)
        self.env.cr.execute(
            "UPDATE constituent_identifier SET valid_to = '2020-01-01' WHERE id = %s",
            [row.id],
        )
        self.env.invalidate_all()
        self.env["constituent.identifier"]._gc_sharing()
        mine = self.rows().filtered(lambda row: row.partner_id == self.zofia)
        self.assertFalse(mine.is_shared)

    def test_shared_phone_shows_the_whole_household(self):
        self.household.phone = self.LANDLINE
        partners = self.env["res.partner"].with_user(self.users["officer"])
        rows = partners.constituent_lookup(self.LANDLINE)
        self.assertEqual({row["id"] for row in rows}, set(self.household.ids))
        self.assertEqual({row["reason"] for row in rows}, {"Phone, shared"})

    def test_many_constituents_cost_no_more_queries_each(self):
        def create(count, first):
            values = [
                {
                    "name": f"Quill {number}",
                    "phone": f"07700 {number:06}",
                    "is_constituent": True,
                }
                for number in range(first, first + count)
            ]
            before = self.env.cr.sql_log_count
            self.env["res.partner"].create(values)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        create(1, 910_000)
        # Core inserts its rows in portions.
        self.assertLess(create(50, 910_100) - create(2, 910_200), 10)
