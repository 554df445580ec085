from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestInteractionCorrection(CouncilCase):
    """The ledger is corrected in the open: who, when, what was, and why."""

    def setUp(self):
        super().setUp()
        self.call = self.record_contact(
            user_id=self.users["officer"].id,
            subject="Bin not collected",
            started_at="2026-03-02 09:00:00",
            answered_at="2026-03-02 09:00:30",
            ended_at="2026-03-02 09:05:00",
        )

    def as_user(self, group):
        return self.call.with_user(self.users[group])

    def test_correction_keeps_the_former_value(self):
        made = self.as_user("officer")._correct(
            {"partner_id": self.adam.id}, " His sister rang for him "
        )
        self.assertEqual(self.call.partner_id, self.adam)
        self.assertEqual(made, self.call.correction_ids)
        self.assertEqual(made.field_label, "Constituent")
        self.assertEqual(
            (made.old_display, made.new_display), ("Zofia Zebrowska", "Adam Zebrowski")
        )
        self.assertEqual(made.reason, "His sister rang for him")
        self.assertEqual(made.create_uid, self.users["officer"])

    def test_each_changed_field_has_a_row(self):
        made = self.as_user("officer")._correct(
            {"subject": "Brown bin", "direction": "in", "is_avoidable": True},
            "Misheard",
        )
        self.assertEqual(set(made.mapped("field_name")), {"subject", "is_avoidable"})

    def test_seconds_follow_from_corrected_times(self):
        made = self.as_user("officer")._correct(
            {"answered_at": "2026-03-02 09:01:00"}, "The clock was slow"
        )
        self.assertEqual(
            (self.call.waiting_seconds, self.call.handling_seconds), (60, 240)
        )
        changes = dict(
            zip(made.mapped("field_name"), made.mapped("old_value"), strict=True)
        )
        self.assertEqual(
            changes,
            {
                "answered_at": "2026-03-02 09:00:30",
                "waiting_seconds": "30",
                "handling_seconds": "270",
            },
        )

    def test_call_corrected_to_not_abandoned_counts_as_served(self):
        call = self.record_contact(
            started_at="2026-03-02 09:00:00",
            ended_at="2026-03-02 09:02:00",
            is_abandoned=True,
        ).with_user(self.users["supervisor"])
        call._correct(
            {"is_abandoned": False, "answered_at": "2026-03-02 09:00:20"}, "Was served"
        )
        self.assertEqual((call.waiting_seconds, call.handling_seconds), (20, 100))

    def test_officers_correct_their_own_contacts_and_supervisors_all(self):
        for group in ("supervisor", "manager"):
            with self.subTest(group):
                self.assertTrue(self.as_user(group).may_correct)
                self.as_user(group)._correct({"subject": group}, "Typing error")
        other = self.record_contact(subject="Not hers").with_user(self.users["officer"])
        self.assertFalse(other.may_correct)
        with self.assertRaisesRegex(
            AccessError, "You can only correct your own contacts; supervisors"
        ):
            other._correct({"subject": "Hers"}, "Typing error")

    def test_readers_correct_nothing(self):
        self.call.user_id = self.users["service_officer"]
        Wizard = self.env["constituent.interaction.correct"]
        with self.assertRaises(AccessError):
            Wizard.with_user(self.users["service_officer"]).create(
                {"interaction_id": self.call.id, "reason": "x"}
            )

    def test_correction_needs_a_reason(self):
        for reason in ("", "  ", None):
            with (
                self.subTest(reason),
                self.assertRaisesRegex(UserError, "Give a reason for the correction"),
            ):
                self.as_user("officer")._correct({"subject": "Other"}, reason)
        self.assertEqual(self.call.subject, "Bin not collected")

    def test_correction_without_a_change_is_refused(self):
        with self.assertRaisesRegex(UserError, "Nothing has been changed"):
            self.as_user("officer")._correct(
                {"subject": "Bin not collected"}, "Typing error"
            )

    def test_source_key_is_never_corrected(self):
        with self.assertRaisesRegex(
            UserError, "Only these fields of a contact can be corrected"
        ):
            self.as_user("supervisor")._correct({"source_key": "x"}, "Typing error")

    def test_history_cannot_be_written(self):
        made = self.as_user("officer")._correct({"subject": "Other"}, "Typing error")
        for group in ("officer", "supervisor", "manager", "dpo"):
            with self.subTest(group), self.assertRaises(AccessError):
                made.with_user(self.users[group]).write({"reason": "Better"})

    def test_dialog_starts_with_the_current_values(self):
        Wizard = self.env["constituent.interaction.correct"].with_user(
            self.users["officer"]
        )
        with Form(Wizard.with_context(default_interaction_id=self.call.id)) as form:
            self.assertEqual(form.subject, "Bin not collected")
            self.assertEqual(form.partner_id, self.zofia)
            form.beneficiary_id = self.adam
            form.reason = "She rang for her brother"
        form.record.action_correct()
        self.assertEqual(self.call.beneficiary_id, self.adam)
        self.assertEqual(self.call.correction_ids.field_name, "beneficiary_id")

    def test_history_hides_names_from_users_who_may_not_see_them(self):
        made = self.as_user("officer")._correct(
            {"partner_id": self.adam.id}, "Wrong one"
        )
        self.adam.unlink()
        made.invalidate_recordset()
        self.assertEqual(made.new_display, "hidden")
