from base64 import b64encode

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from odoo.addons.service_catalog.tests.common import make_image
from odoo.addons.service_catalog.tests.form_case import FormCase


@tagged("post_install", "-at_install")
class TestNewRequestDialog(FormCase):
    """What does not fit is told beside its question."""

    def dialog(self, service=None, **values):
        form = Form(self.env["service.request.new"].with_user(self.officer))
        form.service_id = service or self.bin
        for name, value in values.items():
            setattr(form, name, value)
        return form

    def test_invalid_answer_is_reported_at_once_and_a_missing_one_at_the_end(self):
        self.which.is_required = True
        form = self.dialog(answers={"spot": {"latitude": "north"}})
        self.assertEqual(list(form.faults), ["spot"])
        dialog = form.save()
        dialog.is_checked = True
        self.assertEqual(set(dialog.faults), {"which", "spot"})
        dialog.answers = {"which": "brown"}
        self.assertFalse(dialog.faults)

    def test_invalid_form_saves_nothing(self):
        self.which.is_required = True
        dialog = self.dialog(words="their bin").save()
        counts = (
            self.env["service.request"].search_count([]),
            self.env["constituent.interaction"].search_count([]),
        )
        with self.assertRaisesRegex(ValidationError, "Which bin"):
            dialog.action_open()
        self.assertEqual(counts[0], self.env["service.request"].search_count([]))
        self.assertEqual(
            counts[1], self.env["constituent.interaction"].search_count([])
        )
        self.assertEqual(dialog.words, "their bin")

    def test_property_is_that_which_the_address_certainly_means(self):
        place = self.make_property(
            "99100072",
            house="7",
            street="Zorblax Lane",
            postcode="ZZ1 1ZZ",
            latitude=53.75,
            longitude=-0.35,
        )
        form = self.dialog(address="7 zorblax ln")
        self.assertEqual(form.property_id, place)
        form.latitude = 53.7
        self.assertFalse(form.property_id, "a point says more")
        form.latitude = 0
        form.address = "opposite 7 Zorblax Lane"
        self.assertFalse(form.property_id)
        form.address = "7 Zorblax Lane"
        opened = form.save().action_open()
        request = self.env["service.request"].browse(opened["res_id"])
        self.assertEqual(request.property_id, place)
        self.assertAlmostEqual(request.latitude, 53.75)

    def test_answers_to_shared_questions_survive_a_change_of_service(self):
        form = self.dialog(answers={"which": "brown", "inside": "Leaves"})
        self.make_question(self.pothole, "inside", name="Inside?")
        form.service_id = self.pothole
        self.assertEqual(form.answers, {"inside": "Leaves"})

    def test_answers_reach_the_request(self):
        held = (
            self.env["service.type"]
            .with_user(self.officer)
            .hold_file(self.bin.id, "photo", "a.jpg", b64encode(make_image()).decode())
        )
        answers = {"which": "brown", "inside": "<b>Leaves</b>", "photo": [held]}
        action = self.dialog(answers=answers).save().action_open()
        request = self.env["service.request"].browse(action["res_id"])
        self.assertEqual(
            self.answered(request),
            {"which": "Brown bin", "inside": "<b>Leaves</b>", "photo": "a.jpg"},
        )

    def test_file_is_held_for_a_file_question_only(self):
        Service = self.env["service.type"]
        content = b64encode(b"no image").decode()
        result = Service.hold_file(self.bin.id, "photo", "a.jpg", content)
        self.assertEqual(result["fault"], "file_no_image")
        result = Service.hold_file(self.bin.id, "photo", "a.jpg", "not base64!")
        self.assertEqual(result["fault"], "file_empty")
        with self.assertRaises(ValidationError):
            Service.hold_file(self.bin.id, "which", "a.jpg", content)
        with self.assertRaises(AccessError):
            Service.with_user(self.analyst).hold_file(self.bin.id, "photo", "a", "")


@tagged("post_install", "-at_install")
class TestCorrection(FormCase):
    """An officer puts answers right, and the history says what they were."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.request = cls.open_request(
            answers={"which": "brown", "inside": "Leaves"}, partner_id=False
        )

    def correct(self, answers, user=None):
        Dialog = self.env["service.answer.correct"].with_user(user or self.officer)
        form = Form(Dialog.with_context(default_request_id=self.request.id))
        form.answers = answers
        form.reason = "They rang again"
        form.save().action_correct()

    def test_dialog_starts_with_the_current_answers(self):
        Dialog = self.env["service.answer.correct"].with_user(self.officer)
        form = Form(Dialog.with_context(default_request_id=self.request.id))
        self.assertEqual(form.answers, {"which": "brown", "inside": "Leaves"})

    def test_former_answer_is_kept_in_the_history(self):
        self.correct({"which": "blue"})
        self.assertEqual(self.answered(self.request), {"which": "Blue bin"})
        body = self.request.message_ids[0].body
        for words in ("They rang again", "Brown bin", "Blue bin", "Leaves"):
            self.assertIn(words, body)

    def test_html_in_an_answer_is_escaped_in_the_history(self):
        self.correct({"which": "brown", "inside": "<script>alert(1)</script>"})
        self.assertNotIn("<script>", self.request.message_ids[0].body)

    def test_unchanged_answers_write_no_history(self):
        count = len(self.request.message_ids)
        self.correct({"which": "brown", "inside": "Leaves"})
        self.assertEqual(len(self.request.message_ids), count)

    def test_old_request_is_corrected_against_its_own_form_version(self):
        self.which.option_ids[1].unlink()
        self.inside.unlink()
        self.ask("size", is_required=True)
        self.correct({"which": "blue"})
        self.assertEqual(self.answered(self.request), {"which": "Blue bin"})

    def test_invalid_answer_is_refused(self):
        with self.assertRaises(ValidationError):
            self.correct({"which": "pink"})

    def test_files_are_kept_or_removed(self):
        given = self.sent(
            [("a.jpg", make_image()), ("b.jpg", make_image())], which="blue"
        )
        self.request = self.open_request(answers=given)
        photo = self.request.answer_ids.filtered(lambda one: one.code == "photo")
        kept = photo._as_input()[:1]
        self.correct({"which": "blue", "photo": kept})
        self.assertEqual(photo.text, "a.jpg")

    def test_answers_are_written_by_the_dialog_only(self):
        with self.assertRaises(AccessError):
            self.request.answer_ids.with_user(self.officer)[0].value = "blue"

    def test_service_officer_of_another_team_corrects_nothing(self):
        self.request.team_id = self.roads
        with self.assertRaises(AccessError):
            self.correct({"which": "blue"}, user=self.crewman)
