from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..models import constituent_match_search
from .common import CouncilCase

BORN = date(1961, 3, 12)


class DuplicatesCase(CouncilCase):
    """Works what waits to be compared, as the scheduled action does by itself."""

    def setUp(self):
        super().setUp()
        self.compare()

    def compare(self, batches=None):
        """Let it work, for `batches` batches at most."""
        self.env.cr.precommit.run()
        left = iter(range(batches - 1)) if batches else None

        def commit(cron, processed=0, *, remaining=None, deactivate=False):
            cron.env.flush_all()
            return 60 if left is None or next(left, None) is not None else 0

        with patch.object(self.env.registry["ir.cron"], "_commit_progress", commit):
            self.env["constituent.match.search"].sudo()._cron_find()

    def proposed(self, partner):
        Match = self.env["constituent.match"]
        return Match.search(Match._proposed_domain(partner))

    def search_all(self, **values):
        jobs = self.env["constituent.match.search"].with_user(self.users["supervisor"])
        return jobs.create(values)


@tagged("-at_install", "post_install")
class TestDuplicates(DuplicatesCase):
    """Who may be one is proposed soon after they have come."""

    def twin(self, name="Zofja Zebrowska", **values):
        return self.constituent(name, "07700 900401", self.property, **values)

    def test_newcomer_is_proposed_with_what_decided(self):
        match = self.proposed(self.twin_compared())
        self.assertEqual(match.other_id, self.zofia)
        self.assertGreaterEqual(match.score, 0.99)
        for words in ("same surname", "given name spelled", "shares +447700900401"):
            self.assertIn(words, match.reason)

    def twin_compared(self):
        twin = self.twin()
        self.compare()
        return twin

    def test_saving_compares_nobody(self):
        self.assertFalse(self.proposed(self.twin()))

    def test_who_changes_is_compared_again(self):
        other = self.constituent("Ines Quandt", "07700 900409")
        self.compare()
        self.assertFalse(self.proposed(other))
        other.write({"name": "Zofia Zebrowska", "phone": "07700 900401"})
        self.compare()
        self.assertEqual(self.proposed(other).other_id | other, self.zofia | other)

    def test_what_tells_nothing_of_who_it_is_compares_nobody(self):
        self.zofia.comment = "Likes tea"
        self.env.cr.precommit.run()
        self.assertFalse(self.env["constituent.match.pending"].search_count([]))

    def test_brother_and_sister_of_one_house_are_not_proposed(self):
        self.assertFalse(self.proposed(self.zofia) | self.proposed(self.adam))

    def test_not_the_same_is_not_proposed_again(self):
        twin = self.twin_compared()
        self.proposed(twin).action_not_same()
        twin.name = "Zofia Zebrowska"
        self.compare()
        self.search_all().action_start()
        self.compare()
        self.assertFalse(self.proposed(twin))

    def test_archived_constituents_are_not_proposed(self):
        twin = self.twin()
        twin.active = False
        self.compare()
        self.assertFalse(self.proposed(twin))

    def test_many_are_compared_with_few_queries(self):
        twins = self.env["res.partner"]
        for number in range(10):
            twins |= self.twin(f"Zofia{'a' * number} Zebrowska")
        self.compare()
        self.env["constituent.match"].search([]).unlink()
        with self.assertQueryCount(12):
            twins._find_duplicates()

    def test_emoji_right_to_left_and_endless_names_do_no_harm(self):
        for name in ("🙂" * 50, "\u202eQuill", "x" * 10_000, "-", "محمد علي"):
            self.constituent(name, "07700 900401", self.property)
        self.compare()
        for match in self.proposed(self.zofia):
            self.assertLess(match.score, 0.99)

    def test_former_home_is_evidence(self):
        place = self.property.copy({"uprn": "99000000099", "house": "40"})
        self.zofia.write({"property_id": place.id, **place._address()})
        moved = self.env["constituent.occupancy"].search(
            [("partner_id", "=", self.zofia.id), ("property_id", "!=", place.id)]
        )
        if not moved:
            self.skipTest("Nothing keeps former homes")
        moved.valid_to = date(2020, 1, 1)
        twin = self.constituent("Zofia Zebrowska", place=self.property)
        self.compare()
        self.assertIn("lived at the same", self.proposed(twin).reason)


@tagged("-at_install", "post_install")
class TestMatchSearch(DuplicatesCase):
    """A search among all: in batches, stopped and gone on with."""

    def setUp(self):
        super().setUp()
        self.twin = self.constituent("Zofia Zebrovska", "07700 900401", self.property)
        self.compare()
        self.proposed(self.twin).unlink()
        self.startPatcher(patch.object(constituent_match_search, "BATCH", 1))

    def test_search_finds_what_is_there(self):
        search = self.search_all()
        search.action_start()
        self.compare()
        self.assertEqual(search.state, "done")
        self.assertEqual(search.progress, 100)
        self.assertEqual(self.proposed(self.twin).other_id, self.zofia)
        self.assertEqual(search.found_count, 1)

    def test_stopped_search_goes_on_where_it_was(self):
        search = self.search_all()
        search.action_start()
        self.compare(batches=2)
        self.assertEqual((search.state, search.done_count), ("running", 2))
        self.assertTrue(search.time_left)
        search.action_stop()
        self.compare()
        self.assertEqual((search.state, search.done_count), ("stopped", 2))
        search.action_start()
        self.compare(batches=1)
        self.assertEqual(search.done_count, 3)

    def test_who_comes_is_compared_before_a_search_goes_on(self):
        self.search_all().action_start()
        newcomer = self.constituent("Adam Zebrowsky", "07700 900402", self.property)
        self.compare(batches=1)
        self.assertEqual(self.proposed(newcomer).other_id, self.adam)

    def test_changed_since_the_last_search(self):
        search = self.search_all(scope="changed")
        with self.assertRaisesRegex(
            UserError, "Run a search among all constituents first; then"
        ):
            search.action_start()
        whole = self.search_all()
        whole.action_start()
        self.compare()
        search.action_start()
        self.assertEqual(search.since, whole.started_at)

    def test_one_at_a_time(self):
        first, second = self.search_all(), self.search_all()
        first.action_start()
        with self.assertRaisesRegex(ValidationError, "Another search is running"):
            second.action_start()

    def test_running_search_is_not_deleted(self):
        search = self.search_all()
        search.action_start()
        with self.assertRaisesRegex(UserError, "Stop the search"):
            search.unlink()

    def test_officers_start_none(self):
        with self.assertRaises(AccessError):
            self.search_all().with_user(self.users["officer"]).action_start()
