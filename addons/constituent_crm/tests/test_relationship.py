from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CouncilCase


class RelationshipCase(CouncilCase):
    def role(self, name):
        return self.env.ref(f"constituent_crm.role_{name}")

    def relate(self, partner, other, role="carer", **values):
        return self.make_relationship(partner, role, other, **values)

    def matter(self, code):
        return self.env.ref(f"constituent_crm.matter_{code}")


@tagged("-at_install", "post_install")
class TestRelationship(RelationshipCase):
    """Who belongs to whom."""

    @mute_logger("odoo.sql_db")
    def test_relationship_with_oneself_breaks_the_constraint(self):
        with self.assertRaises(IntegrityError):
            self.relate(self.adam, self.adam)

    @mute_logger("odoo.sql_db")
    def test_relationship_with_oneself_is_refused_with_a_message(self):
        result = self.env["constituent.relationship"].load(
            ["partner_id/.id", "role_id/.id", "other_id/.id"],
            [[str(self.adam.id), str(self.role("carer").id), str(self.adam.id)]],
        )
        self.assertFalse(result["ids"])
        self.assertIn(
            "cannot have a relationship with themselves",
            result["messages"][0]["message"],
        )

    @mute_logger("odoo.sql_db")
    def test_relationship_cannot_end_before_it_begins(self):
        with self.assertRaises(IntegrityError):
            self.relate(
                self.adam, self.zofia, valid_from="2026-02-01", valid_to="2026-01-01"
            )

    def test_duplicate_relationship_is_refused(self):
        self.relate(self.adam, self.zofia)
        with self.assertRaisesRegex(ValidationError, "on record already"):
            self.relate(self.adam, self.zofia)

    def test_same_relationship_in_a_later_period_is_accepted(self):
        spring = {"valid_from": "2025-03-01", "valid_to": "2025-05-31"}
        self.relate(self.adam, self.zofia, **spring)
        self.relate(self.adam, self.zofia, valid_from="2025-06-01")
        with self.assertRaisesRegex(ValidationError, "on record already"):
            self.relate(self.adam, self.zofia, valid_from="2025-05-31")

    def test_symmetrical_role_is_the_same_from_either_side(self):
        self.relate(self.adam, self.zofia, "household")
        with self.assertRaisesRegex(ValidationError, "on record already"):
            self.relate(self.zofia, self.adam, "household")

    def test_two_may_care_for_each_other(self):
        self.relate(self.adam, self.zofia)
        self.relate(self.zofia, self.adam)

    def test_parent_of_ones_own_parent_is_refused(self):
        self.relate(self.adam, self.zofia, "parent")
        with self.assertRaisesRegex(ValidationError, "contradicts"):
            self.relate(self.zofia, self.adam, "parent")

    def test_parent_of_ones_own_grandparent_is_refused(self):
        child = self.make_constituent("Zyx Zebrowski")
        self.relate(self.adam, self.zofia, "parent")
        self.relate(self.zofia, child, "parent")
        with self.assertRaisesRegex(ValidationError, "contradicts"):
            self.relate(child, self.adam, "parent")

    def test_role_is_for_people_or_organisations(self):
        works = self.make_constituent("Zyx Works", kind="business", is_company=True)
        self.relate(self.adam, works, "employee")
        with self.assertRaisesRegex(ValidationError, "does not fit"):
            self.relate(works, self.zofia, "employee")
        with self.assertRaisesRegex(ValidationError, "does not fit"):
            self.relate(self.adam, works, "parent")


@tagged("-at_install", "post_install")
class TestRelationshipSides(RelationshipCase):
    """One list from either side."""

    def shown_sides(self, partner):
        labels = dict(self.env["constituent.relationship.role"]._side_options())
        return [(labels[side.said_as], side.other_id) for side in partner.side_ids]

    def test_relationship_is_shown_from_both_sides(self):
        self.relate(self.adam, self.zofia)
        self.assertEqual(self.shown_sides(self.adam), [("Carer of", self.zofia)])
        self.assertEqual(self.shown_sides(self.zofia), [("Cared for by", self.adam)])

    def test_symmetrical_role_is_shown_once_on_each_side(self):
        self.relate(self.adam, self.zofia, "household")
        self.assertEqual(self.shown_sides(self.adam), [("Lives with", self.zofia)])
        self.assertEqual(self.shown_sides(self.zofia), [("Lives with", self.adam)])

    def add(self, partner, said_as, other, **values):
        partner.write(
            {"side_ids": [(0, 0, {"said_as": said_as, "other_id": other.id, **values})]}
        )

    def test_relationship_is_added_from_the_other_side(self):
        carer = self.role("carer")
        zofia = self.zofia.with_user(self.users["officer"])
        care = self.matter("care")
        self.add(zofia, f"{carer.id}-", self.adam, matter_ids=[(6, 0, care.ids)])
        (row,) = self.adam.relationship_ids
        self.assertEqual((row.role_id, row.other_id), (carer, self.zofia))
        self.assertEqual(row.matter_ids, care)
        self.assertEqual(self.shown_sides(self.zofia), [("Cared for by", self.adam)])

    def test_relationship_is_changed_and_removed_from_the_other_side(self):
        row = self.relate(self.adam, self.zofia)
        (side,) = self.zofia.side_ids
        self.zofia.write({"side_ids": [(1, side.id, {"valid_to": "2030-01-01"})]})
        self.assertEqual(row.valid_to, date(2030, 1, 1))
        self.assertEqual(row.partner_id, self.adam)
        self.zofia.write({"side_ids": [(2, side.id, 0)]})
        self.assertFalse(row.exists())
        self.assertFalse(self.zofia.side_ids)

    def test_ended_relationships_come_last(self):
        gone = {"valid_from": "2020-01-01", "valid_to": "2020-02-01"}
        self.relate(self.adam, self.zofia, "household", **gone)
        self.relate(self.adam, self.zofia)
        self.assertEqual(self.zofia.side_ids.mapped("is_ended"), [False, True])

    def test_right_to_act_is_described_in_words(self):
        row = self.relate(self.adam, self.zofia)
        self.assertEqual(self.zofia.side_ids.acts_on, "Nothing: no evidence seen")
        row.write({"matter_ids": self.matter("council_tax"), "evidence": "letter"})
        self.env.invalidate_all()
        words = "Adam Zebrowski for Zofia Zebrowska: Council tax"
        self.assertEqual(self.zofia.side_ids.representation, words)
        self.assertEqual(self.adam.side_ids.representation, words)
        row.matter_ids = False
        self.assertEqual(self.zofia.side_ids.acts_on, "Everything")

    def test_service_officers_read_relationships_but_add_none(self):
        self.relate(self.adam, self.zofia)
        zofia = self.zofia.with_user(self.users["service_officer"])
        self.assertEqual(zofia.side_ids.other_id, self.adam)
        with self.assertRaises(AccessError):
            zofia.side_ids.write({"note": "x"})


