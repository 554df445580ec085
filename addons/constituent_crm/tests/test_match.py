from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestMatch(CouncilCase):
    """Two records that may be one constituent."""

    def setUp(self):
        super().setUp()
        self.twin = self.constituent(
            "Zofia Zebrovska", "07700 900401", self.property, email="z@twin.example.org"
        )
        self.match = self.env["constituent.match"].create(
            {"partner_id": self.twin.id, "other_id": self.zofia.id, "score": 0.9}
        )

    def merge(self, group="supervisor"):
        return self.match.with_user(self.users[group]).action_merge()

    def test_merge_keeps_the_older_and_all_that_is_known(self):
        call = self.contact(partner_id=self.twin.id)
        self.identifier(self.twin, "council_tax", "7001")
        carer = self.env.ref("constituent_crm.role_carer")
        caring = self.env["constituent.relationship"].create(
            {"partner_id": self.twin.id, "role_id": carer.id, "other_id": self.adam.id}
        )
        self.merge()
        self.assertFalse(self.twin.exists())
        self.assertEqual(call.partner_id, self.zofia)
        self.assertEqual(caring.partner_id, self.zofia)
        values = self.zofia.identifier_ids.mapped("value_normalised")
        for value in ("7001", "z@twin.example.org", "+447700900401"):
            self.assertEqual(values.count(value), 1, value)

    def test_merge_keeps_other_relationships_where_the_two_had_one(self):
        household = self.env.ref("constituent_crm.role_household")
        Relationship = self.env["constituent.relationship"]
        Relationship.create(
            [
                {
                    "partner_id": self.twin.id,
                    "role_id": household.id,
                    "other_id": other.id,
                }
                for other in (self.zofia, self.adam)
            ]
        )
        self.merge()
        self.assertEqual(self.zofia.relationship_ids.other_id, self.adam)

    def test_merge_keeps_other_proposals_once(self):
        Match = self.env["constituent.match"]
        for partner in (self.twin, self.zofia):
            Match.create({"partner_id": partner.id, "other_id": self.adam.id})
        self.merge()
        self.assertEqual(len(Match.search(Match._about(self.adam))), 1)

    def test_merged_constituent_is_found_and_says_what_it_was(self):
        self.merge()
        self.assertEqual(self.looked_up("07700 900401"), self.zofia)
        self.assertEqual(self.looked_up("12 larch row"), self.zofia | self.adam)
        self.assertIn("Zofia Zebrovska", self.zofia.message_ids[0].body)

    def test_constituent_with_a_login_is_not_merged(self):
        new_test_user(self.env, "zofia", groups="base.group_portal").write(
            {"partner_id": self.zofia.id, "active": False}
        )
        with self.assertRaisesRegex(UserError, "Zofia Zebrowska has a login"):
            self.merge()
        self.assertTrue(self.twin.exists())

    def test_officers_propose_and_supervisors_merge(self):
        with self.assertRaises(AccessError):
            self.merge("officer")

    def test_two_who_are_not_the_same_are_not_proposed_again(self):
        self.match.with_user(self.users["officer"]).action_not_same()
        self.assertEqual(self.match.state, "not_same")
        self.twin.with_user(self.users["officer"]).action_find_matches()
        Match = self.env["constituent.match"]
        self.assertEqual(len(Match.search(Match._about(self.twin))), 1)

    def test_officer_finds_duplicates_of_a_constituent(self):
        self.match.unlink()
        action = self.twin.with_user(self.users["officer"]).action_find_matches()
        found = self.env["constituent.match"].search(action["domain"])
        self.assertEqual(found.other_id, self.zofia)
        self.assertEqual(self.twin.with_user(self.users["officer"]).match_count, 1)

    @mute_logger("odoo.sql_db")
    def test_pair_is_compared_once_whichever_comes_first(self):
        with self.assertRaises(IntegrityError):
            self.match.create({"partner_id": self.zofia.id, "other_id": self.twin.id})

    @mute_logger("odoo.sql_db")
    def test_nobody_is_their_own_duplicate(self):
        with self.assertRaises(IntegrityError):
            self.match.create({"partner_id": self.adam.id, "other_id": self.adam.id})
