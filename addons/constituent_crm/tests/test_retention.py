from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestRetention(CouncilCase):
    """How long things are kept, and what is done with them then."""

    def rule(self, model, date_field, **values):
        ledger = self.env["ir.model"]._get(model)
        date = self.env["ir.model.fields"]._get(model, date_field)
        return self.env["constituent.retention.rule"].create(
            {
                "name": "Test rule",
                "model_id": ledger.id,
                "date_field_id": date.id,
                "months": 12,
                "legal_ground": "Test Act",
                "active": True,
                **values,
            }
        )

    def ledger_rule(self, **values):
        domain = f"[('partner_id', 'in', {(self.zofia | self.adam).ids})]"
        return self.rule(
            "constituent.interaction",
            "started_at",
            **{"action": "anonymise", "domain": domain, **values},
        )

    def old_contact(self, **values):
        return self.record_contact(
            started_at="2010-05-05 10:00:00", subject="Old", **values
        )

    def run_rules(self, time_left=60.0):
        cron = self.env.registry["ir.cron"]
        with patch.object(cron, "_commit_progress", return_value=time_left):
            self.env["constituent.retention.rule"]._cron_run()

    def test_shipped_rules_are_off(self):
        shipped = self.env["ir.model.data"].search(
            [
                ("module", "=", "constituent_crm"),
                ("model", "=", "constituent.retention.rule"),
            ]
        )
        rules = self.env["constituent.retention.rule"].browse(shipped.mapped("res_id"))
        self.assertTrue(rules)
        self.assertFalse(any(rules.mapped("active")))

    def test_old_contacts_are_anonymised(self):
        old, new = self.old_contact(), self.record_contact(subject="New")
        rule = self.ledger_rule()
        self.run_rules()
        self.assertFalse(old.partner_id or old.subject)
        self.assertEqual((new.partner_id, new.subject), (self.zofia, "New"))
        self.assertEqual(rule.last_count, 1)
        line = self.env["constituent.privacy.register"].search([], limit=1)
        self.assertEqual(line.action, "retention")
        self.assertIn("Test Act", line.details)

    def test_inactive_rule_does_nothing(self):
        old = self.old_contact()
        self.ledger_rule(active=False)
        self.run_rules()
        self.assertTrue(old.partner_id)

    def test_legal_hold_stops_a_rule(self):
        held, other = self.old_contact(), self.old_contact(partner_id=self.adam.id)
        self.zofia.legal_hold = "Claim"
        rule = self.ledger_rule()
        self.assertIn("legal hold", rule.preview)
        self.run_rules()
        self.assertTrue(held.partner_id)
        self.assertFalse(other.partner_id)

    def test_preview_has_count_oldest_and_examples(self):
        self.old_contact()
        preview = self.ledger_rule().preview
        self.assertIn("1 due, the oldest of 2010-05-05", preview)
        self.assertIn("Old", preview)

    def test_interrupted_run_resumes(self):
        contacts = [self.old_contact() for _number in range(3)]
        self.ledger_rule()
        path = "odoo.addons.constituent_crm.models.constituent_retention_rule.AT_ONCE"
        with patch(path, 2):
            self.run_rules(time_left=0.0)
            self.assertEqual([bool(c.partner_id) for c in contacts], [0, 0, 1])
            self.run_rules()
        self.assertFalse(any(contact.partner_id for contact in contacts))

    def test_old_rows_are_deleted(self):
        marker = self.make_marker(
            self.zofia, "Old", review_date="2010-01-01", expiry_date="2010-01-01"
        )
        self.rule("constituent.marker", "expiry_date", action="delete")
        self.run_rules()
        self.assertFalse(marker.exists())

    def test_old_constituents_are_erased_unless_something_blocks(self):
        old = self.make_constituent("Old One", active=False)
        held = self.make_constituent("Held One", active=False, legal_hold="Claim")
        both = (old | held).ids
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET write_date = '2010-01-01' WHERE id IN %s",
            (tuple(both),),
        )
        self.env.invalidate_all()
        self.rule(
            "res.partner", "write_date", action="delete", domain=f"[('id','in',{both})]"
        )
        self.run_rules()
        self.assertFalse(old.exists())
        self.assertTrue(held.exists())

    def test_invalid_rule_is_refused(self):
        for values in (
            {"domain": "[('nothing', '=', 1)]"},
            {"domain": "Invalid filter"},
            {"domain": "__import__('os')"},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.ledger_rule(**values)
        with self.assertRaisesRegex(ValidationError, "cannot be archived"):
            self.ledger_rule(action="archive")
        with self.assertRaisesRegex(
            ValidationError, "These records do not refer to a person,"
        ):
            self.rule("constituent.ward", "write_date", action="anonymise")

    def test_inactive_rule_cannot_be_run(self):
        with self.assertRaisesRegex(UserError, "Activate the rule first"):
            self.ledger_rule(active=False).action_run()

    def test_administrators_set_rules(self):
        rule = self.ledger_rule()
        rule.with_user(self.users["manager"]).months = 24
        with self.assertRaises(AccessError):
            rule.with_user(self.users["dpo"]).months = 36
        for group in ("analyst", "service_officer", "officer", "supervisor"):
            with self.subTest(group), self.assertRaises(AccessError):
                rule.with_user(self.users[group]).read(["name"])
