import base64
import datetime
from email.message import EmailMessage

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from odoo.tests import BaseCase

from ..adapters import email, parts
from . import winmail

HEAD = (
    b"From: Jane <jane@example.net>\r\nTo: contact@example.org\r\nSubject: Bin\r\n"
    b"Message-ID: <body@example.org>\r\n"
)


def both(plain, html):
    """Return an e-mail that has its text as plain text and as HTML."""
    message = EmailMessage()
    message["From"] = "jane@example.net"
    message.set_content(plain)
    message.add_alternative(html, subtype="html")
    return message.as_bytes()


def mixed(*pieces):
    """Return an e-mail of parts, each given as its headers and its content."""
    body = b"".join(
        b"--b\r\n" + headers.encode() + b"\r\n\r\n" + content + b"\r\n"
        for headers, content in pieces
    )
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + body + b"--b--"


def packed(mimetype, content):
    """Return an e-mail that is one part in base64."""
    head = f"Content-Type: {mimetype}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return HEAD + head.encode() + base64.encodebytes(content)


def outlook(content, text=b""):
    """Return an e-mail with a winmail.dat."""
    kind = (
        "Content-Type: application/ms-tnef; name=winmail.dat\r\n"
        "Content-Transfer-Encoding: base64"
    )
    return mixed(
        ("Content-Type: text/plain", text), (kind, base64.encodebytes(content))
    )


