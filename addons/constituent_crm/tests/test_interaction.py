from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestInteraction(CouncilCase):
    """The ledger of every contact."""

    def test_contact_of_one_key_counts_once(self):
        first = self.contact(source_key="test:1", subject="First")
        again = self.contact(source_key="test:1", subject="Again")
        self.assertEqual(first, again)
        self.assertEqual(first.subject, "First")

    def test_contacts_without_a_key_all_count(self):
        self.assertNotEqual(self.contact(), self.contact())
        self.assertEqual(self.zofia.interaction_count, 2)

    def test_seconds_follow_from_the_times(self):
        call = self.contact(
            started_at="2026-03-02 09:00:00",
            answered_at="2026-03-02 09:00:30",
            ended_at="2026-03-02 09:05:00",
        )
        self.assertEqual((call.waiting_seconds, call.handling_seconds), (30, 270))

    def test_given_seconds_win(self):
        call = self.contact(
            started_at="2026-03-02 09:00:00",
            answered_at="2026-03-02 09:00:30",
            waiting_seconds=7,
        )
        self.assertEqual(call.waiting_seconds, 7)

    def test_caller_who_gave_up_waited_to_the_end(self):
        call = self.contact(
            started_at="2026-03-02 09:00:00",
            ended_at="2026-03-02 09:02:00",
            is_abandoned=True,
        )
        self.assertEqual((call.waiting_seconds, call.handling_seconds), (120, 0))

    def test_answer_before_the_start_is_no_wait(self):
        call = self.contact(
            started_at="2026-03-02 09:00:00", answered_at="2026-03-02 08:59:00"
        )
        self.assertEqual(call.waiting_seconds, 0)

    @mute_logger("odoo.sql_db")
    def test_nobody_waits_for_less_than_no_time(self):
        with self.assertRaises(IntegrityError):
            self.contact(waiting_seconds=-1)

    def test_unknown_channel_is_refused(self):
        with self.assertRaisesRegex(UserError, "There is no channel “pigeon”"):
            self.contact(channel="pigeon")

    def test_archived_channel_is_recorded_still(self):
        fax = self.env.ref("constituent_crm.channel_fax")
        fax.active = False
        self.assertEqual(self.contact(channel="fax").channel_id, fax)

    def test_public_callers_record_and_get_no_more_rights(self):
        public = self.env.ref("base.public_user")
        ledger = self.env["constituent.interaction"].with_user(public)
        row = ledger._record_contact({"channel": "web"})
        self.assertTrue(row.id)
        self.assertFalse(row.env.su)

    def test_what_happened_is_not_rewritten(self):
        call = self.contact().with_user(self.users["officer"])
        for values in (
            {"started_at": "2020-01-01 00:00:00"},
            {"direction": "out"},
            {"source_key": "x"},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                call.write(values)

    def test_what_became_of_it_is_added_later(self):
        call = self.contact().with_user(self.users["officer"])
        call.write({"is_avoidable": True, "avoidable_reason": "chasing"})
        self.assertEqual(call.avoidable_reason, "chasing")

    def test_what_is_told_once_is_not_told_otherwise(self):
        call = self.contact(subject="Bin", is_avoidable=True)
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

    def test_nobody_speaks_for_themselves(self):
        self.assertFalse(self.contact(beneficiary_id=self.zofia.id).beneficiary_id)
        call = self.contact(beneficiary_id=self.adam.id)
        self.assertEqual(call.beneficiary_id, self.adam)
        self.assertEqual(self.adam.interaction_count, 1)

    def test_language_is_told_by_whatever_code_the_sender_has(self):
        for code, known in {
            "pl": "pl_PL",
            "pl_PL": "pl_PL",
            "en-GB": "en_GB",
            "xx": False,
            "": False,
            None: False,
        }.items():
            with self.subTest(code):
                self.assertEqual(self.contact(lang=code).lang, known)

    def test_a_constituents_contacts_are_those_for_them_too(self):
        call = self.contact(beneficiary_id=self.adam.id)
        action = self.adam.action_view_interactions()
        found = self.env["constituent.interaction"].search(action["domain"])
        self.assertEqual(found, call)

    def test_long_and_odd_subjects_are_kept(self):
        for subject in ("x" * 10_000, "🙂", "\u202eمرحبا"):
            self.assertEqual(self.contact(subject=subject).subject, subject)
