from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from odoo.addons.service_catalog.service_matching import ServiceMatcher

from .common import ChannelCase


@tagged("-at_install", "post_install")
class TestTriage(ChannelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.make_user("triage_officer", "officer")
        cls.message = cls.receive(
            subject="Hello", body="The orange monster left. Jane Testsmith"
        ).with_user(cls.officer)

    def wizard(self, message=None):
        message = message or self.message
        action = message.action_open_request()
        model = self.env["channel.message.open"].with_user(self.officer)
        return Form(model.with_context(**action["context"]))

    def test_officer_opens_the_request(self):
        with self.wizard() as form:
            form.service_id = self.missed_bin
        form.record.action_open()
        request = self.message.request_id
        self.assertEqual(self.message.state, "done")
        self.assertEqual(request.service_id, self.missed_bin)
        self.assertEqual(request.partner_id.email, "jane.testsmith@example.net")
        self.assertEqual(self.message.interaction_id.request_id, request)
        self.assertEqual(self.sent_to(request.partner_id).event, "opened")

    def sedge_lane(self, house):
        return self.make_property(
            f"9910008{house}", house=house, street="Sedge Lane", postcode="HU5 9ZY"
        )

    def test_property_of_the_message_is_proposed(self):
        place = self.sedge_lane("21")
        message = self.receive(
            subject="Hello",
            body="It lies at 21 sedge ln HU5 9ZY.",
            message_id="<where@example.org>",
        ).with_user(self.officer)
        with self.wizard(message) as form:
            self.assertEqual(form.address, "21 Sedge Lane")
            self.assertEqual(form.property_id, place)
            form.service_id = self.missed_bin
        form.record.action_open()
        self.assertEqual(message.request_id.property_id, place)

    def test_property_follows_the_address_that_staff_enter(self):
        self.sedge_lane("21")
        other = self.sedge_lane("23")
        for number, (address, place) in enumerate(
            (("23 Sedge Lane", other), ("by the bridge", other.browse()))
        ):
            message = self.receive(
                subject="Hello",
                body="It lies at 21 sedge ln HU5 9ZY.",
                message_id=f"<where-{number}@example.org>",
            ).with_user(self.officer)
            with self.subTest(address):
                with self.wizard(message) as form:
                    form.service_id = self.missed_bin
                    form.address = address
                    self.assertEqual(form.property_id, place)
                form.record.action_open()
                self.assertEqual(message.request_id.property_id, place)
                self.assertEqual(message.request_id.address, address)

    def test_officer_chooses_the_constituent(self):
        other = self.make_constituent("Jane's Mother")
        with self.wizard() as form:
            form.service_id = self.missed_bin
            form.partner_id = other
        form.record.action_open()
        self.assertEqual(self.message.request_id.partner_id, other)
        self.assertEqual(self.message.interaction_id.partner_id, other)

    def test_questions_of_the_service_are_asked(self):
        self.make_question(
            self.missed_bin,
            "colour",
            name="Which bin?",
            datatype="singlevaluelist",
            is_required=True,
            option_ids=[(0, 0, {"code": "lid", "name": "Lid"})],
        )
        message = self.receive(message_id="<ask@example.org>").with_user(self.officer)
        self.assertEqual(message.state, "triage")
        self.assertIn("Which bin?", message.error)
        with self.wizard(message) as form:
            self.assertEqual(form.service_id, self.missed_bin)
            self.assertEqual(form.address, "12 Park Avenue")
            form.answers = {"colour": "lid"}
            self.assertFalse(form.faults)
        form.record.action_open()
        self.assertEqual(message.request_id.answer_ids.option_ids.code, "lid")

    def test_officer_attaches_it_to_a_request(self):
        request = self.receive(message_id="<bin@example.org>").request_id
        action = self.message.action_attach()
        model = self.env["channel.message.attach"].with_user(self.officer)
        form = Form(model.with_context(**action["context"]))
        self.assertEqual(form.request_id, request, "the latest is proposed")
        form.save().action_attach()
        self.assertEqual(
            (self.message.state, self.message.request_id), ("done", request)
        )
        self.assertIn("orange monster", " ".join(request.message_ids.mapped("body")))

    def test_officer_discards_and_restores_it(self):
        self.message.action_discard()
        self.assertEqual(self.message.state, "discarded")
        self.assertIn(self.officer.name, self.message.error)
        self.message.action_restore()
        self.assertEqual(self.message.state, "triage")

    def test_processed_message_cannot_be_processed_again(self):
        done = self.receive(message_id="<bin@example.org>").with_user(self.officer)
        for button in ("action_open_request", "action_attach", "action_discard"):
            with self.subTest(button=button), self.assertRaises(UserError):
                getattr(done, button)()
        with self.assertRaises(UserError):
            done.action_restore()

    def test_retry_finds_a_service_that_has_been_added(self):
        self.make_keyword(self.missed_bin, "orange monster left", weight=1.0)
        self.message.action_retry()
        self.assertEqual((self.message.state, self.message.attempts), ("received", 0))
        self.message.sudo()._process()
        self.assertEqual(self.message.request_id.service_id, self.missed_bin)

    def test_message_that_was_too_large_cannot_be_retried(self):
        large = self.Message._accept_too_large(self.mailbox, b"", 30_000_000)
        with self.assertRaises(UserError):
            large.action_retry()

    def test_other_subjects_of_a_message_are_kept_for_the_officer(self):
        message = self.receive(
            subject="Two things",
            body="Our bin was missed. Also there is a deep pothole in the road.",
            message_id="<two@example.org>",
        ).with_user(self.officer)
        self.assertEqual(message.state, "triage")
        for service in (self.missed_bin, self.pothole):
            self.assertIn(service.name, message.error)
        with self.wizard(message) as form:
            form.service_id = self.missed_bin
        form.record.action_open()
        notes = " ".join(message.request_id.message_ids.mapped("body"))
        self.assertIn("also asks about: Test Pothole", notes)
        self.assertIn(f'data-oe-id="{message.id}"', notes)

    def two_requests(self):
        return self.receive(
            subject="Two things",
            body="Our bin was missed. Also there is a deep pothole in the road.",
            message_id="<two@example.org>",
        ).with_user(self.officer)

    def test_further_request_is_opened_from_the_message(self):
        message = self.two_requests()
        self.assertFalse(message.further_service_ids)
        with self.wizard(message) as form:
            form.service_id = self.missed_bin
        form.record.action_open()
        self.assertEqual(message.further_service_ids, self.pothole)
        action = message.action_open_further_request()
        Wizard = self.env["service.request.new"].with_user(self.officer)
        with Form(Wizard.with_context(**action["context"])) as form:
            self.assertEqual(form.service_id, self.pothole)
            self.assertEqual(form.partner_id, message.partner_id)
            form.address = "Park Avenue"
        form.record.action_open()
        message.invalidate_recordset(["further_service_ids"])
        self.assertFalse(message.further_service_ids)

    def test_message_is_judged_once(self):
        with patch.object(
            ServiceMatcher, "judge", autospec=True, side_effect=ServiceMatcher.judge
        ) as judge:
            self.receive(subject="", body="xyzzy", message_id="<once@example.org>")
        self.assertEqual(judge.call_count, 1)

    def test_staff_are_told_whose_a_message_is(self):
        self.env["service.keyword"].create(
            {"phrase": "wombat escaped", "owner": "the zoo"}
        )
        message = self.receive(
            subject="", body="wombat escaped", message_id="<zoo@example.org>"
        )
        self.assertEqual(message.state, "triage")
        self.assertIn("a matter for the zoo", message.error)
