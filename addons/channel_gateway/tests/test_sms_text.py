"""Alphabet, parts, words, numbers and joining of texts, without a database."""

import doctest
from datetime import datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..sms import alphabet, joining, parts, received, words
from ..sms.parts import header, may_continue, split
from ..sms.received import ReceivedText, international
from ..sms.words import find_command

NOON = datetime(2026, 11, 30, 12)


def load_tests(loader, tests, _pattern):
    for module in (parts, received, words):
        tests.addTests(doctest.DocTestSuite(module))
    return tests


@tagged("-at_install", "post_install")
class TestParts(BaseCase):
    def test_alphabet_is_that_of_the_standard(self):
        self.assertEqual(len(alphabet.BASIC), 127)
        for text in ("Siân £5", "Zgłoszenie", "façade", "“quoted”", "–", "🚮", "شكوى"):
            with self.subTest(text):
                self.assertEqual(split(text).alphabet, "ucs2")
        for text in ("£5 @ 9", "naïve"[:2], "{[€]}~|^\\", "àèéìòù Ç ñ Ñ ß Δ", "a\nb"):
            with self.subTest(text):
                self.assertEqual(split(text).alphabet, "gsm")

    def test_number_of_parts_at_the_limits(self):
        for text, count, left in (
            ("", 1, 160),
            ("a" * 160, 1, 0),
            ("a" * 161, 2, 145),
            ("a" * 306, 2, 0),
            ("a" * 307, 3, 152),
            ("€" * 80, 1, 0),
            ("a" * 159 + "€", 2, 145),
            # The escape moves to the second part, and leaves a septet of the first.
            ("a" * 152 + "€" + "b" * 151, 2, 0),
            ("a" * 152 + "€" + "b" * 152, 3, 152),
            ("ł" * 70, 1, 0),
            ("ł" * 71, 2, 63),
            ("ł" * 134, 2, 0),
            ("ł" * 135, 3, 66),
            ("🚮" * 35, 1, 0),
            ("🚮" * 36, 2, 61),
            ("ł" * 66 + "🚮" + "ł" * 65, 2, 0),
            ("ł" * 66 + "🚮" + "ł" * 66, 3, 66),
        ):
            with self.subTest(f"{text[:1]}{len(text)}"):
                found = split(text)
                self.assertEqual((found.count, found.left), (count, left))

    def test_no_character_is_torn_apart(self):
        for character, size, limit in (("€", 2, 153), ("🚮", 2, 67)):
            for before in range(60, 160):
                text = "a" * before + character * 3 + "z" * 160
                found = split(text)
                self.assertEqual("".join(found.texts), text)
                kind = found.alphabet
                for part in found.texts:
                    took = sum(alphabet.units(one, kind) for one in part)
                    self.assertLessEqual(took, limit)
                self.assertEqual(alphabet.units(character, kind), size)

    def test_letters_are_composed_and_lines_end_alike(self):
        self.assertEqual(split("cafe\u0301").alphabet, "gsm")
        self.assertEqual(split("a\r\nb\rc").texts, ("a\nb\nc",))

    def test_text_of_too_many_parts_is_refused(self):
        with self.assertRaises(ValueError):
            split("a" * (153 * 255 + 1))

    def test_header_of_a_part(self):
        self.assertEqual(header(0x17A, 3, 2), bytes.fromhex("0500037a0302"))

    def test_only_full_parts_are_continued(self):
        for text, expected in (
            ("a" * 153, True),
            ("a" * 152, True),
            ("a" * 151, False),
            ("a" * 154, False),
            ("a" * 150 + "€", True),
            ("ł" * 67, True),
            ("ł" * 65, False),
            ("Hello", False),
        ):
            with self.subTest(f"{text[:1]}{len(text)}"):
                self.assertEqual(may_continue(text), expected)


