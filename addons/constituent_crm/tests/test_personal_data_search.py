"""How somebody is found whom nothing refers to: by spelling, file and address."""

import random

from odoo.tests import BaseCase, tagged

from ..importing import search
from ..matching import number_formats
from .common import CouncilCase
from .import_case import workbook


@tagged("-at_install", "post_install")
class TestSpellings(BaseCase):
    """A number in its normal form as people and machines write it."""

    def test_numbers_are_spelt_as_people_write_them(self):
        spelt = number_formats.of_phone("+447400123456")
        self.assertLessEqual(
            {"+447400123456", "+44 7400 123456", "07400 123456", "07400123456"}, spelt
        )

    def test_numbers_are_spelt_as_machines_dial_them(self):
        digits = number_formats.digits_of_phone("+447400123456")
        self.assertEqual(digits, {"447400123456", "07400123456", "00447400123456"})


@tagged("-at_install", "post_install")
class TestSearch(BaseCase):
    """Whether a file of a table tells of somebody."""

    TABLE = "Name,E-mail\nZebrowska Zofia,Zofia@example.org\nAdam Żuk,\n"

    def test_words_of_one_row_match_in_any_order(self):
        self.assertTrue(search.holds(self.TABLE.encode(), ["Zofia Zebrowska"]))

    def test_words_of_several_rows_do_not_match(self):
        self.assertFalse(search.holds(self.TABLE.encode(), ["Adam Zebrowska"]))

    def test_every_encoding_is_searched(self):
        for codec in ("utf-8", "utf-16", "utf-16-be"):
            with self.subTest(codec):
                data = self.TABLE.encode(codec)
                self.assertTrue(search.holds(data, ["zofia@example.org"]))
        latin = "Name\nJosé Núñez\n".encode("cp1252")
        self.assertTrue(search.holds(latin, ["José Núñez"]))

    def test_case_of_letters_beyond_ascii_is_ignored(self):
        for written in ("Łucja Żak", "ŁUCJA ŻAK", "łucja żak"):
            for codec in ("utf-8", "utf-16"):
                with self.subTest(written, codec=codec):
                    data = f"Name\n{written}\n".encode(codec)
                    self.assertTrue(search.holds(data, ["Łucja Żak"]))

    def test_workbook_is_searched(self):
        data = workbook([["Name"], ["Zofia Zebrowska"]])
        self.assertTrue(search.holds(data, ["zofia zebrowska"]))
        self.assertFalse(search.holds(data, ["adam"]))

    def test_damaged_workbook_matches_everybody(self):
        self.assertTrue(search.holds(b"PK\x03\x04 no archive", ["zofia"]))

    def test_person_without_data_is_in_no_file(self):
        self.assertFalse(search.holds(self.TABLE.encode(), []))


@tagged("-at_install", "post_install")
class TestOwnAddresses(CouncilCase):
    """The addresses by which what refers to nobody is known to be about a person."""

    def test_current_and_former_addresses_are_found(self):
        self.zofia.email = "z.new@example.org"
        addresses = self.zofia._own_addresses()
        self.assertEqual(
            addresses["email"], {"z.new@example.org", "zofia@zebrowska.example.org"}
        )
        self.assertEqual(addresses["phone"], {"+447700900401"})

    def test_shared_address_is_not_used(self):
        self.adam.email = self.zofia.email
        self.assertFalse(self.zofia._own_addresses()["email"])

    def test_message_from_their_address_counts_as_theirs(self):
        message = self.adam.message_post(
            body="Hello",
            author_id=False,
            email_from='"Z" <Zofia@Zebrowska.example.org>',
        )
        self.assertFalse(message.author_id)
        self.assertEqual(
            self.env["mail.message"]._personal_rows_of(self.zofia), message
        )

    def test_email_to_them_alone_is_deleted(self):
        mail = self.env["mail.mail"].create(
            {"email_to": f'"Zofia" <{self.zofia.email}>', "body_html": "Hello"}
        )
        self.zofia._erase()
        self.assertFalse(mail.exists())

    def test_email_to_a_very_long_address_is_stored(self):
        address = f"{random.Random(1).randbytes(4000).hex()}@example.org"
        mail = self.env["mail.mail"].create(
            {"email_to": address, "email_from": address, "author_id": False}
        )
        self.env.flush_all()
        self.assertEqual(mail.email_to, address)

    def test_email_to_several_recipients_is_not_theirs(self):
        both = (self.zofia | self.adam).ids
        mail = self.env["mail.mail"].create({"recipient_ids": both})
        self.assertNotIn(mail, self.env["mail.mail"]._personal_rows_of(self.zofia))

    def test_file_in_another_discussion_is_deleted(self):
        message = self.adam.message_post(
            body="See", author_id=self.zofia.id, attachments=[("photo.txt", b"Zofia")]
        )
        file = message.attachment_ids
        self.assertEqual(file.res_model, "res.partner")
        self.zofia._erase()
        self.assertFalse(file.exists())
        self.assertTrue(self.adam.exists())
