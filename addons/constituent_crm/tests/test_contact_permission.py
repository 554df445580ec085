from datetime import datetime

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CouncilCase

# A Wednesday in winter: Britain's clocks say the same as UTC.
NOON = datetime(2026, 1, 14, 12, 0)
NIGHT = datetime(2026, 1, 14, 23, 30)
EIGHT = datetime(2026, 1, 15, 8, 0)


class ContactCase(CouncilCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.partner_id.tz = "Europe/London"
        cls.env.company.write(
            {"has_quiet_hours": True, "quiet_from": 21, "quiet_to": 8}
        )

    def record_consent(self, purpose, is_given, channel=None, when=NOON, partner=None):
        """Zofia, or another, says yes or no about a purpose, on one or all channels."""
        return self.env["constituent.consent"].create(
            {
                "partner_id": (partner or self.zofia).id,
                "purpose_id": self.env.ref(f"constituent_crm.purpose_{purpose}").id,
                "channel_id": channel
                and self.env.ref(f"constituent_crm.channel_{channel}").id,
                "is_given": is_given,
                "given_at": when,
            }
        )

    def may_contact(self, channel="email", purpose=None, at=NOON):
        return self.zofia._may_contact(channel, purpose, at)


@tagged("-at_install", "post_install")
class TestMayContact(ContactCase):
    """May somebody be contacted, for a purpose, on a channel, at a time?"""

    def test_request_for_service_may_be_answered(self):
        answer = self.may_contact()
        self.assertTrue(answer)
        self.assertEqual(answer.code, "lawful")

    def test_marketing_needs_consent(self):
        self.assertEqual(self.may_contact(purpose="newsletter").code, "not_asked")
        self.record_consent("newsletter", True, "email")
        self.assertEqual(self.may_contact(purpose="newsletter").code, "agreed")
        self.assertEqual(self.may_contact("letter", "newsletter").code, "not_asked")

    def test_objection_counts_where_no_consent_is_needed(self):
        self.record_consent("consultation", False)
        answer = self.may_contact(purpose="consultation")
        self.assertEqual(answer.code, "refused")
        self.assertIn("Zofia Zebrowska said no: Consultation, E-mail", answer.reason)

    def test_latest_consent_counts_for_one_channel_or_all(self):
        self.record_consent("newsletter", True, "email", datetime(2025, 1, 1))
        self.record_consent("newsletter", False, None, datetime(2025, 2, 1))
        self.assertFalse(self.may_contact(purpose="newsletter"))
        self.record_consent("newsletter", True, "email", datetime(2025, 3, 1))
        self.assertTrue(self.may_contact(purpose="newsletter"))
        self.assertFalse(self.may_contact("letter", "newsletter"))

    def test_withdrawn_consent_stays_on_record(self):
        given = self.record_consent("newsletter", True)
        officer = given.with_user(self.users["officer"])
        officer.action_withdraw()
        self.assertEqual(self.may_contact(purpose="newsletter").code, "refused")
        self.assertEqual(given.withdrawn_by_id, self.users["officer"])
        self.assertEqual((given.is_given, given.given_at), (True, NOON))

    def test_consent_is_neither_changed_nor_deleted(self):
        given = self.record_consent("newsletter", True).with_user(
            self.users["supervisor"]
        )
        with self.assertRaisesRegex(
            UserError, "A recorded permission cannot be changed"
        ):
            given.is_given = False
        with self.assertRaises(AccessError):
            given.unlink()

    def test_lawful_basis_is_that_of_the_purpose(self):
        self.assertEqual(
            self.record_consent("newsletter", True).lawful_basis, "consent"
        )
        self.assertEqual(
            self.record_consent("consultation", True).lawful_basis, "public_task"
        )

    def test_do_not_contact_unless_the_law_demands_it(self):
        self.zofia.do_not_contact = True
        self.assertEqual(self.may_contact().code, "do_not_contact")
        self.assertEqual(self.may_contact(purpose="legal").code, "law")
        self.assertEqual(self.may_contact("sms", "safety").code, "law")

    @mute_logger("odoo.sql_db")
    def test_what_the_law_demands_needs_no_consent(self):
        with self.assertRaises(IntegrityError):
            self.env.ref("constituent_crm.purpose_legal").needs_consent = True

    def test_bad_input_raises_a_clear_error(self):
        with self.assertRaisesRegex(UserError, "no channel “pigeon”"):
            self.may_contact("pigeon")
        with self.assertRaisesRegex(UserError, "no purpose “gossip”"):
            self.may_contact(purpose="gossip")

    def test_many_constituents_cost_as_many_queries_as_one(self):
        people = self.zofia
        for number in range(40):
            people |= self.make_constituent(f"Zyx {number}")
        for person in people[:10]:
            self.record_consent("newsletter", True, partner=person)
        for asked in (people[:1], people):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(10):
                answers = asked._may_contact_batch("sms", "newsletter", NOON)
        self.assertEqual(sum(map(bool, answers.values())), 10)

    def test_answer_needs_no_right_to_read_consents(self):
        self.record_consent("newsletter", True)
        zofia = self.zofia.with_user(self.users["analyst"]).sudo()
        answer = zofia.sudo(False)._may_contact("email", "newsletter", NOON)
        self.assertTrue(answer)


@tagged("-at_install", "post_install")
class TestQuietHours(ContactCase):
    """Nobody is rung up at night."""

    def make_quiet_time(self, start, end, days="all"):
        return self.env["constituent.quiet.time"].create(
            {"partner_id": self.zofia.id, "start": start, "end": end, "days": days}
        )

    def test_text_message_waits_until_the_morning(self):
        answer = self.may_contact("sms", at=NIGHT)
        self.assertFalse(answer)
        self.assertEqual((answer.code, answer.earliest), ("quiet", EIGHT))
        self.assertTrue(self.may_contact("sms", at=EIGHT))

    def test_letter_ignores_quiet_hours(self):
        self.assertTrue(self.may_contact("email", at=NIGHT))

    def test_emergency_ignores_quiet_hours_and_a_summons_waits(self):
        self.assertTrue(self.may_contact("sms", "safety", NIGHT))
        self.assertEqual(self.may_contact("sms", "legal", NIGHT).earliest, EIGHT)

    def test_own_quiet_hours_replace_the_councils(self):
        self.make_quiet_time(9, 17, "weekdays")
        self.assertEqual(
            self.may_contact("phone", at=NOON).earliest, datetime(2026, 1, 14, 17)
        )
        self.assertTrue(self.may_contact("phone", at=NIGHT))
        saturday = datetime(2026, 1, 17, 12)
        self.assertTrue(self.may_contact("phone", at=saturday))

    def test_quiet_time_may_last_from_friday_to_saturday(self):
        self.make_quiet_time(16, 16, "4")
        friday = datetime(2026, 1, 16, 15, 59)
        self.assertTrue(self.may_contact("phone", at=friday))
        saturday = datetime(2026, 1, 17, 10)
        self.assertEqual(
            self.may_contact("phone", at=saturday).earliest, datetime(2026, 1, 17, 16)
        )

    def test_adjacent_quiet_times_are_one(self):
        self.make_quiet_time(20, 6)
        self.make_quiet_time(6, 10)
        self.assertEqual(
            self.may_contact("phone", at=NIGHT).earliest, datetime(2026, 1, 15, 10)
        )

    def test_quiet_all_day_every_day_allows_no_contact(self):
        self.make_quiet_time(0, 24)
        answer = self.may_contact("phone", at=NOON)
        self.assertEqual((answer.code, answer.earliest), ("quiet", None))
        self.assertIn("at any time", answer.reason)

    def test_quiet_hours_follow_summer_time(self):
        evening = datetime(2026, 7, 15, 20, 30)
        self.assertEqual(
            self.may_contact("sms", at=evening).earliest, datetime(2026, 7, 16, 7, 0)
        )

    def test_without_quiet_hours_contact_is_always_allowed(self):
        self.env.company.has_quiet_hours = False
        self.assertTrue(self.may_contact("sms", at=NIGHT))

    def test_time_zone_of_the_country_is_the_default(self):
        self.env.company.partner_id.tz = False
        self.assertEqual(self.env.company._council_zone().zone, "Europe/London")

    @mute_logger("odoo.sql_db")
    def test_quiet_hours_are_between_0_and_24(self):
        with self.assertRaises(IntegrityError):
            self.make_quiet_time(25, 8)


@tagged("-at_install", "post_install")
class TestPermissionMatrix(ContactCase):
    """What somebody agreed to, at a glance."""

    def matrix_value(self, purpose, column):
        rows = self.zofia.permission_matrix["purposes"]
        (row,) = (one for one in rows if one["code"] == purpose)
        names = [one["name"] for one in self.zofia.permission_matrix["channels"]]
        return row["said"][names.index(column)]

    def test_matrix_shows_yes_no_and_not_asked(self):
        self.record_consent("newsletter", True, "email")
        self.record_consent("research", False)
        self.assertIs(self.matrix_value("newsletter", "E-mail"), True)
        self.assertIsNone(self.matrix_value("newsletter", "Every channel"))
        self.assertIs(self.matrix_value("research", "SMS"), False)
        self.assertIsNone(self.matrix_value("consultation", "SMS"))

    def test_officer_records_a_consent(self):
        purpose = self.env.ref("constituent_crm.purpose_newsletter")
        zofia = self.zofia.with_user(self.users["officer"])
        zofia.record_permission(purpose.id, False, True)
        self.assertIs(self.matrix_value("newsletter", "SMS"), True)
        (row,) = self.zofia.consent_ids
        self.assertEqual((row.method, row.user_id), ("spoken", self.users["officer"]))

    def test_service_officer_reads_consents_but_records_none(self):
        purpose = self.env.ref("constituent_crm.purpose_newsletter")
        zofia = self.zofia.with_user(self.users["service_officer"])
        self.assertFalse(zofia.permission_matrix["is_editable"])
        with self.assertRaises(AccessError):
            zofia.record_permission(purpose.id, False, True)
