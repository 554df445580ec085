from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


@tagged("post_install", "-at_install")
class TestChasing(ServiceCatalogCase):
    """Contacts about an open request, and its place in the queue."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.waste.member_ids += cls.officer
        cls.request = cls.open_request()

    def contact(self, **values):
        return self.record_contact(partner_id=self.request.partner_id.id, **values)

    def test_proposal_is_not_counted_but_lifts_the_request(self):
        contact = self.contact(started_at="2026-03-02 10:00:00")
        self.assertTrue(contact._propose_chasing(self.request, "reference"))
        self.assertFalse(contact.is_avoidable)
        self.assertEqual(contact.proposed_reason, "chasing")
        self.assertEqual(self.request.chased_count, 1)
        self.assertEqual(str(self.request.last_chased_at), "2026-03-02 10:00:00")

    def test_officer_confirms_it(self):
        contact = self.contact()
        contact._propose_chasing(self.request, "reply")
        contact.with_user(self.officer).action_confirm_avoidable()
        self.assertTrue(contact.is_avoidable)
        self.assertEqual(contact.avoidable_reason, "chasing")
        self.assertFalse(contact.proposed_reason)
        self.assertEqual(self.request.chased_count, 1)
        with self.assertRaises(UserError):
            contact.with_user(self.officer).action_reject_avoidable()

    def test_officer_takes_it_back(self):
        contact = self.contact()
        contact._propose_chasing(self.request, "same")
        contact.with_user(self.officer).action_reject_avoidable()
        self.assertFalse(contact.is_avoidable or contact.proposed_request_id)
        self.assertEqual(self.request.chased_count, 0)
        self.assertFalse(self.request.last_chased_at)

    def test_correction_of_a_confirmed_contact_lowers_the_request(self):
        contact = self.contact(user_id=self.officer.id)
        contact._propose_chasing(self.request, "reply")
        contact.action_confirm_avoidable()
        values = {"is_avoidable": False, "avoidable_reason": False}
        contact.with_user(self.officer)._correct(values, "It was a thank-you")
        self.assertEqual(self.request.chased_count, 0)

    def test_contact_marked_at_the_desk_lifts_the_request(self):
        self.contact(
            is_avoidable=True, avoidable_reason="chasing", request_id=self.request.id
        )
        self.assertEqual(self.request.chased_count, 1)

    def test_other_reasons_do_not_chase(self):
        for reason in ("closure", "repeat", "clarification", "signposting"):
            self.contact(
                is_avoidable=True, avoidable_reason=reason, request_id=self.request.id
            )
        self.assertEqual(self.request.chased_count, 0)

    def test_several_are_decided_together(self):
        contacts = self.contact() | self.contact() | self.contact()
        for contact in contacts[:2]:
            contact._propose_chasing(self.request, "reply")
        contacts.with_user(self.officer).action_confirm_avoidable()
        self.assertEqual(contacts.mapped("is_avoidable"), [True, True, False])

    def test_what_is_not_chased(self):
        outgoing = self.contact(direction="out")
        self.assertFalse(outgoing._propose_chasing(self.request, "reply"))
        nothing = self.env["constituent.interaction"]
        self.assertFalse(nothing._propose_chasing(self.request, "reply"))
        for state in ("waiting", "in_progress", "cancelled"):
            self.request._change_state(state)
            with self.subTest(state):
                is_chased = self.contact()._propose_chasing(self.request, "reply")
                self.assertEqual(is_chased, state == "in_progress")

    def test_proposals_are_not_entered_by_hand(self):
        contact = self.contact().with_user(self.officer)
        for values in (
            {"proposed_reason": "chasing"},
            {"proposed_request_id": self.request.id},
            {"chased_request_id": self.request.id},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                contact.write(values)

    def test_analyst_decides_nothing(self):
        contact = self.contact()
        contact._propose_chasing(self.request, "reply")
        analyst = self.make_user("test_analyst_chasing", "analyst")
        with self.assertRaises(AccessError):
            contact.with_user(analyst).action_confirm_avoidable()

    def test_chased_request_comes_first_of_its_priority(self):
        Request = self.env["service.request"]
        Request.search([]).user_id = self.lead_of_waste()
        with self.at("2026-03-02T10:00:00"):
            first = self.open_request()
        with self.at("2026-03-02T11:00:00"):
            chased = self.open_request()
            urgent = self.open_request(priority="2")
        self.contact()._propose_chasing(chased, "reply")
        for expected in (urgent, chased, first):
            assigned = Request.with_user(self.officer)._assign_next(self.officer)
            self.assertEqual(assigned, expected)

    def lead_of_waste(self):
        return self.make_user("test_lead_chasing", "supervisor")

    def test_next_of_the_queue_is_found_in_its_index(self):
        model = self.env["service.request"]
        definition = model._unassigned_queue_idx.get_definition(self.env.registry)
        self.assertIn("priority DESC, chased_count DESC, due_at, id", definition)

    def test_new_request_repeats_an_open_one_at_the_same_place(self):
        partner = self.request.partner_id
        again = self.open_request(partner_id=partner.id)
        self.assertEqual(again._find_chased(), self.request)
        self.assertFalse(self.open_request(partner_id=False)._find_chased())
        self.request._change_state("cancelled")
        again._change_state("cancelled")
        self.assertFalse(self.open_request(partner_id=partner.id)._find_chased())

    def test_another_place_is_another_matter(self):
        partner = self.request.partner_id
        here = self.make_property("99100971", house="1", street="Wombat Lane")
        there = self.make_property("99100972", house="2", street="Wombat Lane")
        one = self.open_request(partner_id=partner.id, property_id=here.id)
        same = self.open_request(partner_id=partner.id, property_id=here.id)
        other = self.open_request(partner_id=partner.id, property_id=there.id)
        self.assertEqual(same._find_chased(), one)
        self.assertFalse(other._find_chased())
        near = self.open_request(partner_id=partner.id, address="By the bridge")
        self.assertFalse(near._find_chased())
        spelt = self.open_request(partner_id=partner.id, address="by the  Bridge,")
        self.assertEqual(spelt._find_chased(), near)
