from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.service_catalog.tests.common import Council


@tagged("post_install", "-at_install", "browser")
class TestFormTours(Council, HttpCase):
    """An officer asks, and an administrator says what is asked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.withdraw_others()
        cls.build_council()
        # The first of the catalogue, whatever else is installed.
        cls.bin.write({"name": "Tour zorblax", "sequence": -100})
        cls.which.is_required = True
        cls.make_keyword(cls.bin, "zorblax not emptied")
        cls.make_question(
            cls.bin,
            "inside",
            name="What is in it?",
            shown_if_id=cls.which.id,
            shown_if_option_ids=[Command.set(cls.which.option_ids[0].ids)],
            sequence=20,
        )
        cls.make_question(
            cls.bin, "photo", name="A photo", datatype="file", sequence=20
        )
        of_service = {"service_id": cls.bin.id}
        greeting, sorry = cls.env["service.script"].create(
            [
                {**of_service, "name": "Time", "body": "Was it out in time?"},
                {**of_service, "name": "Sorry", "body": "Next time by six."},
            ]
        )
        cls.env["service.script.reply"].create(
            {"step_id": greeting.id, "name": "No", "next_id": sorry.id}
        )
        cls.ready = cls.env["service.canned.response"].create(
            {**of_service, "name": "When?", "body": "At six."}
        )

    def test_officer_asks_questions_and_corrects_answers(self):
        self.start_tour(
            "/odoo/requests", "service_catalog_asking_dialog", login="admin"
        )
        request = self.env["service.request"].search(
            [("service_id", "=", self.bin.id)], limit=1
        )
        answers = {answer.code: answer.text for answer in request.answer_ids}
        self.assertEqual(answers, {"which": "Blue bin"})
        self.assertEqual(request.interaction_ids.script_text, "Time: No\nSorry")

    def test_officer_answers_without_a_request(self):
        # Where it is has to be said for a request, and not for an answer.
        self.bin.needs_location = True
        self.start_tour("/odoo/requests", "service_catalog_answered", login="admin")
        contact = self.env["constituent.interaction"].search(
            [("service_id", "=", self.bin.id)]
        )
        self.assertTrue(contact.is_resolved_first_contact)
        self.assertEqual(contact.canned_response_ids, self.ready)

    def test_administrator_builds_a_question(self):
        self.bin._form_version()
        self.start_tour("/odoo/services", "service_catalog_builder", login="admin")
        (made,) = self.bin.question_ids.filtered(
            lambda one: one.code == "how_full_was_it"
        )
        self.assertEqual(made.shown_if_option_ids.code, "blue")
