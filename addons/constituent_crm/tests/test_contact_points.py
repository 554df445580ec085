import importlib.util
from pathlib import Path

from odoo.tests import tagged

from ..hooks import post_init_hook
from .common import CouncilCase

MIGRATION = Path(__file__).parents[1] / "migrations/19.0.1.1.0/post-normal-forms.py"


@tagged("-at_install", "post_install")
class TestCountryIsMissing(CouncilCase):
    """Administrators are told which companies have no country."""

    def activities(self):
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "in", self.env["res.company"].search([]).partner_id.ids),
            ]
        )

    def test_administrators_are_told_at_installation(self):
        self.env["res.company"].search([]).country_id = self.env.ref("base.uk")
        before = self.activities()
        self.env.company.country_id = False
        post_init_hook(self.env)
        told = self.activities() - before
        self.assertEqual(told.user_id, self.env.ref("base.group_system").all_user_ids)
        self.assertEqual(set(told.mapped("res_id")), {self.env.company.partner_id.id})
        self.assertIn("phone numbers", told[0].note)

    def test_nobody_is_told_where_each_company_has_a_country(self):
        self.env["res.company"].search([]).country_id = self.env.ref("base.uk")
        before = self.activities()
        post_init_hook(self.env)
        self.assertEqual(self.activities(), before)

    def test_number_without_a_country_is_refused_with_the_reason(self):
        self.env.company.country_id = False
        reason = self.env["constituent.identifier"]._refusal("phone", "07700 900401")
        self.assertIn("no country", reason)
        self.zofia.country_id = self.env.ref("base.uk")
        self.zofia.phone = "07700 900409"
        self.assertIn("+447700900409", self.zofia.identifier_ids.mapped("value"))


@tagged("-at_install", "post_install")
class TestMigration(CouncilCase):
    """What an earlier version stored in another normal form."""

    def setUp(self):
        super().setUp()
        self.adam.write(
            {
                "phone": "01482 300300 ext 12",
                "email": "adam@example.org",
                "zip": "HU5  3ZZ",
            }
        )
        self.zofia.phone = "300300"
        self.charity = self.make_identifier(self.adam, "charity_number", "225971-1")
        self.env.flush_all()
        for value, stored, row_id in (
            ("225971-1", "2259711", self.charity.id),
            ("+441482300300", "+441482300300", self.phones(self.adam).id),
        ):
            self.env.cr.execute(
                "UPDATE constituent_identifier SET value = %s, value_normalised = %s"
                " WHERE id = %s",
                [value, stored, row_id],
            )
        self.env.cr.execute(
            "INSERT INTO constituent_identifier"
            " (partner_id, type, value, value_normalised, active)"
            " VALUES (%s, 'phone', '+44300300', '+44300300', TRUE)",
            [self.zofia.id],
        )
        self.env.cr.execute(
            "UPDATE res_partner SET lookup_postcode = NULL WHERE id = %s",
            [self.adam.id],
        )
        self.env.invalidate_all()

    def phones(self, partner):
        return partner.identifier_ids.filtered(
            lambda row: row.type == "phone" and row.is_current
        )

    def test_stored_normal_forms_are_renewed(self):
        spec = importlib.util.spec_from_file_location("migration", MIGRATION)
        migration = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(migration)
        migration.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertEqual(
            self.phones(self.adam).mapped("value_normalised"), ["+441482300300;ext=12"]
        )
        self.assertEqual(self.charity.value_normalised, "225971-1")
        self.assertEqual(self.adam.lookup_postcode, "HU5 3ZZ")
        self.assertNotIn("+44300300", self.zofia.identifier_ids.mapped("value"))
        self.assertEqual(self.look_up("zebrowski hu5 3zz"), self.adam)
