from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestRelationship(CouncilCase):
    """Who belongs to whom, and who may act for whom."""

    def relate(self, partner, other, role="carer", **values):
        return self.env["constituent.relationship"].create(
            {
                "partner_id": partner.id,
                "role_id": self.env.ref(f"constituent_crm.role_{role}").id,
                "other_id": other.id,
                **values,
            }
        )

    def test_carer_may_act_and_housemate_may_not(self):
        self.assertTrue(self.relate(self.adam, self.zofia).may_act)
        self.assertFalse(self.relate(self.adam, self.zofia, "household").may_act)

    def test_right_to_act_may_be_withheld(self):
        self.assertFalse(self.relate(self.adam, self.zofia, may_act=False).may_act)

    def test_seen_from_both_sides(self):
        caring = self.relate(self.adam, self.zofia)
        self.assertEqual(self.adam.relationship_ids, caring)
        self.assertEqual(self.zofia.inverse_relationship_ids, caring)

    @mute_logger("odoo.sql_db")
    def test_nobody_is_related_to_themselves(self):
        with self.assertRaises(IntegrityError):
            self.relate(self.adam, self.adam)

    @mute_logger("odoo.sql_db")
    def test_relationship_cannot_end_before_it_begins(self):
        with self.assertRaises(IntegrityError):
            self.relate(
                self.adam, self.zofia, valid_from="2026-02-01", valid_to="2026-01-01"
            )
