from odoo.tests import BaseCase

from ..adapters import clues, sender_phone
from . import sample_emails

PHONE = "+447700900123"
OWN = (
    "My number is 07700 900123",
    "my mobile: 07700 900123",
    "My new mobile number is\n07700 900123",
    "My tel. no. is 07700 900123",
    "My contact details: 07700 900123",
    "my numbers are 07700 900123 or 01482 300300",
    "Please call me on 07700 900123.",
    "ring me back any time on 07700 900123",
    "Please call me before 5pm on 07700 900123",
    "please call me between 0900-1700 on 07700 900123",
    "Give us a ring on 07700 900123",
    "You can reach me at 07700 900123",
    "the best number to reach me is 07700 900123",
    "I can be contacted on 07700 900123",
    "I'm on 07700 900123 all day",
    "Text me: 07700 900123",
    "Please ring Carol on 07700 900460. My number is 07700 900123",
    "Name: Jo\nTelephone number: 07700 900123\nAddress: 1 High Street",
    "Your phone number *\n07700 900123",
    "M: 07700 900123",
    "12 Park Avenue HU5 3ER missed. Jane Smith, 07700 900123",
    "Missed on 07.11.2026. Please ring me. Jane Testcase, 07700 900123",
    "Bin missed\n\nJane Smith\nTel: 07700 900123\njane@example.org",
    "Bin missed.\n\nKind regards\nJane Smith\n07700 900123",
    "Bin missed.\n\nThanks\nJane\n07700 900123",
    "My neighbour's tree fell, please call.\n\nJane Smith\n07700 900123",
    "call me on (07700) 900123",
    "ring me on 07700-900123",
    "reach me on +44(0)7700 900123",
    "Ring me: 07700 900 123 after 5",
    "Bin missed again. Thanks, Jane 07700 900123",
    (
        "Regards\n\nJohn Smith | Manager\nACME Ltd\nM: 07700 900123 | T: 01482 300300\n"
        "www.acme.co.uk\nThis email is confidential and intended only for the addressee"
    ),
    "John Smith | 07700 900123",
    "I'll be on 07700 900123",
    "Office: 07700 900123",
    "Direct dial 07700 900123\nJohn",
    "WhatsApp: 07700 900123",
    "I am available on 07700 900123",
    "I'm best reached on 07700 900123",
    "Many thanks\nJane\nSent from my iPhone\n07700 900123",
    "my mob 07700900123",
    "my cell is 07700900123",
    "Please let me know by phone. My phone number: 07700 900 123",
    "pls txt me on 07700 900123",
    "please phone me asap 07700 900123",
    "Mobile 07700 900123",
    "Tel 07700 900123, email jane@example.org",
    "Best wishes,\nPat O'Neil\n1 High St\nHull\nHU5 3ER\n07700 900123",
)
OF_OTHERS = (
    "please ring my neighbour Carol on 07700 900123",
    "Ring Carol Jones, 07700 900123",
    "me or my neighbour Carol on 07700 900123",
    "call me or my son on 07700 900123",
    "my neighbour's number is 07700 900123",
    "My neighbours number is 07700 900123",
    "my mum's mobile is 07700 900123",
    "Carol's number is 07700 900123",
    "I know he can be reached on 07700 900123",
    "please call my daughter Ann Lee on 07700 900123\nThank you\nBob Lee",
    "Please ring my neighbour:\n\nCarol Jones\nTel: 07700 900123\nThanks\nBob",
    "Contact the agent\nTel: 07700 900123\nThanks",
    "Emergency contact: Carol 07700 900123",
    "Council number: 07700 900123",
    "I rang you on 07700 900123",
    "Your number 07700 900123 is always engaged",
    "Please don't call me on 07700 900123",
    "my old number was 07700 900123",
    "ring my work on 07700 900123",
    "a van with 07700 900123 on its side",
    "They called me on 07700 900123 and said they are the council",
    "Account 07700900123 was charged",
    "See below\n\nFrom: Carol <carol@x.org>\nSent: today\n\nMy number is 07700 900123",
    "Hello\n> My number is 07700 900123",
    "-----Original Message-----\nMy number is 07700 900123",
    "Begin forwarded message:\nTel: 07700 900123",
    "I am with Carol on 07700 900123",
    "I am writing for Carol on 07700 900123",
    "I spoke to Carol who is on 07700 900123",
    "You can contact Mr Smith (the tenant) on 07700 900123",
    "Thanks for ringing Carol 07700 900123",
    "Fax: 07700 900123",
    "please call the landlord, 07700 900123",
    "The number on the van is 07700 900123",
    "Texts from 07700 900123 keep coming",
    "he's on 07700 900123",
    "my ex husband is on 07700 900123",
    "My mother Ann can be reached on 07700 900123",
    "I was told to ring 07700 900123",
    "I rang 07700 900123",
    "the crew's mobile 07700 900123",
    "We were given 07700 900123 by your office",
    "Call 07700 900123 for Carol",
    "I have called you on 07700 900123",
    "My account number is 07700900123",
    "my reference number 07700900123",
    "my UPRN number is 07700900123",
)
NO_NUMBERS = (
    "missed on 07.11.2026",
    "07.11.26 at 10.30",
    "missed on 07.11.2026 9.30",
    "01-02-1980",
    "2026-11-07",
    "between 0900-1700",
    "09.00-17.00",
    "01.02.80-03.04.81",
    "ref 4711-0815, 300300, 0148230030",
)


