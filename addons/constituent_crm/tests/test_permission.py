from datetime import date, datetime

from odoo.tests import BaseCase, tagged

from ..permission import authority, contact, quiet


@tagged("-at_install", "post_install")
class TestQuietTime(BaseCase):
    """Quiet hours without a database."""

    def test_quiet_time_may_pass_midnight(self):
        night = quiet.QuietTime(21, 8)
        self.assertEqual(
            quiet.over([night], datetime(2026, 1, 14, 21)), datetime(2026, 1, 15, 8)
        )
        noon = datetime(2026, 1, 14, 12)
        self.assertEqual(quiet.over([night], noon), noon)

    def test_quiet_time_may_start_at_half_past(self):
        late = quiet.QuietTime(22.5, 6.25)
        self.assertEqual(
            quiet.over([late], datetime(2026, 1, 14, 23)),
            datetime(2026, 1, 15, 6, 15),
        )

    def test_no_quiet_time_is_never_quiet(self):
        now = datetime(2026, 1, 14, 3)
        self.assertEqual(quiet.over([], now), now)

    def test_always_quiet_is_never_over(self):
        self.assertIsNone(quiet.over([quiet.QuietTime(0, 0)], datetime(2026, 1, 14)))


@tagged("-at_install", "post_install")
class TestDecisions(BaseCase):
    """The rules, without a database."""

    def test_later_consent_of_the_same_moment_counts(self):
        now = datetime(2026, 1, 14)
        said = contact.last_said([("a", now, True), ("a", now, False)])
        self.assertEqual(said, {"a": False})

    def test_refusal_is_reported_before_quiet_time(self):
        answer = contact.decide(
            contact.Purpose(),
            do_not_contact=True,
            said=True,
            now=datetime(2026, 1, 14),
            quiet_until=datetime(2026, 1, 14, 8),
        )
        self.assertEqual(answer.code, "do_not_contact")

    def test_best_authority_decides_and_gives_the_reason(self):
        day = date(2026, 1, 14)
        housemate = authority.Authority("Lives with", may_act=False)
        attorney = authority.Authority("Attorney", is_evidenced=False)
        parent = authority.Authority("Parent")
        answer, by = authority.decide([housemate, attorney], None, day)
        self.assertEqual((answer.code, by), ("no_evidence", attorney))
        answer, by = authority.decide([housemate, attorney, parent], None, day)
        self.assertEqual((bool(answer), by), (True, parent))