@tagged("-at_install", "post_install")
class TestMayActFor(RelationshipCase):
    """Who may act for whom, on what."""

    def may_act(self, subject=None, at=None):
        return self.adam._may_act_for(self.zofia, subject, at)

    def test_everybody_acts_for_themselves(self):
        self.assertEqual(self.zofia._may_act_for(self.zofia).code, "self")

    def test_right_to_act_needs_a_relationship(self):
        answer = self.may_act()
        self.assertEqual(answer.code, "none")
        self.assertIn("Adam Zebrowski to act for Zofia Zebrowska", answer.reason)

    def test_parent_may_act_and_housemate_may_not(self):
        self.relate(self.adam, self.zofia, "household")
        self.assertEqual(self.may_act().code, "withheld")
        self.relate(self.adam, self.zofia, "parent")
        self.assertTrue(self.may_act())
        self.assertFalse(self.zofia._may_act_for(self.adam))

    def test_attorney_may_act_once_evidence_was_seen(self):
        row = self.relate(self.adam, self.zofia, "attorney")
        self.assertEqual(self.may_act().code, "no_evidence")
        row.write({"evidence": "lpa", "evidence_reference": "7000-1234-5678"})
        self.assertTrue(self.may_act())

    def test_right_to_act_may_be_withheld(self):
        self.relate(self.adam, self.zofia, "parent", may_act=False)
        self.assertEqual(self.may_act().code, "withheld")

    def test_right_to_act_is_limited_to_matters(self):
        self.relate(
            self.adam,
            self.zofia,
            "agent",
            evidence="letter",
            matter_ids=self.matter("council_tax").ids,
        )
        self.assertTrue(self.may_act("council_tax"))
        self.assertTrue(self.may_act())
        self.assertEqual(self.may_act(self.matter("housing")).code, "other_matter")

    def test_right_to_act_expires(self):
        self.relate(
            self.adam,
            self.zofia,
            "parent",
            valid_from="2025-01-01",
            valid_to="2025-12-31",
            act_until="2025-06-30",
        )
        self.assertTrue(self.may_act(at=date(2025, 6, 30)))
        self.assertEqual(self.may_act(at=date(2025, 7, 1)).code, "expired")
        self.assertEqual(self.may_act(at=date(2026, 1, 1)).code, "ended")
        self.assertEqual(self.may_act(at=date(2024, 12, 31)).code, "ended")

    def make_member(self, partner, ward, **values):
        return self.env["constituent.ward.member"].create(
            {"partner_id": partner.id, "ward_id": ward.id, **values}
        )

    def test_councillor_acts_on_casework_with_consent(self):
        self.make_member(self.adam, self.ward)
        self.assertEqual(self.may_act("casework").code, "no_consent")
        self.env["constituent.consent"].create(
            {
                "partner_id": self.zofia.id,
                "purpose_id": self.env.ref("constituent_crm.purpose_casework").id,
            }
        )
        self.assertTrue(self.may_act("casework"))
        self.assertEqual(self.may_act("council_tax").code, "other_matter")

    def test_councillor_of_another_ward_may_not_act(self):
        ward = self.make_ward("Elsewhere", "TEST-X")
        self.make_member(self.adam, ward)
        self.assertEqual(self.may_act("casework").code, "none")

    def test_councillor_whose_term_is_over_may_not_act(self):
        self.make_member(self.adam, self.ward, term_to="2020-05-06")
        self.assertEqual(self.may_act("casework").code, "none")

    def test_answer_needs_no_right_to_read_relationships(self):
        self.relate(self.adam, self.zofia, "parent")
        adam = self.adam.with_user(self.users["analyst"])
        self.assertTrue(adam._may_act_for(self.zofia))

    def test_people_they_may_act_for_come_first(self):
        others = [self.make_constituent(f"Zebrowska {sign}") for sign in "abc"]
        self.relate(self.adam, others[2], "parent")
        partners = self.env["res.partner"].with_context(representative_id=self.adam.id)
        found = [found_id for found_id, _name in partners.name_search("zebrowska")]
        self.assertEqual(found[0], others[2].id)
        self.assertEqual(len(found), len(set(found)))