@tagged("-at_install", "post_install")
class TestWords(BaseCase):
    def test_words_that_stop(self):
        for text, lang in (
            ("STOP", ""),
            (" stop. ", ""),
            ("“Stop”!!", ""),
            ("STOPALL", ""),
            ("Please stop", "en"),
            ("Unsubscribe", "en"),
            ("Don’t text me", "en"),
            ("STOPIWCH", "cy"),
            ("Dim mwy", "cy"),
            ("Rezygnuję", "pl"),
            ("rezygnuje", "pl"),
            ("WYPISZ", "pl"),
            ("Opreste", "ro"),
            ("Oprește", "ro"),
            ("Opreşte", "ro"),
            ("ARRET", "fr"),
            ("Arrêt", "fr"),
            ("Nebesiuskite", "lt"),
            ("توقف", "ar"),
            ("إيقاف", "ar"),
            ("ايقاف", "ar"),
            ("بند کریں", "ur"),
            ("بند كريں", "ur"),
            ("СТОП", "ru"),
            ("বন্ধ করুন", "bn"),
            ("ਬੰਦ ਕਰੋ", "pa"),
            ("बंद करें", "hi"),
            ("બંધ કરો", "gu"),
            ("停止", "zh"),
            ("Στοπ", "el"),
        ):
            with self.subTest(text):
                found = find_command(text)
                self.assertEqual((found.action, found.lang), ("stop", lang))

    def test_words_that_start(self):
        for text in ("START", "unstop", "Dechrau", "wznów", "ابدأ", "شروع", "Începe"):
            with self.subTest(text):
                self.assertEqual(find_command(text).action, "start")

    def test_word_in_a_message_is_none(self):
        for text in (
            "Stop the lorries on Main Street",
            "The bus stop is broken",
            "stop sign",
            "Bus stop",
            "Please stop the noise next door",
            "cancel",
            "yes",
            "end",
            "koniec",
            "",
            "?",
            "STOP " * 100,
            "proszę zatrzymać autobusy",
        ):
            with self.subTest(text):
                self.assertIsNone(find_command(text))


@tagged("-at_install", "post_install")
class TestNumbers(BaseCase):
    def test_plus_sign_that_gateways_leave_out(self):
        for sender, expected in (
            ("447700900123", "+447700900123"),
            ("00447700900123", "+447700900123"),
            ("+447700900123", "+447700900123"),
            ("48601234567", "+48601234567"),
            ("07700900123", "07700900123"),
            ("60060", "60060"),
            ("HullCC", "HullCC"),
            ("", ""),
            ("4477009001234567890", "4477009001234567890"),
        ):
            with self.subTest(sender):
                self.assertEqual(international(sender), expected)


def text_of(text, seconds=0, **more):
    sent_at = NOON + timedelta(seconds=seconds)
    return ReceivedText("1", "+447400123456", text=text, sent_at=sent_at, **more)


@tagged("-at_install", "post_install")
class TestJoining(BaseCase):
    def test_parts_of_one_text(self):
        full, rest = text_of("a" * 153), text_of("and so on", 2)
        for one, other, expected in (
            (full, rest, True),
            (rest, full, True),
            (full, text_of("hello", 60), False),
            (text_of("hello"), text_of("again", 1), False),
            (full, ReceivedText("2", "x", text="late"), False),
            (text_of("a", part=1, count=2, group="7"), text_of("b", 900), False),
        ):
            with self.subTest(other.text):
                self.assertIs(joining.belong_together(one, other), expected)
        first = text_of("a", part=1, count=2, group="7")
        second = text_of("b", 900, part=2, count=2, group="7")
        self.assertTrue(joining.belong_together(first, second))

    def test_rest_comes_last_and_the_gap_is_shown(self):
        given = [text_of("the end"), text_of("a" * 153)]
        order = joining.in_order(given)
        self.assertEqual(order, [1, 0])
        joined = joining.join([given[position] for position in order])
        self.assertEqual(joined.text, f"{'a' * 153} […] the end")

    def test_numbered_parts(self):
        def joined(*numbers, count=4):
            found = [
                text_of(f"<{number}>", part=number, count=count, group="7")
                for number in numbers
            ]
            order = joining.in_order(found)
            return joining.join([found[position] for position in order])

        self.assertEqual(joined(2, 1, count=2), joining.Joined("<1><2>", True))
        self.assertEqual(joined(4, 1), joining.Joined("<1> […] <4>", False))
        self.assertEqual(joined(2, 3), joining.Joined("[…] <2><3> […]", False))
