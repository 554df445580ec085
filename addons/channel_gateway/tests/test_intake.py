from odoo.tests import BaseCase

from odoo.addons.service_catalog.service_matching import CERTAIN_SCORE

from .. import intake
from ..adapters.clues import Clues
from ..adapters.contact import InboundContact


def new_intake(name="", found="", hits=()):
    clues = Clues(phone="+447700900987", postcode="HU5 3ER", name=found)
    return intake.Intake(InboundContact(name=name), clues, hits)


class TestIntake(BaseCase):
    def test_fuller_name_is_chosen_for_the_sender(self):
        for name, found, expected in (
            ("Jane Smith", "Jane Testsmith", "Jane Smith"),
            ("jane", "Jane Testsmith", "Jane Testsmith"),
            ("jane", "", "jane"),
            ("jane", "Holly", "jane"),
            ("", "Holly", "Holly"),
        ):
            with self.subTest(name=name, found=found):
                self.assertEqual(new_intake(name, found).sender_name, expected)

    def test_place_that_is_reported_is_not_the_senders(self):
        details = new_intake().sender_details("jane@example.org", with_place=False)
        self.assertEqual(
            details,
            {"email": "jane@example.org", "phone": "+447700900987", "name": ""},
        )

    def test_number_with_another_name_is_not_the_senders(self):
        for header, signed, is_own in (
            ("Bob Smith", "Carol Jones", False),
            ("Bob Smith", "Robert Smith", True),
            ("Bob Smith", "", True),
            ("bob", "Carol Jones", True),
            ("Sharon Smith", "Shaz", True),
        ):
            with self.subTest(header=header, signed=signed):
                phone = new_intake(header, signed).sender_phone
                self.assertEqual(bool(phone), is_own)

    def test_place_of_the_sender_is_passed_on(self):
        details = new_intake().sender_details("jane@example.org", with_place=True)
        self.assertEqual(details["postcode"], "HU5 3ER")

    def test_best_service_is_suggested_and_certain_from_the_score_on(self):
        for score, is_certain in ((CERTAIN_SCORE, True), (CERTAIN_SCORE - 0.01, False)):
            with self.subTest(score=score):
                found = new_intake(hits=({"id": 7, "score": score}, {"id": 8}))
                self.assertEqual(found.suggested_service_id, 7)
                self.assertIs(found.is_service_certain, is_certain)

    def test_nothing_found_suggests_no_service(self):
        self.assertIsNone(new_intake().suggested_service_id)
        self.assertFalse(new_intake().is_service_certain)

    def test_long_text_is_cut(self):
        words = intake.join_words("Bin", "x" * intake.MAX_WORDS)
        self.assertEqual(len(words), intake.MAX_WORDS)

    def test_missing_subject_leaves_no_empty_line(self):
        self.assertEqual(intake.join_words(False, "My bin"), "My bin")
