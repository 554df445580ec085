from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestInteraction(CouncilCase):
    """The ledger of every contact."""

    def test_contacts_with_one_source_key_count_once(self):
        first = self.record_contact(source_key="test:1", subject="First")
        again = self.record_contact(source_key="test:1", subject="Again")
        self.assertEqual(first, again)
        self.assertEqual(first.subject, "First")

    def test_contacts_without_a_source_key_all_count(self):
        self.assertNotEqual(self.record_contact(), self.record_contact())
        self.assertEqual(self.zofia.interaction_count, 2)

    def test_waiting_and_handling_seconds_are_computed_from_the_times(self):
        call = self.record_contact(
            started_at="2026-03-02 09:00:00",
            answered_at="2026-03-02 09:00:30",
            ended_at="2026-03-02 09:05:00",
        )
        self.assertEqual((call.waiting_seconds, call.handling_seconds), (30, 270))

    def test_given_seconds_replace_the_computed_ones(self):
        call = self.record_contact(
            started_at="2026-03-02 09:00:00",
            answered_at="2026-03-02 09:00:30",
            waiting_seconds=7,
        )
        self.assertEqual(call.waiting_seconds, 7)

    def test_abandoned_caller_waited_until_the_end(self):
        call = self.record_contact(
            started_at="2026-03-02 09:00:00",
            ended_at="2026-03-02 09:02:00",
            is_abandoned=True,
        )
        self.assertEqual((call.waiting_seconds, call.handling_seconds), (120, 0))

    def test_answer_before_the_start_is_no_waiting_time(self):
        call = self.record_contact(
            started_at="2026-03-02 09:00:00", answered_at="2026-03-02 08:59:00"
        )
        self.assertEqual(call.waiting_seconds, 0)

    @mute_logger("odoo.sql_db")
    def test_negative_seconds_are_refused(self):
        with self.assertRaises(IntegrityError):
            self.record_contact(waiting_seconds=-1)

    def test_unknown_channel_is_refused(self):
        with self.assertRaisesRegex(UserError, "There is no channel “pigeon”"):
            self.record_contact(channel="pigeon")

    def test_archived_channel_is_accepted(self):
        fax = self.env.ref("constituent_crm.channel_fax")
        fax.active = False
        self.assertEqual(self.record_contact(channel="fax").channel_id, fax)

    def test_public_callers_record_and_get_no_more_rights(self):
        public = self.env.ref("base.public_user")
        ledger = self.env["constituent.interaction"].with_user(public)
        row = ledger._record_contact({"channel": "web"})
        self.assertTrue(row.id)
        self.assertFalse(row.env.su)

    def test_recorded_facts_are_not_changed(self):
        call = self.record_contact().with_user(self.users["officer"])
        for values in (
            {"started_at": "2020-01-01 00:00:00"},
            {"direction": "out"},
            {"source_key": "x"},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                call.write(values)

    def test_outcome_is_added_later(self):
        call = self.record_contact().with_user(self.users["officer"])
        call.write({"is_avoidable": True, "avoidable_reason": "chasing"})
        self.assertEqual(call.avoidable_reason, "chasing")

    def test_outcome_is_not_changed_once_set(self):
        call = self.record_contact(subject="Bin", is_avoidable=True)
        call = call.with_user(self.users["supervisor"])
        for values in (
            {"subject": "Other"},
            {"is_avoidable": False},
            {"partner_id": self.adam.id},
        ):
            with (
                self.subTest(values),
                self.assertRaisesRegex(UserError, "record a correction"),
            ):
                call.write(values)
        call.write({"subject": "Bin"})

    def test_beneficiary_differs_from_the_constituent(self):
        self.assertFalse(
            self.record_contact(beneficiary_id=self.zofia.id).beneficiary_id
        )
        call = self.record_contact(beneficiary_id=self.adam.id)
        self.assertEqual(call.beneficiary_id, self.adam)
        self.assertEqual(self.adam.interaction_count, 1)

    def test_language_is_recognised_by_any_code(self):
        for code, known in {
            "pl": "pl_PL",
            "pl_PL": "pl_PL",
            "en-GB": "en_GB",
            "xx": False,
            "": False,
            None: False,
        }.items():
            with self.subTest(code):
                self.assertEqual(self.record_contact(lang=code).lang, known)

    def test_contacts_of_a_constituent_include_those_on_their_behalf(self):
        call = self.record_contact(beneficiary_id=self.adam.id)
        action = self.adam.action_view_interactions()
        found = self.env["constituent.interaction"].search(action["domain"])
        self.assertEqual(found, call)

    def test_long_and_odd_subjects_are_kept(self):
        for subject in ("x" * 10_000, "🙂", "\u202eمرحبا"):
            self.assertEqual(self.record_contact(subject=subject).subject, subject)