class TestBody(BaseCase):
    def contact(self, raw):
        return email.parse_email(raw)

    def names(self, raw):
        return [file.name for file in self.contact(raw).attachments]

    def test_stub_in_place_of_the_plain_text(self):
        page = "<p>My bin at 12 Park Avenue was missed.</p>"
        for stub in (
            "Your client does not support HTML",
            "Your e-mail program does not support HTML messages. Please view this"
            " message in a modern program instead.",
            "View this message in your browser.",
            "Votre logiciel n'affiche pas le HTML.",
            "Dear council",
            "\u00a0",
        ):
            with self.subTest(stub):
                contact = self.contact(both(stub, page))
                self.assertEqual(contact.text, "My bin at 12 Park Avenue was missed.")

    def test_plain_text_that_is_cut_off(self):
        page = "<p>Dear council, my bin was missed at 12 Park Avenue on Monday.</p>"
        contact = self.contact(both("Dear council, my bin", page))
        self.assertIn("12 Park Avenue", contact.text)

    def test_html_without_the_words(self):
        for page in ("<img src='cid:logo'>", "<p>Sent by Letterbox</p>", "<p>My bin"):
            with self.subTest(page):
                contact = self.contact(
                    both("My bin was missed at 12 Park Avenue", page)
                )
                self.assertEqual(contact.text, "My bin was missed at 12 Park Avenue")
                self.assertEqual(contact.html, "", "the chatter shows the words")

    def test_plain_text_is_read_where_html_says_the_same(self):
        contact = self.contact(both("My bin\nwas missed", "<p>My bin was missed</p>"))
        self.assertEqual(contact.text, "My bin\nwas missed")
        self.assertIn("<p>", contact.html)

    def test_marks_of_html_are_followed_in_any_language(self):
        page = (
            "<div>Brown.</div><div id='divRplyFwdMsg'><b>Xq:</b> Council</div>"
            "<div>Which bin was it?</div>"
        )
        contact = self.contact(both("Brown.\n\nXq: Council\n\nWhich bin was it?", page))
        self.assertEqual(contact.text, "Brown.")
        self.assertIn("Which bin was it?", contact.whole_text)

    def test_text_after_a_picture(self):
        contact = self.contact(
            mixed(
                ("Content-Type: text/plain", b"Look:"),
                ("Content-Type: image/jpeg; name=bin.jpg", b"x"),
                ("Content-Type: text/html", b"<p>It was missed.</p>"),
            )
        )
        self.assertEqual(contact.text, "Look:\n\nIt was missed.")

    def test_text_that_a_telephone_sends_as_a_file(self):
        raw = mixed(
            ("Content-Type: image/jpeg; name=bin.jpg", b"x"),
            ("Content-Type: text/plain; name=text_0.txt", b"My bin was missed"),
        )
        self.assertEqual(self.contact(raw).text, "My bin was missed")
        self.assertEqual(self.names(raw), ["bin.jpg", "text_0.txt"])

    def test_file_of_text_beside_a_body_is_no_text(self):
        raw = mixed(
            ("Content-Type: text/plain", b"See the letter"),
            ("Content-Type: text/plain; name=letter.txt", b"Dear council"),
        )
        self.assertEqual(self.contact(raw).text, "See the letter")

    def test_html_under_a_wrong_name(self):
        raw = HEAD + b"\r\n<!DOCTYPE html>\n<html><body><p>My bin</p></body></html>"
        self.assertEqual(self.contact(raw).text, "My bin")

    def test_text_of_another_type(self):
        for kind in (b"text/enriched", b"text/markdown"):
            raw = HEAD + b"Content-Type: " + kind + b"\r\n\r\nMy bin was missed"
            with self.subTest(kind):
                self.assertEqual(self.contact(raw).text, "My bin was missed")
                self.assertEqual(self.names(raw), [])

    def test_text_is_never_empty(self):
        for page in (
            "<blockquote>My bin</blockquote>",
            "<div class=gmail_quote>My bin</div>",
            "<div class=gmail_quote><blockquote>My bin</blockquote></div>",
            "<div id=appendonsend></div><p>My bin</p>",
            "<head><p>My bin</p>",
        ):
            raw = HEAD + b"Content-Type: text/html\r\n\r\n" + page.encode()
            with self.subTest(page):
                self.assertEqual(self.contact(raw).text, "My bin")

    def test_lines_that_a_program_has_broken(self):
        body = (
            b"My bin at 12 Park \r\nAvenue was missed.\r\n\r\nJane\r\n-- \r\nJane T"
            b"\r\n07700 900987\r\n"
        )
        for delsp, text in (
            (b"", "My bin at 12 Park Avenue was missed.\n\nJane"),
            (b"; DelSp=Yes", "My bin at 12 ParkAvenue was missed.\n\nJane"),
        ):
            kind = b"Content-Type: text/plain; format=flowed" + delsp
            contact = self.contact(HEAD + kind + b"\r\n\r\n" + body)
            self.assertEqual(contact.text, text)
            self.assertEqual(contact.signature, "Jane T\n07700 900987")

    def test_quoted_lines_stay_apart_from_answers(self):
        kind = b"Content-Type: text/plain; format=flowed\r\n\r\n"
        body = b"> Which bin was \r\n> it?\r\nThe brown \r\none.\r\n> Where?\r\nHere."
        contact = self.contact(HEAD + kind + body)
        self.assertEqual(contact.text, "The brown one.\nHere.")

    def test_text_signed_with_pgp(self):
        raw = HEAD + (
            b"\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n"
            b"My bin\r\n- -- \r\nJane\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\nabc=\r\n"
            b"-----END PGP SIGNATURE-----\r\n"
        )
        contact = self.contact(raw)
        self.assertEqual((contact.text, contact.signature), ("My bin", "Jane"))


