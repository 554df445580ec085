from werkzeug.datastructures import MultiDict

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.service_catalog.tests.common import make_image
from odoo.addons.service_catalog.tests.form_case import FormCase


@tagged("post_install", "-at_install")
class TestForm(FormCase):
    """One definition for every channel."""

    def test_form_is_plain_data_in_the_order_of_questions(self):
        form = self.bin._form()
        self.assertEqual(
            [one["code"] for one in form], ["which", "inside", "photo", "spot"]
        )
        self.assertEqual(form[0]["options"][0], {"code": "brown", "name": "Brown bin"})
        condition = {"question": "which", "values": ["brown"]}
        self.assertEqual(form[1]["shown_if"], condition)

    def test_queries_do_not_grow_with_the_number_of_questions(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            self.env.registry.clear_cache()
            self.env["res.lang"].get_installed()
            count = self.env.cr.sql_log_count
            self.bin._form()
            read = self.env.cr.sql_log_count - count
            self.env.invalidate_all()
            with self.assertQueryCount(0):
                self.bin._form()
            return read

        few = queries()
        self.env["service.question"].create(
            [
                {
                    "service_id": self.bin.id,
                    "code": f"q{number}",
                    "name": f"Question {number}?",
                    "datatype": "singlevaluelist",
                    "option_ids": [Command.create({"name": "Yes"})],
                    "sequence": 50,
                    "shown_if_id": self.which.id,
                }
                for number in range(20)
            ]
        )
        self.assertEqual(queries(), few)

    def test_form_cache_is_cleared_by_an_edit(self):
        self.bin._form()
        self.which.option_ids[0].name = "The brown one"
        self.assertEqual(self.bin._form()[0]["options"][0]["name"], "The brown one")
        self.inside.shown_if_option_ids = self.which.option_ids[1]
        self.assertEqual(self.bin._form()[1]["shown_if"]["values"], ["blue"])
        self.inside.unlink()
        self.assertNotIn("inside", [one["code"] for one in self.bin._form()])

    def test_missing_and_unknown_answers_are_reported_in_sentences(self):
        self.which.is_required = True
        clean, faults = self.bin._check_answers({"extra": "1"})
        self.assertEqual(clean, {})
        self.assertEqual(faults["which"], "Please answer “Which bin?”.")
        self.assertIn("extra", faults["extra"])
        clean, faults = self.bin._check_answers({}, partial=True)
        self.assertFalse(faults)

    def test_every_fault_has_a_message(self):
        faulty = {
            "string": "x" * 300,
            "number": "x",
            "datetime": "x",
            "place": {"latitude": "x"},
            "property": "zzz 9",
            "file": [{"name": "gone.jpg"}],
        }
        for datatype, given in faulty.items():
            with self.subTest(datatype):
                self.inside.write({"datatype": datatype, "shown_if_id": False})
                _clean, faults = self.bin._check_answers({"inside": given})
                self.assertRegex(faults["inside"], r"\w+.*\.$")

    def test_address_is_looked_up_in_the_gazetteer(self):
        self.inside.write({"datatype": "property", "shown_if_id": False})
        Property = self.env["constituent.property"]
        place = {"house": "12", "street": "Zorblax Way", "postcode": "HU5 3ZZ"}
        Property.create([{**place, "uprn": "99100045"}])
        for words in ("99100045", "12 HU5 3ZZ", "12 zorblax way"):
            with self.subTest(words):
                clean, _faults = self.bin._check_answers({"inside": words})
                self.assertEqual(clean, {"inside": "99100045"})
        Property.create([{**place, "house": "14", "uprn": "99100046"}])
        _clean, faults = self.bin._check_answers({"inside": "zorblax way"})
        self.assertIn("More than one", faults["inside"])

    def test_checked_answers_can_be_checked_again(self):
        given = self.sent([("a.jpg", make_image())], which="Brown bin", inside="Leaves")
        clean, faults = self.bin._check_answers(given)
        self.assertFalse(faults)
        self.assertEqual(self.bin._check_answers(clean), (clean, {}))


@tagged("post_install", "-at_install")
class TestSentForm(FormCase):
    """What a browser sends."""

    def test_invalid_photo_is_refused_and_the_valid_one_kept(self):
        files = [("good.jpg", make_image()), ("bad.jpg", b"<svg/>")]
        given = self.sent(files, which="brown")
        clean, faults = self.bin._check_answers(given)
        self.assertIn("“bad.jpg” is not a photo", faults["photo"])
        self.assertEqual(clean, {"which": "brown"})
        shown = self.env["ir.qweb"]._render(
            "service_catalog.question_fields",
            {"form": self.bin._form(), "given": given, "faults": faults},
        )
        self.assertIn("Keep good.jpg", shown)
        self.assertIn("bad.jpg” is not a photo", shown)

    def test_photo_that_is_too_large_is_refused(self):
        given = self.sent([("big.jpg", b"x" * (2 * 1024 * 1024))])
        _clean, faults = self.bin._check_answers(given)
        self.assertIn("larger than 1 MB", faults["photo"])

    def test_held_photo_need_not_be_chosen_again(self):
        (held,) = self.sent([("a.jpg", make_image())])["photo"]
        post = MultiDict({"answer-photo-held": held["token"]})
        self.assertEqual(self.bin._answers_in(post, {})["photo"], [held])

    def test_missing_held_photo_is_asked_for_again(self):
        post = MultiDict({"answer-photo-held": "guessed"})
        given = self.bin._answers_in(post, {})
        _clean, faults = self.bin._check_answers(given)
        self.assertIn("no longer here", faults["photo"])

    def test_token_of_another_attachment_is_refused(self):
        secret = self.env["ir.attachment"].create({"name": "s", "raw": b"s"})
        given = {"photo": [{"attachment": secret.id, "name": "s"}]}
        with self.assertRaises(ValidationError):
            self.open_request(answers=given)

    def test_answer_to_a_deleted_question_is_reported(self):
        given = self.sent(which="brown", colour="green")
        _clean, faults = self.bin._check_answers(given)
        self.assertIn("not any more", faults["colour"])

    def test_files_beyond_the_limit_are_not_examined(self):
        files = [(f"{number}.jpg", make_image()) for number in range(9)]
        given = self.sent(files)
        self.assertEqual(len(given["photo"]), 3)
        _clean, faults = self.bin._check_answers(given)
        self.assertEqual(faults["photo"], "Choose 2 files or fewer.")

    def test_invalid_date_is_shown_as_typed(self):
        self.inside.write({"datatype": "datetime", "is_day": True})
        for given, kind in (("31 Febuary 2026", "text"), ("2026-06-15", "date")):
            shown = self.env["ir.qweb"]._render(
                "service_catalog.question_fields",
                {"form": self.bin._form(), "given": {"inside": given}, "faults": {}},
            )
            self.assertRegex(str(shown), f'type="{kind}"[^>]*value="{given}"')

    def test_fields_show_the_typed_values_again(self):
        given = {
            "which": "blue",
            "inside": "<script>alert(1)</script>",
            "spot": {"words": "At the gate", "latitude": "1", "longitude": "2"},
        }
        shown = str(
            self.env["ir.qweb"]._render(
                "service_catalog.question_fields",
                {"form": self.bin._form(), "given": given, "faults": {"which": "No!"}},
            )
        )
        self.assertNotIn("<script>", shown)
        self.assertIn("&lt;script&gt;", shown)
        self.assertIn('value="At the gate"', shown)
        self.assertRegex(shown, r'value="blue"[^>]*checked')
        self.assertIn("No!", shown)
        self.assertIn("Only if you answered", shown)


@tagged("post_install", "-at_install")
class TestVersions(FormCase):
    """A request keeps the questions it was asked."""

    def test_edited_question_does_not_change_old_requests(self):
        old = self.open_request(answers={"which": "brown", "inside": "Leaves"})
        self.which.name = "Which of the bins?"
        self.which.option_ids[0].name = "The brown one"
        self.inside.unlink()
        new = self.open_request(answers={"which": "brown"})
        self.assertEqual(self.answered(old), {"which": "Brown bin", "inside": "Leaves"})
        self.assertEqual(self.answered(new), {"which": "The brown one"})
        self.assertEqual(
            old.answer_ids.mapped("name"), ["Which bin?", "What is in it?"]
        )
        self.assertEqual((old.form_id.number, new.form_id.number), (1, 2))

    def test_reverted_edit_reuses_the_former_version(self):
        first = self.open_request(answers={"which": "brown"})
        self.which.is_required = True
        self.open_request(answers={"which": "brown"})
        self.which.is_required = False
        third = self.open_request(answers={"which": "brown"})
        self.assertEqual(first.form_id, third.form_id)

    def test_version_is_read_in_the_language_of_the_user(self):
        self.env["res.lang"]._activate_lang("pl_PL")
        self.which.with_context(lang="pl_PL").name = "Który kosz?"
        request = self.open_request(answers={"which": "brown"})
        self.which.with_context(lang="pl_PL").name = "Jaki kosz?"
        polish = request.answer_ids.with_context(lang="pl_PL")
        self.assertEqual(polish.name, "Który kosz?")
        self.assertEqual(request.answer_ids.name, "Which bin?")

    def test_versions_are_immutable(self):
        request = self.open_request(answers={"which": "brown"})
        manager = self.make_user("test_keeper", "manager")
        with self.assertRaises(AccessError):
            request.form_id.with_user(manager).content = {}

    def test_version_is_stored_without_answers(self):
        request = self.open_request()
        self.which.name = "Which of the bins?"
        asked = {one["code"]: one["name"] for one in request._recorded_form()}
        self.assertEqual(asked["which"], "Which bin?")

    def test_version_describes_its_changes(self):
        first = self.open_request(answers={"which": "brown"}).form_id
        self.which.name = "Which of the bins?"
        self.make_question(self.bin, "colour", name="Which colour?")
        second = self.open_request(answers={"which": "brown"}).form_id
        self.assertEqual(first.change_text, "The first version.")
        self.assertEqual(
            second.change_text, "Added: Which colour?\nChanged: Which of the bins?"
        )
        self.assertIn("Which bin?", first.preview)
        self.assertIn("Which of the bins?", second.preview)
        self.assertEqual((first.used_count, second.used_count), (1, 1))
        self.assertEqual((first | second).filtered("is_current"), second)
        self.assertEqual(self.bin.version_count, 2)

    def test_second_request_creates_no_version(self):
        self.open_request(answers={"which": "brown"})
        count = self.env["service.version"].search_count([])
        self.open_request(answers={"which": "blue"})
        self.assertEqual(self.env["service.version"].search_count([]), count)

    def test_files_become_attachments_of_the_request(self):
        given = self.sent([("a.jpg", make_image())], which="brown")
        request = self.open_request(answers=given)
        (answer,) = request.answer_ids.filtered(lambda one: one.code == "photo")
        kept = answer.attachment_ids
        self.assertEqual((kept.res_model, kept.res_id), (request._name, request.id))
        self.assertEqual((kept.mimetype, answer.text), ("image/jpeg", "a.jpg"))

    def test_answered_place_becomes_the_place_of_the_request(self):
        self.bin.needs_location = True
        point = {"words": "At the gate", "latitude": "53.7443", "longitude": "-0.33"}
        request = self.open_request(answers={"spot": point})
        self.assertAlmostEqual(request.latitude, 53.7443)
        self.assertEqual(request.address, "At the gate")
        self.assertIn("At the gate · 53.74430", self.answered(request)["spot"])

    def test_answered_address_becomes_the_property_of_the_request(self):
        self.bin.needs_location = True
        self.inside.write({"datatype": "property", "shown_if_id": False})
        home = self.make_property("99100047", house="16", street="Zorblax Way")
        request = self.open_request(answers={"inside": "99100047"})
        self.assertEqual(request.property_id, home)
        self.assertEqual(self.answered(request)["inside"], home.name)

    def test_condition_refers_to_an_earlier_question(self):
        with self.assertRaises(ValidationError):
            self.which.shown_if_id = self.inside
        with self.assertRaises(ValidationError):
            self.inside.sequence = 1
        other = self.env["service.question"].create(
            {"service_id": self.pothole.id, "name": "Size?"}
        )
        with self.assertRaises(ValidationError):
            other.shown_if_id = self.which

    def test_question_in_a_condition_is_not_deleted(self):
        self.assertEqual(self.inside.shown_if_id, self.which)
        with self.assertRaisesRegex(UserError, "Change the condition first"):
            self.which.unlink()
        with self.assertRaisesRegex(UserError, "Change the condition first"):
            self.inside.shown_if_option_ids.unlink()
        (self.which | self.inside).unlink()
        self.assertFalse((self.which | self.inside).exists())

    def test_code_is_derived_from_the_question(self):
        made = self.env["service.question"].create(
            {
                "service_id": self.bin.id,
                "name": "Où est le bac ?",
                "option_ids": [Command.create({"name": "At the kerb"})],
            }
        )
        self.assertEqual(made.code, "ou_est_le_bac")
        self.assertEqual(made.option_ids.code, "at_the_kerb")