class TestSenderPhone(BaseCase):
    """Which number in a text is the sender's."""

    def test_number_that_the_sender_says_is_theirs(self):
        for text in OWN:
            with self.subTest(text):
                self.assertEqual(clues.find_clues(text, "GB").phone, PHONE)

    def test_number_of_another_in_prose(self):
        for text in OF_OTHERS:
            with self.subTest(text):
                found = clues.find_clues(text, "GB")
                self.assertEqual((found.phone, found.mentioned), ("", (PHONE,)))

    def test_date_or_time_is_no_number(self):
        for text in NO_NUMBERS:
            with self.subTest(text):
                found = clues.find_clues(f"My number is {text}", "GB")
                self.assertEqual((found.phone, found.mentioned), ("", ()))

    def test_signature_is_the_senders(self):
        for signature in ("Jane Smith\n07700 900123", "Jane Smith, 07700 900123"):
            with self.subTest(signature):
                found = clues.find_clues("Bin", "GB", signature)
                self.assertEqual((found.phone, found.name), (PHONE, "Jane Smith"))

    def test_number_in_prose_below_a_signature(self):
        below = (
            "If you get no answer from us for long, ring the council on 07700 900123"
        )
        self.assertEqual(clues.find_clues("Bin", "GB", below).phone, "")

    def test_extension_belongs_to_the_number(self):
        found = clues.find_clues("Bin\n\nThanks\nJo\nT: 01482 300300 ext 12", "GB")
        self.assertEqual(found.phone, "+441482300300;ext=12")

    def test_national_numbers_without_a_trunk_prefix(self):
        for text, region, number in (
            ("call me on 555 123 456", "PL", "+48555123456"),
            ("my number is (212) 555-0123", "US", "+12125550123"),
        ):
            with self.subTest(region):
                self.assertEqual(clues.find_clues(text, region).phone, number)

    def test_many_numbers_are_read_up_to_a_limit(self):
        text = "".join(f"07700 9{n:05}\n" for n in range(2 * sender_phone.MAX_NUMBERS))
        self.assertEqual(
            len(clues.find_clues(text, "GB").mentioned), sender_phone.MAX_NUMBERS
        )


class TestClues(BaseCase):
    def test_name_phone_and_address_in_one_line(self):
        found = clues.find_clues(sample_emails.BROWN_BIN, "GB")
        self.assertEqual(found.phone, "+447700900987")
        self.assertEqual(found.postcode, "HU5 3ER")
        self.assertEqual(found.street, "12 Park Avenue")
        self.assertEqual(found.name, "Jane Testsmith")

    def test_signed_email(self):
        text = (
            "Hello,\nthe light at Flat 2, 14 St. George's Road, hu36la is out.\n\n"
            "Kind regards\nPatrick O'Neil\nTel: 01482 300300"
        )
        found = clues.find_clues(text, "GB")
        self.assertEqual(found.name, "Patrick O'Neil")
        self.assertEqual(found.phone, "+441482300300")
        self.assertEqual(found.street, "Flat 2, 14 St. George's Road")
        self.assertEqual(found.postcode, "HU3 6LA")

    def test_numbers_that_are_no_phone(self):
        text = "Account 12345678901, hole 30cm deep, ref 4711-0815, 3 weeks"
        self.assertEqual(clues.find_clues(text, "GB"), clues.Clues())

    def test_answer_that_is_named_is_chosen(self):
        colours = ["black", "blue", "brown"]
        self.assertEqual(clues.choose(sample_emails.BROWN_BIN, colours), "brown")
        self.assertEqual(clues.choose("The Blue one, not the brown.", colours), "")
        self.assertEqual(clues.choose("The brownish bin", colours), "")

    def test_empty_text_has_no_clues(self):
        self.assertEqual(clues.find_clues("", "GB"), clues.Clues())

    def test_long_text_is_read_in_linear_time(self):
        clues.find_clues("12 " + "a " * 50_000 + "\n" * 1000, "GB")

    def test_postcode_of_a_sentence_is_none(self):
        text = "House B2 3am collection. I am at 21 Cottage Lane HU5 2DZ"
        found = clues.find_clues(text, "GB")
        self.assertEqual((found.postcode, found.street), ("HU5 2DZ", "21 Cottage Lane"))

    def test_things_that_are_counted_are_no_street(self):
        for text, street in (
            ("missed 3 weeks in a row at 14 Park Avenue", "14 Park Avenue"),
            ("2 mattresses across the drive", ""),
            ("at 12½ Park Avenue", "12½ Park Avenue"),
            ("at 1 The Grove", "1 The Grove"),
        ):
            with self.subTest(text):
                self.assertEqual(clues.find_clues(text, "GB").street, street)

    def test_of_long_texts_beginning_and_end_hold_the_clues(self):
        middle = "word " * 10_000
        found = clues.find_clues(
            f"At HU5 3ER. {middle}\nJane Smith, 07700 900987", "GB"
        )
        self.assertEqual(
            (found.postcode, found.phone, found.name),
            ("HU5 3ER", "+447700900987", "Jane Smith"),
        )