class TestAttachedEmail(BaseCase):
    INNER = b"Subject: Her story\r\n\r\nRing Carol on 07700 900460"

    def test_its_text_is_not_the_senders(self):
        raw = mixed(
            ("Content-Type: text/plain", b"See attached"),
            ("Content-Type: message/rfc822", self.INNER),
        )
        contact = email.parse_email(raw)
        self.assertEqual(contact.whole_text, "See attached")
        self.assertEqual(contact.attachments[0].name, "Her story.eml")
        self.assertIn(b"07700 900460", contact.attachments[0].content)

    def test_name_that_its_sender_gave(self):
        kind = 'Content-Type: message/rfc822; name="=?utf-8?q?Zg=C5=82oszenie.eml?="'
        contact = email.parse_email(mixed((kind, self.INNER)))
        self.assertEqual(contact.attachments[0].name, "Zgłoszenie.eml")

    def test_email_alone_is_no_text(self):
        raw = HEAD + b"Content-Type: message/rfc822\r\n\r\n" + self.INNER
        contact = email.parse_email(raw)
        self.assertEqual(contact.text, "")
        self.assertEqual(contact.attachments[0].name, "Her story.eml")

    def test_encoding_that_is_forbidden(self):
        kind = "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64"
        raw = mixed((kind, base64.encodebytes(self.INNER)))
        (file,) = email.parse_email(raw).attachments
        self.assertEqual((file.name, file.content), ("Her story.eml", self.INNER))

    def test_digest(self):
        raw = HEAD + b"Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\n"
        contact = email.parse_email(raw + self.INNER + b"\r\n--b--\r\n")
        self.assertEqual([file.name for file in contact.attachments], ["Her story.eml"])


class TestSigned(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Jane")])
        key = rsa.generate_private_key(65537, 2048)
        cls.certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(datetime.datetime(2026, 1, 1))
            .not_valid_after(datetime.datetime(2036, 1, 1))
            .sign(key, hashes.SHA256())
        )
        message = EmailMessage()
        message.set_content("My bin was missed.\n-- \nJane")
        message.add_attachment(
            b"12345", maintype="image", subtype="jpeg", filename="bin.jpg"
        )
        cls.inner = message.as_bytes().replace(b"\n", b"\r\n")
        cls.builder = pkcs7.PKCS7SignatureBuilder().add_signer(
            cls.certificate, key, hashes.SHA256()
        )

    def signed(self, content, encoding=Encoding.DER, options=()):
        options = [pkcs7.PKCS7Options.Binary, *options]
        return self.builder.set_data(content).sign(encoding, options)

    def check(self, raw):
        contact = email.parse_email(raw)
        self.assertEqual(contact.text, "My bin was missed.")
        self.assertEqual(contact.signature, "Jane")
        self.assertEqual([f.name for f in contact.attachments], ["bin.jpg"])

    def test_text_inside_the_signature(self):
        content = self.signed(self.inner)
        for kind in (
            "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
            "application/x-pkcs7-mime; name=smime.p7m",
            "application/octet-stream; name=smime.p7m",
        ):
            with self.subTest(kind):
                self.check(packed(kind, content))

    def test_signature_beside_the_text(self):
        detached = self.builder.set_data(self.inner).sign(
            Encoding.SMIME, [pkcs7.PKCS7Options.DetachedSignature]
        )
        self.check(HEAD + detached)

    def test_signed_twice(self):
        kind = b"Content-Type: application/pkcs7-mime\r\n"
        inner = kind + b"Content-Transfer-Encoding: base64\r\n\r\n"
        inner += base64.encodebytes(self.signed(self.inner))
        self.check(packed("application/pkcs7-mime", self.signed(inner)))

    def test_encrypted_or_malformed_stays_a_file(self):
        encrypted = (
            pkcs7.PKCS7EnvelopeBuilder()
            .set_data(self.inner)
            .add_recipient(self.certificate)
            .encrypt(Encoding.DER, [pkcs7.PKCS7Options.Binary])
        )
        for content in (
            encrypted,
            self.signed(self.inner)[:200],
            b"",
            b"\x30\x80",
            b"\x30\x84\xff\xff\xff\xff",
            b"no",
        ):
            with self.subTest(content[:6]):
                raw = packed("application/pkcs7-mime; name=smime.p7m", content)
                contact = email.parse_email(raw)
                self.assertEqual([f.name for f in contact.attachments], ["smime.p7m"])
                self.assertEqual(contact.attachments[0].content, content)

    def test_parts_inside_a_signature_are_bounded(self):
        part = b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n"
        nested = b"".join(part % (n, n) for n in range(parts.MAX_CONTAINERS + 1))
        raw = packed("application/pkcs7-mime; name=smime.p7m", self.signed(nested))
        contact = email.parse_email(raw)
        self.assertEqual([f.name for f in contact.attachments], ["smime.p7m"])


