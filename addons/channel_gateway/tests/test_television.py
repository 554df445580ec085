from odoo.tests import BaseCase, tagged

from odoo.addons.channel_gateway.television import (
    Seal,
    State,
    as_moment,
    plan,
    press,
    show,
    unanswerable,
)
from odoo.addons.channel_gateway.television.choices import PER_PAGE
from odoo.addons.channel_gateway.television.seal import MAX_LENGTH
from odoo.addons.service_catalog.forms import Condition, Option, Question

SECRET = b"of the database"
NOW = 1_800_000_000
YES_NO = (Option("yes", "Yes"), Option("no", "No"))


@tagged("post_install", "-at_install")
class TestSeal(BaseCase):
    def setUp(self):
        super().setUp()
        self.seal = Seal(SECRET, "report")

    def test_values_come_back(self):
        values = {"phone": "01632 960001", "a": ["x", {"y": 1}], "z": "ض"}
        self.assertEqual(
            self.seal.open(self.seal.close(values, NOW), NOW + 5, 60), values
        )

    def test_nothing_can_be_read(self):
        text = self.seal.close({"postcode": "HU5 3ER"}, NOW)
        self.assertNotIn("HU5", text)
        self.assertRegex(text, r"^[A-Za-z0-9_-]+$")

    def test_it_expires(self):
        text = self.seal.close({"a": 1}, NOW)
        self.assertTrue(self.seal.open(text, NOW + 60, 60))
        self.assertIsNone(self.seal.open(text, NOW + 61, 60))
        self.assertIsNone(self.seal.open(text, NOW - 3600, 60), "from the future")

    def test_what_was_not_sealed_here_does_not_open(self):
        text = self.seal.close({"a": 1}, NOW)
        wrong = ["", "x", text[:-1], text[1:], f"{text}A", f"A{text}", "é" * 9, "=" * 9]
        wrong += [
            text[:20] + chr(ord(text[20]) ^ 1) + text[21:],
            "A" * (MAX_LENGTH + 1),
        ]
        for one in wrong:
            with self.subTest(one[:20]):
                self.assertIsNone(self.seal.open(one, NOW, 60))
        for other in (Seal(SECRET, "track"), Seal(b"other", "report")):
            self.assertIsNone(other.open(text, NOW, 60))


@tagged("post_install", "-at_install")
class TestPad(BaseCase):
    def test_keys_write_and_delete(self):
        text = ""
        for key in ("H", "U", "5", "space", "3", "X", "back", "E", "R"):
            text = press(text, key, "letters", 10)
        self.assertEqual(text, "HU5 3ER")
        self.assertEqual(press(text, "clear", "letters", 10), "")

    def test_other_keys_are_ignored(self):
        for key in ("a", "", "AB", "é", "<", "space", "-"):
            self.assertEqual(press("12", key, "digits", 9), "12", key)
        self.assertEqual(press("12", ".", "number", 9), "12.")

    def test_no_more_than_the_limit(self):
        self.assertEqual(press("123456", "7", "digits", 6), "123456")
        self.assertEqual(press("1" * 99, "", "digits", 6), "111111")
        self.assertEqual(press("", "back", "digits", 6), "")

    def test_days_by_digits(self):
        cases = {
            "31122026": "31/12/2026",
            "010320270905": "01/03/2027 09:05",
            "31/12/2026": "31/12/2026",
            "311226": "311226",
            "": "",
            " 31122026 ": "31/12/2026",
        }
        for given, expected in cases.items():
            self.assertEqual(as_moment(given), expected, given)


@tagged("post_install", "-at_install")
class TestChoices(BaseCase):
    def test_each_part_has_its_digits(self):
        items = list(range(2 * PER_PAGE + 1))
        first = show(items)
        self.assertEqual(first.items[0], (1, 0))
        self.assertEqual(first.items[-1], (PER_PAGE, PER_PAGE - 1))
        self.assertTrue(first.has_more)
        last = show(items, 2)
        self.assertEqual(last.items, ((1, 2 * PER_PAGE),))
        self.assertFalse(last.has_more)

    def test_part_that_does_not_exist_is_the_nearest(self):
        for page, expected in ((-1, 0), (99, 1)):
            self.assertEqual(show(list("abcdefgh"), page).page, expected)
        self.assertEqual(show([]).items, ())
        self.assertEqual(show([]).pages, 1)
        self.assertFalse(show(list(range(PER_PAGE))).has_more)


