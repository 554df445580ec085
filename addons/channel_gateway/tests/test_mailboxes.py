from email import message_from_bytes

from odoo.tests import BaseCase, tagged

from ..adapters import email, mailboxes
from .sample_emails import make_email

ADDRESS = "pat@example.org"


@tagged("-at_install", "post_install")
class TestMailboxes(BaseCase):
    """Names and addresses as programs write them."""

    def test_name_and_address_are_read(self):
        for written, name in (
            ("Pat Probe <pat@example.org>", "Pat Probe"),
            ("PROBE, Pat <pat@example.org>", "PROBE, Pat"),
            ('"PROBE, Pat" <pat@example.org>', "PROBE, Pat"),
            ("PROBE\\, Pat <pat@example.org>", "PROBE, Pat"),
            ("Probe; Pat <pat@example.org>", "Probe, Pat"),
            ("Dr. Pat Probe, MBE <pat@example.org>", "Dr. Pat Probe, MBE"),
            ("=?utf-8?q?Probe=2C_Pat?= <pat@example.org>", "Probe, Pat"),
            ("=?utf-8?q?Probe,_Pat?= <pat@example.org>", "Probe, Pat"),
            ('"=?utf-8?q?Probe=2C_Pat?=" <pat@example.org>', "Probe, Pat"),
            ("=?utf-8?q?=22Probe=2C_Pat=22?= <pat@example.org>", "Probe, Pat"),
            ("=?utf-8?B?w5PFgmE=?=<pat@example.org>", "Óła"),
            ('"Pat "Paddy" Probe" <pat@example.org>', "Pat Paddy Probe"),
            ('"Pat Probe <pat@example.org>', "Pat Probe"),
            ("'Pat Probe' <pat@example.org>", "Pat Probe"),
            ("pat@example.org (Pat Probe)", "Pat Probe"),
            ("<pat@example.org> Pat Probe", "Pat Probe"),
            ("Pat Probe pat@example.org", "Pat Probe"),
            ("Pat Probe <pat@example.org", "Pat Probe"),
            ("Pat Probe <<pat@example.org>>", "Pat Probe"),
            ("Pat Probe <mailto:pat@example.org>", "Pat Probe"),
            ("Pat Probe [mailto:pat@example.org]", "Pat Probe"),
            ("Pat @ Home <pat@example.org>", "Pat @ Home"),
            ("pat@example.org", ""),
            ("<@a.org,@b.org:pat@example.org>", ""),
            ("pat@example.org;", ""),
        ):
            with self.subTest(written):
                found = mailboxes.parse(written)
                self.assertEqual(found, (mailboxes.Mailbox(name, ADDRESS),))

    def test_address_as_a_name_is_no_name(self):
        for written in (
            "pat@example.org <pat@example.org>",
            '"pat@example.org" <pat@example.org>',
            "'pat@example.org' <pat@example.org>",
            "=?utf-8?q?pat=40example=2Eorg?= <pat@example.org>",
            '"" <pat@example.org>',
        ):
            with self.subTest(written):
                raw = f"From: {written}\n\nBin".encode()
                contact = email.parse_email(raw)
                self.assertEqual((contact.name, contact.sender), ("", ADDRESS))

    def test_address_that_is_encoded_with_its_name_is_read(self):
        raw = b"From: =?utf-8?q?Pat_=3Cpat=40example=2Eorg=3E?=\n\nBin"
        contact = email.parse_email(raw)
        self.assertEqual((contact.name, contact.sender), ("Pat", ADDRESS))

    def test_addresses_of_any_script_are_kept(self):
        (box,) = mailboxes.parse("José <josé@exempel.se>")
        self.assertEqual(box, mailboxes.Mailbox("José", "josé@exempel.se"))

    def test_several_mailboxes_are_several(self):
        for written, addresses in (
            ("a@x.org, b@x.org", ["a@x.org", "b@x.org"]),
            ('A <a@x.org>; "Doe, B" <b@x.org>', ["a@x.org", "b@x.org"]),
            ("Team: a@x.org, b@x.org;", ["a@x.org", "b@x.org"]),
            ("<a@x.org><b@x.org>", ["a@x.org", "b@x.org"]),
            ("undisclosed-recipients:;", []),
            ("<>", []),
            ("", []),
        ):
            with self.subTest(written):
                found = [box.address for box in mailboxes.parse(written)]
                self.assertEqual(found, addresses)

    def test_local_part_with_a_quotation_or_an_apostrophe_is_kept(self):
        for address in ('"pat probe"@x.org', "pat.o'neil@x.org"):
            for written in (address, f"<{address}>", f"Pat <{address}>"):
                with self.subTest(written):
                    self.assertEqual(mailboxes.parse(written)[0].address, address)


