from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.constituent_crm.tests.hoot import HootCase

from .common import Council


@tagged("-at_install", "post_install", "browser")
class TestDeskTour(Council, HttpCase):
    """An officer at work, in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.make_user("tour_officer", "officer")
        cls.crates = cls.make_service(
            "Quokka crates",
            "test_quokka_crates",
            sla_policy_id=cls.make_sla_policy("Soon", hours=16).id,
            keyword_ids=[Command.create({"phrase": "quokka crate"})],
            script_ids=[
                Command.create({"name": "Greet", "body": "Sorry to hear that."})
            ],
        )
        cls.make_question(
            cls.crates,
            "size",
            name="Which crate?",
            datatype="singlevaluelist",
            is_required=True,
            option_ids=cls.options(s="Small", l="Large"),
        )

    def test_officer_opens_a_request_on_the_phone(self):
        ida = self.make_constituent(
            "Ida Tour", "+44 7700 900871", street="12 Park Avenue", zip="HU5 3ER"
        )
        self.make_marker(ida, "Hard of hearing")
        self.start_tour(
            "/odoo/desk", "contact_desk_phone_request", login="tour_officer"
        )
        call = self.env["channel.call"].search([("partner_id", "=", ida.id)])
        self.assertEqual(call.state, "done")
        self.assertEqual(call.outcome, "request")
        self.assertEqual(call.note, "Leaves it by the gate")
        request = call.request_id
        self.assertEqual(request.service_id, self.crates)
        self.assertEqual(request.address, "12 Park Avenue")
        self.assertEqual(request.answer_ids.option_ids.code, "l")
        self.assertEqual(call.interaction_id.request_id, request)
        self.assertEqual(call.interaction_id.channel_id.code, "phone")

    def test_officer_chooses_a_property(self):
        burrows = self.make_service(
            "Quokka burrows",
            "test_quokka_burrows",
            needs_location=True,
            keyword_ids=[Command.create({"phrase": "quokka burrow"})],
        )
        ward = self.make_ward("Wombats", "TEST-WOMBATS")
        for number, house in enumerate(("12", "12A", "14")):
            self.make_property(
                f"9910090{number}",
                house=house,
                street="Wombat Lane",
                postcode="HU9 9ZX",
                latitude=53.75,
                longitude=-0.35,
                ward_id=ward.id,
            )
        self.start_tour("/odoo/desk", "contact_desk_where", login="tour_officer")
        request = self.env["service.request"].search([("service_id", "=", burrows.id)])
        self.assertEqual(request.property_id.house, "12A")
        self.assertEqual((request.postcode, request.ward_id), ("HU9 9ZX", ward))
        self.assertAlmostEqual(request.latitude, 53.75)

    def test_counter_visit_is_answered_at_once(self):
        self.start_tour(
            "/odoo/desk", "contact_desk_counter_answered", login="tour_officer"
        )
        visit = self.env["channel.visit"].search([("ticket", "=", "T 42")])
        self.assertEqual(visit.state, "done")
        self.assertEqual(visit.partner_id.name, "Nils Tour")
        self.assertTrue(visit.partner_id.is_constituent)
        self.assertFalse(visit.request_id)
        ledger = visit.interaction_id
        self.assertTrue(ledger.is_resolved_first_contact)
        self.assertEqual(ledger.service_id, self.crates)
        self.assertEqual(ledger.channel_id.code, "counter")


@tagged("-at_install", "post_install", "browser")
class TestDeskComponents(HootCase):
    """The desk's parts by themselves (Hoot)."""

    def test_components(self):
        self.run_units("channel_gateway")
