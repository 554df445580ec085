from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from .common import CouncilCase
from .hoot import HootCase


@tagged("-at_install", "post_install", "browser")
class TestTours(CouncilCase, HttpCase):
    """The main screens, as officers use them."""

    def setUp(self):
        super().setUp()
        self.make_marker(self.zofia, "Ring twice")
        self.record_contact(subject="Bin not collected")

    def test_officer_looks_up_and_opens_a_constituent(self):
        self.start_tour(
            "/odoo/look-up", "constituent_look_up_tour", login="council_officer"
        )
        made = self.env["res.partner"].search([("name", "=", "Quentin Zyx")])
        self.assertEqual((made.zip, made.kind_id.code), ("HU5 3ER", "citizen"))

    def test_officer_finds_a_constituent_in_the_list(self):
        self.start_tour(
            "/odoo/constituents", "constituent_list_tour", login="council_officer"
        )

    def test_officer_reads_occupants_and_ward_members(self):
        member = self.env["res.partner"].create(
            {"name": "Olive Yarrow", "phone": "01632 960777"}
        )
        self.env["constituent.ward.member"].create(
            {"ward_id": self.ward.id, "partner_id": member.id, "party": "Larch Party"}
        )
        self.start_tour(
            "/odoo/properties", "constituent_property_tour", login="council_officer"
        )

    def test_officer_moves_a_constituent(self):
        place = self.make_property("99000000021", house="21", street="Elm Row")
        self.start_tour(
            "/odoo/constituents", "constituent_move_tour", login="council_officer"
        )
        self.assertEqual(self.zofia.property_id, place)
        self.assertEqual(len(self.zofia.occupancy_ids), 2)

    def test_officer_reviews_a_possible_duplicate(self):
        duplicate = self.make_constituent("Zofia Zebrovska", place=self.property)
        match = self.env["constituent.match"].create(
            {"partner_id": duplicate.id, "other_id": self.zofia.id, "score": 0.9}
        )
        self.start_tour(
            "/odoo/duplicates", "constituent_duplicates_tour", login="council_officer"
        )
        self.assertEqual(match.state, "not_same")

    def test_supervisor_imports_a_file(self):
        registry = self.env.registry

        def work(job):
            job.env.flush_all()
            job.sudo()._cron_work()

        with (
            patch.object(registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 60),
            patch.object(registry["constituent.import"], "_wake", work),
        ):
            self.start_tour(
                "/odoo/constituent-imports",
                "constituent_import_tour",
                login="council_supervisor",
            )
        made = self.env["res.partner"].search([("name", "=", "Quentin Zyx")])
        self.assertEqual(
            set(made.identifier_ids.mapped("value_normalised")), {"+447700900501", "9"}
        )

    def test_supervisor_merges_and_undoes_the_merge(self):
        self.env["constituent.match"].search([]).action_not_same()
        duplicate = self.make_constituent("Zofia Zebrovska", email="z@twin.example.org")
        self.env["constituent.match"].create(
            {"partner_id": duplicate.id, "other_id": self.zofia.id, "score": 0.9}
        )
        self.start_tour(
            "/odoo/review-duplicates",
            "constituent_review_tour",
            login="council_supervisor",
        )
        self.assertEqual(duplicate.email, "z@twin.example.org")
        self.assertEqual(self.zofia.email, "zofia@zebrowska.example.org")

    def test_data_protection_officer_undoes_a_merge(self):
        duplicate = self.make_constituent("Zofia Zebrovska", email="z@twin.example.org")
        self.env["constituent.merge"].search([]).unlink()
        self.env["constituent.merge"]._merge(self.zofia, duplicate, {})
        self.start_tour(
            "/odoo/merged-constituents", "constituent_merged_tour", login="council_dpo"
        )
        self.assertTrue(duplicate.exists())

    def test_supervisor_searches_for_duplicates_among_all(self):
        self.make_constituent("Zofia Zebrovska", "07700 900401", self.property)
        self.env["constituent.match"].search([]).action_not_same()
        self.env["constituent.match.search"].search([]).unlink()
        registry = self.env.registry

        def work(search):
            search.env.flush_all()
            search.sudo()._cron_find()

        with (
            patch.object(registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 60),
            patch.object(registry["constituent.match.search"], "_wake", work),
        ):
            self.start_tour(
                "/odoo/duplicate-searches",
                "constituent_match_search_tour",
                login="council_supervisor",
            )

    def test_officer_proposes_a_duplicate_from_the_list(self):
        self.make_constituent("Bruno Quill")
        self.start_tour(
            "/odoo/constituents", "constituent_compare_tour", login="council_officer"
        )
        Match = self.env["constituent.match"]
        match = Match.search(
            Match._partner_domain(self.adam) & Match._partner_domain(self.zofia)
        )
        self.assertEqual(match.state, "proposed")


@tagged("-at_install", "post_install", "browser")
class TestLookupBox(HootCase):
    """The look-up box's own unit tests."""

    def test_lookup_box(self):
        self.run_units("constituent_crm")