@tagged("-at_install", "post_install")
class TestWriter(BaseCase):
    """Who wrote, where From is not who did."""

    def writer(self, sender, reply_to, to="contact@council.test", **headers):
        raw = make_email(sender=sender, Reply_To=reply_to, **headers)
        raw = raw.replace(b"To: contact@example.org", f"To: {to}".encode(), 1)
        contact = email.parse_email(raw)
        return contact.name, contact.sender

    def test_reply_to_of_a_web_form_is_who_writes(self):
        for form in (
            "Council website <noreply@forms.example>",
            "no-reply@council.test",
            "do_not_reply@fms.example",
            "FixMyStreet <fms-DO-NOT-REPLY@fms.example>",
            "WordPress <wordpress@parish.example>",
            "www-data@host.example",
            "webform@council.test",
            "contact.form@parish.example",
            "Report a problem <reports@council.test>",
            "Council <contact@council.test>",
            "Online form <service@vendor.example>",
        ):
            with self.subTest(form):
                found = self.writer(form, "Pat Probe <pat@example.org>")
                self.assertEqual(found, ("Pat Probe", "pat@example.org"))

    def test_script_of_a_web_server_is_a_web_form(self):
        for header, value in (
            ("X_PHP_Originating_Script", "33:mail.php"),
            ("X_Mailer", "PHPMailer 6.8.0"),
        ):
            with self.subTest(header):
                found = self.writer(
                    "info@club.example", "pat@example.org", **{header: value}
                )
                self.assertEqual(found, ("", "pat@example.org"))

    def test_copy_to_ourselves_in_reply_to_is_not_who_writes(self):
        found = self.writer(
            "noreply@council.test", "contact@council.test, Pat <pat@example.org>"
        )
        self.assertEqual(found, ("Pat", "pat@example.org"))

    def test_several_in_reply_to_are_not_one_writer(self):
        found = self.writer("noreply@x.example", "pat@example.org, ann@example.org")
        self.assertEqual(found, ("", "noreply@x.example"))

    def test_name_of_the_form_is_not_the_writers(self):
        found = self.writer("Council website <noreply@x.example>", "pat@example.org")
        self.assertEqual(found, ("", "pat@example.org"))

    def test_list_that_takes_the_senders_place_names_who_writes(self):
        found = self.writer(
            "'Pat Probe' via Bins <bins@council.test>",
            "pat@example.org",
            to="bins@council.test",
            List_Id="<bins.council.test>",
        )
        self.assertEqual(found, ("Pat Probe", "pat@example.org"))

    def test_reply_to_of_a_person_does_not_replace_them(self):
        found = self.writer("Pat Probe <pat@work.example>", "pat@home.example")
        self.assertEqual(found, ("Pat Probe", "pat@work.example"))

    def test_reply_to_of_a_list_is_not_who_writes(self):
        found = self.writer(
            "Pat Probe <pat@example.org>",
            "bins@list.example",
            to="bins@list.example",
            List_Id="<bins.list.example>",
        )
        self.assertEqual(found, ("Pat Probe", "pat@example.org"))

    def test_reply_to_that_nobody_reads_is_not_who_writes(self):
        found = self.writer("noreply@a.example", "no-reply@b.example")
        self.assertEqual(found, ("", "noreply@a.example"))

    def test_webmaster_may_be_a_person(self):
        found = self.writer("noreply@x.example", "Pat <webmaster@parish.example>")
        self.assertEqual(found, ("Pat", "webmaster@parish.example"))
        for address, is_unread in (
            ("no-reply@x.example", True),
            ("fms-DO-NOT-REPLY@x.example", True),
            ("www-data@x.example", True),
            ("webmaster@x.example", False),
            ("forms@x.example", False),
            ("pat@noreply.example", False),
        ):
            with self.subTest(address):
                box = mailboxes.Mailbox(address=address)
                self.assertIs(mailboxes.is_unread(box), is_unread)

    def test_who_writes_is_found_without_from(self):
        for header in ("Reply-To", "Sender"):
            with self.subTest(header):
                raw = f"{header}: Pat <pat@example.org>\n\nBin".encode()
                self.assertEqual(email.parse_email(raw).sender, "pat@example.org")

    def test_verification_of_a_form_does_not_verify_the_writer(self):
        result = "mx.council.test; dmarc=pass header.from=council.test"
        for reply_to, expected in (("officer@council.test", ()), (None, (result,))):
            with self.subTest(reply_to):
                headers = {"Reply_To": reply_to} if reply_to else {}
                raw = make_email(
                    sender="noreply@council.test",
                    Authentication_Results=result,
                    **headers,
                )
                self.assertEqual(email.parse_email(raw).authentication, expected)

    def test_name_with_another_address_is_not_verified(self):
        result = "mx.council.test; dmarc=pass header.from=evil.example"
        raw = make_email(Authentication_Results=result)
        line = message_from_bytes(raw)["From"].encode()
        raw = raw.replace(line, b'"officer@council.test" <eve@evil.example>', 1)
        self.assertEqual(email.parse_email(raw).authentication, ())