class TestWinmail(BaseCase):
    RTF = (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}"
        r"{\f1\fswiss\fcharset238 Arial CE;}}{\colortbl;\red0\green0\blue0;}"
        r"{\*\generator Riched20;}\f1 Zg\'b3oszenie:\f0  my bin\par was missed \u8211?"
        r" \{again\} caf\'e9{\*\htmltag <b>}\par}"
    )

    def message(self, *found):
        return winmail.attribute(winmail.MESSAGE, winmail.properties(*found))

    def test_files_by_their_long_names(self):
        content = winmail.make(
            winmail.attached(b"12345", "UMLAUT~1.TXT", "UmlautAnhang-äüö.txt"),
            winmail.attached(b"123", "BIN.JPG"),
            winmail.attached(b"1", "", ""),
        )
        contact = email.parse_email(outlook(content, b"See attached"))
        self.assertEqual(contact.text, "See attached")
        self.assertEqual(
            [(f.name, f.mimetype, f.content) for f in contact.attachments],
            [
                ("UmlautAnhang-äüö.txt", "text/plain", b"12345"),
                ("BIN.JPG", "image/jpeg", b"123"),
                ("attachment", "application/octet-stream", b"1"),
            ],
        )

    def test_text_from_rtf(self):
        content = winmail.make(
            self.message((winmail.BINARY, winmail.RTF, winmail.rtf(self.RTF)))
        )
        contact = email.parse_email(outlook(content))
        self.assertEqual(contact.text, "Zgłoszenie: my bin\nwas missed – {again} café")

    def test_text_from_html(self):
        page = "<p>My bin at Siân's was missed</p>".encode()
        content = winmail.make(
            self.message(
                (winmail.BINARY, winmail.HTML, page), (winmail.NUMBER, 0x3FDE, 65001)
            )
        )
        contact = email.parse_email(outlook(content))
        self.assertEqual(contact.text, "My bin at Siân's was missed")

    def test_plain_text_ends_before_its_nul(self):
        content = winmail.make(winmail.attribute(winmail.BODY, b"My bin caf\xe9\0"))
        self.assertEqual(email.parse_email(outlook(content)).text, "My bin café")

    def test_attached_email_is_a_file_that_opens(self):
        inner = winmail.make(
            self.message(
                (winmail.UNICODE, winmail.SUBJECT, winmail.text("Her story")),
                (winmail.UNICODE, winmail.PLAIN, winmail.text("Carol's words")),
            ),
            winmail.attached(b"12345", "BIN.JPG", "bin.jpg"),
        )
        whole = winmail.properties(
            (winmail.NUMBER, winmail.METHOD, 5),
            (winmail.OBJECT, winmail.DATA, b"\0" * 16 + inner),
        )
        content = winmail.make(
            winmail.attribute(winmail.BODY, b"See attached\0"),
            winmail.attribute(winmail.ATTACH_BEGIN, b"\0" * 14, 2),
            winmail.attribute(winmail.ATTACHMENT, whole, 2),
        )
        contact = email.parse_email(outlook(content))
        self.assertEqual(contact.text, "See attached")
        (file,) = contact.attachments
        self.assertEqual(
            (file.name, file.mimetype), ("Her story.eml", "message/rfc822")
        )
        opened = email.parse_email(file.content)
        self.assertEqual((opened.subject, opened.text), ("Her story", "Carol's words"))
        self.assertEqual([one.name for one in opened.attachments], ["bin.jpg"])

    def test_file_that_is_cut_off_is_kept_as_well(self):
        content = winmail.make(winmail.attached(b"12345", "A.TXT", "a.txt"))
        contact = email.parse_email(outlook(content[:-20]))
        self.assertEqual(contact.attachments[-1].name, "winmail.dat")
        self.assertEqual(contact.attachments[-1].content, content[:-20])

    def test_other_content_under_its_name(self):
        contact = email.parse_email(outlook(b"hello"))
        self.assertEqual([f.name for f in contact.attachments], ["winmail.dat"])
