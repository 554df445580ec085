from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestMatch(CouncilCase):
    """Two records that may be one constituent."""

    def setUp(self):
        super().setUp()
        self.duplicate = self.make_constituent(
            "Zofia Zebrovska", "07700 900401", self.property, email="z@twin.example.org"
        )
        self.match = self.env["constituent.match"].create(
            {"partner_id": self.duplicate.id, "other_id": self.zofia.id, "score": 0.9}
        )

    def merge(self, group="supervisor"):
        return self.match.with_user(self.users[group])._merge()

    def test_merge_keeps_the_older_record_and_all_values(self):
        call = self.record_contact(partner_id=self.duplicate.id)
        self.make_identifier(self.duplicate, "council_tax", "7001")
        caring = self.make_relationship(self.duplicate, "carer", self.adam)
        self.merge()
        self.assertFalse(self.duplicate.exists())
        self.assertEqual(call.partner_id, self.zofia)
        self.assertEqual(caring.partner_id, self.zofia)
        values = self.zofia.identifier_ids.mapped("value_normalised")
        for value in ("7001", "z@twin.example.org", "+447700900401"):
            self.assertEqual(values.count(value), 1, value)

    def test_merge_drops_the_relationship_between_the_two(self):
        for other in (self.zofia, self.adam):
            self.make_relationship(self.duplicate, "household", other)
        self.merge()
        self.assertEqual(self.zofia.relationship_ids.other_id, self.adam)

    def test_merge_keeps_other_proposals_once(self):
        Match = self.env["constituent.match"]
        for partner in (self.duplicate, self.zofia):
            Match.create({"partner_id": partner.id, "other_id": self.adam.id})
        self.merge()
        self.assertEqual(len(Match.search(Match._partner_domain(self.adam))), 1)

    def test_merged_constituent_is_found_and_the_former_name_noted(self):
        self.merge()
        self.assertEqual(self.look_up("07700 900401"), self.zofia)
        self.assertEqual(self.look_up("12 larch row"), self.zofia | self.adam)
        self.assertIn("Zofia Zebrovska", self.zofia.message_ids[0].body)

    def test_constituent_with_a_login_is_not_merged(self):
        self.make_user("zofia", "base.group_portal").write(
            {"partner_id": self.zofia.id, "active": False}
        )
        with self.assertRaisesRegex(UserError, "Zofia Zebrowska has a login"):
            self.merge()
        self.assertTrue(self.duplicate.exists())

    def reviewed(self, group="supervisor"):
        """The review screen of the pair, as a user of `group` gets it."""
        Match = self.env["constituent.match"].with_user(self.users[group])
        return Match.constituent_review(self.match.id)

    def merge_reviewed(self, review, group="supervisor", **choices):
        Partner = self.env["res.partner"].with_user(self.users[group])
        chosen = {line["key"]: line["chosen"] for line in review["lines"]}
        ids = [partner["id"] for partner in review["partners"]]
        return Partner.constituent_merge(
            ids, review["kept"], {**chosen, **choices}, review["seen"]
        )

    def test_review_compares_field_by_field(self):
        review = self.reviewed()
        lines = {line["key"]: line for line in review["lines"]}
        self.assertEqual(
            lines["name"]["values"], ["Zofia Zebrowska", "Zofia Zebrovska"]
        )
        self.assertTrue(lines["name"]["differs"])
        self.assertFalse(lines["address"]["differs"])
        self.assertEqual(review["score"], 90)
        self.assertEqual(review["kept"], self.zofia.id)
        self.assertTrue(review["may_merge"])
        self.assertFalse(self.reviewed("officer")["may_merge"])

    def test_review_proposes_the_more_complete_verified_and_newer_value(self):
        self.zofia.identifier_ids.filtered(
            lambda row: row.type == "email"
        ).is_verified = True
        self.duplicate.name = "Z Zebrowska"
        self.zofia.lang = False
        self.duplicate.lang = "en_US"
        chosen = {line["key"]: line["chosen"] for line in self.reviewed()["lines"]}
        self.assertEqual(chosen["name"], self.zofia.id)
        self.assertEqual(chosen["email"], self.zofia.id)
        self.assertEqual(chosen["lang"], self.duplicate.id)
        self.record_contact(partner_id=self.duplicate.id)
        chosen = {line["key"]: line["chosen"] for line in self.reviewed()["lines"]}
        self.assertEqual(chosen["phone"], self.duplicate.id)

    def test_kept_record_gets_the_chosen_values(self):
        self.zofia.birth_date = "1980-02-03"
        self.duplicate.birth_date = "1980-03-02"
        review = self.reviewed()
        review["kept"] = self.duplicate.id
        zofia, duplicate = self.zofia.id, self.duplicate.id
        self.merge_reviewed(review, name=zofia, email=duplicate, birth_date=zofia)
        self.assertFalse(self.zofia.exists())
        self.assertEqual(self.duplicate.name, "Zofia Zebrowska")
        self.assertEqual(self.duplicate.email, "z@twin.example.org")
        self.assertEqual(str(self.duplicate.birth_date), "1980-02-03")

    def test_numbers_and_addresses_not_chosen_stay_identifiers(self):
        self.duplicate.phone = "07700 900403"
        review = self.reviewed()
        self.merge_reviewed(review, phone=self.duplicate.id, email=self.zofia.id)
        rows = self.zofia.identifier_ids.filtered(lambda row: row._is_current())
        for value in ("+447700900401", "+447700900403", "z@twin.example.org"):
            self.assertIn(value, rows.mapped("value_normalised"))

    def test_more_protective_value_is_proposed(self):
        self.duplicate.do_not_contact = True
        self.merge()
        self.assertTrue(self.zofia.do_not_contact)

    def test_refusal_of_one_record_survives_the_merge(self):
        purpose = self.env["constituent.purpose"].create(
            {"name": "News", "code": "zyx"}
        )
        yes, no, other = self.env["constituent.consent"].create(
            [
                {"partner_id": self.zofia.id, "purpose_id": purpose.id},
                {
                    "partner_id": self.duplicate.id,
                    "purpose_id": purpose.id,
                    "is_given": False,
                    "given_at": "2026-01-01 10:00:00",
                },
                {
                    "partner_id": self.duplicate.id,
                    "purpose_id": purpose.copy({"code": "zyx2"}).id,
                },
            ]
        )
        self.merge()
        self.assertEqual((yes | no | other).partner_id, self.zofia)
        self.assertTrue(yes.withdrawn_at)
        self.assertFalse(other.withdrawn_at)

    def test_notes_of_both_are_kept(self):
        self.zofia.comment, self.duplicate.comment = (
            "<p>Rings twice</p>",
            "<p>Has a dog</p>",
        )
        self.merge()
        self.assertIn("Rings twice", self.zofia.comment)
        self.assertIn("Has a dog", self.zofia.comment)

    def test_followers_of_both_records_are_kept(self):
        for follower in (self.users["officer"], self.users["dpo"]):
            self.duplicate.message_subscribe(follower.partner_id.ids)
        self.zofia.message_subscribe(self.users["officer"].partner_id.ids)
        self.merge()
        followers = self.zofia.message_partner_ids
        self.assertIn(self.users["dpo"].partner_id, followers)
        self.assertIn(self.users["officer"].partner_id, followers)

    def test_outdated_review_is_refused(self):
        review = self.reviewed()
        self.zofia.street = "13 Larch Row"
        with self.assertRaisesRegex(UserError, "has been changed since"):
            self.merge_reviewed(review)
        self.assertTrue(self.duplicate.exists())

    def test_review_of_a_merged_pair_is_refused(self):
        review = self.reviewed()
        self.merge()
        with self.assertRaisesRegex(
            UserError, "One of these records has been merged or"
        ):
            self.merge_reviewed(review)
        self.assertTrue(self.reviewed()["stale"])

    def test_queue_returns_the_next_pair_and_the_number_left(self):
        Match = self.env["constituent.match"].with_user(self.users["officer"])
        Match.search([]).action_not_same()
        self.match.action_propose()
        other = self.env["constituent.match"].create(
            {"partner_id": self.adam.id, "other_id": self.zofia.id, "score": 0.5}
        )
        review = Match.constituent_review()
        self.assertEqual((review["match_id"], review["left"]), (self.match.id, 2))
        review = Match.constituent_review(after=[self.match.id])
        self.assertEqual(review["match_id"], other.id)
        review = Match.constituent_review(after=[self.match.id, other.id])
        self.assertEqual(review, {"left": 2})

    def test_record_is_not_merged_with_itself(self):
        Partner = self.env["res.partner"].with_user(self.users["supervisor"])
        for ids in ([self.zofia.id], [self.zofia.id] * 2):
            with self.assertRaisesRegex(UserError, "merged with itself"):
                Partner.constituent_merge(ids, self.zofia.id, {}, "")
        with self.assertRaisesRegex(UserError, "merged with itself"):
            self.zofia.with_user(self.users["supervisor"]).action_compare()

    def test_contact_that_is_no_constituent_is_not_merged(self):
        supplier = self.env["res.partner"].create({"name": "Supplier Zyx"})
        with self.assertRaisesRegex(
            UserError, "Supplier Zyx is not a constituent and cannot"
        ):
            (self.zofia | supplier)._check_mergeable()

    def test_contact_of_the_other_record_is_not_merged(self):
        self.duplicate.parent_id = self.zofia
        with self.assertRaisesRegex(
            UserError, "Zofia Zebrowska belongs to the other record"
        ):
            self.merge()

    def test_three_records_are_merged_in_two_merges(self):
        three = self.zofia | self.duplicate | self.adam
        supervisor = self.users["supervisor"]
        review = three.with_user(supervisor)._comparison()
        done = self.merge_reviewed(review, phone=self.adam.id)
        merges = self.env["constituent.merge"].browse(done["merge_ids"])
        self.assertEqual(len(merges), 2)
        self.assertEqual(merges.kept_id, self.zofia)
        self.assertEqual(self.zofia.phone, "07700 900402")
        merges.with_user(supervisor).action_undo()
        self.assertEqual(self.adam.phone, "07700 900402")
        self.assertEqual(self.zofia.phone, "07700 900401")

    def test_officer_proposes_a_pair_from_the_list(self):
        Match = self.env["constituent.match"].with_user(self.users["officer"])
        Match.constituent_propose((self.adam | self.zofia).ids)
        pair = Match.search(Match._partner_domain(self.adam))
        self.assertEqual(pair.state, "proposed")
        self.assertIn("council_officer", pair.reason)

    def test_merge_method_checks_the_right(self):
        review = self.reviewed()
        for group in ("officer", "dpo"):
            with self.subTest(group), self.assertRaises(AccessError):
                self.merge_reviewed(review, group)

    def test_officers_propose_and_supervisors_merge(self):
        with self.assertRaises(AccessError):
            self.merge("officer")

    def test_rejected_pair_is_not_proposed_again(self):
        self.match.with_user(self.users["officer"]).action_not_same()
        self.assertEqual(self.match.state, "not_same")
        self.duplicate.with_user(self.users["officer"]).action_find_matches()
        Match = self.env["constituent.match"]
        self.assertEqual(len(Match.search(Match._partner_domain(self.duplicate))), 1)

    def test_officer_finds_duplicates_of_a_constituent(self):
        self.match.unlink()
        action = self.duplicate.with_user(self.users["officer"]).action_find_matches()
        found = self.env["constituent.match"].search(action["domain"])
        self.assertEqual(found.other_id, self.zofia)
        self.assertEqual(self.duplicate.with_user(self.users["officer"]).match_count, 1)

    @mute_logger("odoo.sql_db")
    def test_pair_is_proposed_once_in_either_order(self):
        with self.assertRaises(IntegrityError):
            self.match.create(
                {"partner_id": self.zofia.id, "other_id": self.duplicate.id}
            )

    @mute_logger("odoo.sql_db")
    def test_constituent_is_not_its_own_duplicate(self):
        with self.assertRaises(IntegrityError):
            self.match.create({"partner_id": self.adam.id, "other_id": self.adam.id})