@tagged("post_install", "-at_install")
class TestSteps(BaseCase):
    def names(self, *questions, values=None, place=False, addresses=True):
        steps = plan(
            questions, values or {}, has_place=place, offers_addresses=addresses
        )
        return [step.name for step in steps]

    def test_one_question_a_step(self):
        questions = (
            Question("size", "Size?", "singlevaluelist", options=YES_NO),
            Question("when", "When?", "datetime"),
        )
        names = self.names(*questions)
        self.assertEqual(names, ["a:size", "a:when", "words", "who", "check"])

    def test_answer_decides_whether_another_question_is_asked(self):
        first = Question("deep", "Deep?", "singlevaluelist", options=YES_NO)
        then = Question(
            "cm", "How deep?", "number", shown_if=Condition("deep", ("yes",))
        )
        self.assertNotIn("a:cm", self.names(first, then))
        self.assertNotIn("a:cm", self.names(first, then, values={"a:deep": "no"}))
        self.assertIn("a:cm", self.names(first, then, values={"a:deep": "yes"}))

    def test_place_is_a_postcode_and_an_address_or_words(self):
        self.assertEqual(self.names(place=True)[0], "postcode:where")
        known = {"postcode:where": "HU5 3ER"}
        self.assertEqual(self.names(place=True, values=known)[1], "address:where")
        hidden = self.names(place=True, values=known, addresses=False)
        self.assertEqual(hidden[1], "words")
        unknown = {"postcode:where": "?"}
        self.assertEqual(self.names(place=True, values=unknown)[1], "place:where")

    def test_question_about_a_place_has_its_own_steps(self):
        home = Question("home", "Which home?", "property", required=True)
        names = self.names(home, values={"postcode:a:home": "HU5 3ER"})
        self.assertEqual(names[:2], ["postcode:a:home", "address:a:home"])

    def test_words_are_required_where_nothing_else_is_asked(self):
        steps = plan((), {}, has_place=False, offers_addresses=True)
        self.assertTrue(steps[0].required)
        note = Question("note", "Read this", is_input=False)
        steps = plan((note,), {}, has_place=False, offers_addresses=True)
        self.assertEqual([one.kind for one in steps[:2]], ["info", "text"])
        self.assertTrue(steps[1].required)
        self.assertFalse(
            plan((), {}, has_place=True, offers_addresses=True)[1].required
        )

    def test_phone_is_asked_of_who_wants_an_answer(self):
        self.assertNotIn("phone", self.names(values={"who": "none"}))
        self.assertIn("phone", self.names(values={"who": "phone"}))

    def test_form_that_needs_a_file_is_for_other_screens(self):
        file = Question("photo", "Photo", "file", required=True)
        self.assertTrue(unanswerable([file]))
        optional = Question("photo", "Photo", "file")
        self.assertFalse(unanswerable([optional]))
        self.assertNotIn("a:photo", self.names(optional))


@tagged("post_install", "-at_install")
class TestState(BaseCase):
    def test_steps_are_passed_and_gone_back(self):
        state = State("bin", "n").drafted("HU5").passed("postcode:where", "HU5 3ER")
        state = state.turned(2).passed("who", "none")
        self.assertEqual(state.done, ("postcode:where", "who"))
        self.assertEqual((state.draft, state.page), ("", 0))
        back = state.went_back().went_back()
        self.assertEqual(back.draft, "HU5 3ER")
        self.assertEqual(back.done, ())
        self.assertEqual(back.went_back().done, ())

    def test_skipped_step_has_no_value(self):
        state = State("bin", "n").passed("words", "x").passed("words", None)
        self.assertEqual((state.values, state.done), ({}, ("words",)))

    def test_choices_are_made_and_taken_back(self):
        state = State("bin", "n").toggled("a:which", "brown").toggled("a:which", "blue")
        self.assertEqual(state.values["a:which"], ["brown", "blue"])
        self.assertEqual(state.toggled("a:which", "brown").values["a:which"], ["blue"])
        self.assertEqual(state.done, ())

    def test_plain_data_and_back(self):
        state = State("bin", "n").passed("a:which", ["brown", "blue"]).drafted("x")
        self.assertEqual(State.of(state.as_plain()), state)
