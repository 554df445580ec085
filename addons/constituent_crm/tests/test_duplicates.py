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

    def make_duplicate(self, name="Zofja Zebrowska", **values):
        return self.make_constituent(name, "07700 900401", self.property, **values)

    def test_new_constituent_is_proposed_with_the_reasons(self):
        match = self.proposed(self.make_compared_duplicate())
        self.assertEqual(match.other_id, self.zofia)
        self.assertGreaterEqual(match.score, 0.99)
        for words in ("same surname", "given name spelled", "shares +447700900401"):
            self.assertIn(words, match.reason)

    def make_compared_duplicate(self):
        duplicate = self.make_duplicate()
        self.compare()
        return duplicate

    def test_saving_does_not_compare(self):
        self.assertFalse(self.proposed(self.make_duplicate()))

    def test_changed_constituent_is_compared_again(self):
        other = self.make_constituent("Ines Quandt", "07700 900409")
        self.compare()
        self.assertFalse(self.proposed(other))
        other.write({"name": "Zofia Zebrowska", "phone": "07700 900401"})
        self.compare()
        self.assertEqual(self.proposed(other).other_id | other, self.zofia | other)

    def test_change_of_another_field_does_not_compare(self):
        self.zofia.comment = "Likes tea"
        self.env.cr.precommit.run()
        self.assertFalse(self.env["constituent.match.pending"].search_count([]))

    def test_brother_and_sister_of_one_house_are_not_proposed(self):
        self.assertFalse(self.proposed(self.zofia) | self.proposed(self.adam))

    def test_rejected_pair_is_not_proposed_again(self):
        duplicate = self.make_compared_duplicate()
        self.proposed(duplicate).action_not_same()
        duplicate.name = "Zofia Zebrowska"
        self.compare()
        self.search_all().action_start()
        self.compare()
        self.assertFalse(self.proposed(duplicate))

    def test_archived_constituents_are_not_proposed(self):
        duplicate = self.make_duplicate()
        duplicate.active = False
        self.compare()
        self.assertFalse(self.proposed(duplicate))

    def test_many_constituents_are_compared_with_few_queries(self):
        duplicates = self.env["res.partner"]
        for number in range(10):
            duplicates |= self.make_duplicate(f"Zofia{'a' * number} Zebrowska")
        self.compare()
        self.env["constituent.match"].search([]).unlink()
        with self.assertQueryCount(12):
            duplicates._find_duplicates()

    def test_odd_and_endless_names_are_compared(self):
        for name in ("🙂" * 50, "\u202eQuill", "x" * 10_000, "-", "محمد علي"):
            self.make_constituent(name, "07700 900401", self.property)
        self.compare()
        for match in self.proposed(self.zofia):
            self.assertLess(match.score, 0.99)

    def test_former_home_counts_as_evidence(self):
        place = self.property.copy({"uprn": "99000000099", "house": "40"})
        self.zofia.write({"property_id": place.id, **place._address()})
        moved = self.env["constituent.occupancy"].search(
            [("partner_id", "=", self.zofia.id), ("property_id", "!=", place.id)]
        )
        if not moved:
            self.skipTest("Nothing keeps former homes")
        moved.valid_to = date(2020, 1, 1)
        duplicate = self.make_constituent("Zofia Zebrowska", place=self.property)
        self.compare()
        self.assertIn("lived at the same", self.proposed(duplicate).reason)


@tagged("-at_install", "post_install")
class TestMatchSearch(DuplicatesCase):
    """A search among all: in batches, stopped and gone on with."""

    def setUp(self):
        super().setUp()
        self.duplicate = self.make_constituent(
            "Zofia Zebrovska", "07700 900401", self.property
        )
        self.compare()
        self.proposed(self.duplicate).unlink()
        self.startPatcher(patch.object(constituent_match_search, "BATCH", 1))

    def test_search_finds_existing_duplicates(self):
        search = self.search_all()
        search.action_start()
        self.compare()
        self.assertEqual(search.state, "done")
        self.assertEqual(search.progress, 100)
        self.assertEqual(self.proposed(self.duplicate).other_id, self.zofia)
        self.assertEqual(search.found_count, 1)

    def test_stopped_search_resumes_where_it_was(self):
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

    def test_new_constituent_is_compared_before_a_search_resumes(self):
        self.search_all().action_start()
        newcomer = self.make_constituent(
            "Adam Zebrowsky", "07700 900402", self.property
        )
        self.compare(batches=1)
        self.assertEqual(self.proposed(newcomer).other_id, self.adam)

    def test_search_of_changes_compares_changed_constituents_only(self):
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

    def test_only_one_search_runs_at_a_time(self):
        first, second = self.search_all(), self.search_all()
        first.action_start()
        with self.assertRaisesRegex(ValidationError, "Another search is running"):
            second.action_start()

    def test_running_search_is_not_deleted(self):
        search = self.search_all()
        search.action_start()
        with self.assertRaisesRegex(UserError, "Stop the search"):
            search.unlink()

    def test_officers_start_no_search(self):
        with self.assertRaises(AccessError):
            self.search_all().with_user(self.users["officer"]).action_start()
