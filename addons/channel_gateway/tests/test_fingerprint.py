import base64
import quopri
from datetime import datetime, timedelta
from email import message_from_bytes

from odoo.tests import BaseCase, tagged

from ..adapters import email
from .sample_emails import make_email

NOW = datetime(2026, 11, 30, 9, 0)


@tagged("-at_install", "post_install")
class TestFingerprint(BaseCase):
    """The same e-mail has one key, whichever way it comes."""

    def assert_same(self, one, other):
        self.assertEqual(email.content_key(one), email.content_key(other))

    def test_headers_of_servers_and_line_breaks_do_not_count(self):
        raw = make_email(attachments=[("bin.jpg", b"\xff\xd8\0\x8012345")])
        by_smtp = b"Received: from a by b; Mon, 30 Nov 2026 09:00:00 +0000\r\n"
        by_smtp += raw.replace(b"\n", b"\r\n")
        by_imap = b"Return-Path: <jane@example.net>\nDelivered-To: bins@x.org\n"
        by_imap += b"Received: from c by d\nX-Spam-Flag: NO\n" + raw + b"\n"
        self.assert_same(raw, by_smtp)
        self.assert_same(raw, by_imap)

    def test_zero_byte_that_imap_replaces_does_not_count(self):
        raw = make_email(message_id=None).replace(b"missed", b"mis\0sed")
        raw = raw.replace(b"Subject: Bin", b"Subject: B\0in")
        self.assert_same(raw, raw.replace(b"\0", b"\x80"))

    def test_transfer_encoding_does_not_count(self):
        raw = make_email(body="Café – £5\n" * 30, cte="8bit")
        head, _blank, _rest = raw.partition(b"\n\n")
        words = message_from_bytes(raw).get_payload(decode=True)
        for name, encoded in (
            (b"base64", base64.encodebytes(words)),
            (b"quoted-printable", quopri.encodestring(words)),
        ):
            with self.subTest(name):
                self.assert_same(raw, head.replace(b"8bit", name) + b"\n\n" + encoded)
        other = head.replace(b"utf-8", b"windows-1252")
        self.assert_same(raw, other + b"\n\n" + words.decode().encode("cp1252"))

    def test_form_of_the_date_does_not_count(self):
        raw = make_email()
        self.assert_same(raw, raw.replace(b"09:30:00 +0000", b"10:30:00 +0100 (BST)"))

    def test_whatever_the_sender_wrote_counts(self):
        raw = make_email(attachments=[("bin.jpg", b"12345")])
        for other in (
            make_email(body="Another", attachments=[("bin.jpg", b"12345")]),
            make_email(subject="Another", attachments=[("bin.jpg", b"12345")]),
            make_email(sender="eve@example.org", attachments=[("bin.jpg", b"12345")]),
            make_email(attachments=[("bin.jpg", b"123456")]),
            make_email(),
            raw.replace(b"09:30:00", b"09:31:00"),
            raw.replace(b"<brown-bin@", b"<other@"),
        ):
            with self.subTest(other=other[:200]):
                self.assertNotEqual(email.content_key(raw), email.content_key(other))

    def test_copy_that_a_list_has_passed_on_is_the_same(self):
        raw = make_email()
        added = b"Subject: [Bins] Bin\nList-Id: <bins.x.org>"
        copy = raw.replace(b"Subject: Bin", added) + b"-- \nLeave this list: x.org\n"
        self.assertTrue(email.is_same(raw, copy))
        self.assertTrue(email.is_same(copy, raw))
        for other in (
            copy.replace(b"09:30:00", b"09:31:00"),
            copy.replace(b"<brown-bin@", b"<other@"),
            copy.replace(b"brown bin was", b"lamp was"),
            copy.replace(b"List-Id", b"X-Id"),
            make_email(body="", List_Id="<bins.x.org>"),
        ):
            with self.subTest(other=other[:200]):
                self.assertFalse(email.is_same(raw, other))

    def test_attached_email_counts(self):
        outer = b"From: a@b.org\nContent-Type: message/rfc822\n\nSubject: x\n\n%s\n"
        one, other = outer % b"A pothole", outer % b"A lamp"
        self.assertNotEqual(email.content_key(one), email.content_key(other))

    def test_any_bytes_have_a_key(self):
        for raw in (
            b"",
            b"\xff\0",
            b":\n\n",
            b"Date: x\n\n",
            b"Date: Mon, 99 Foo 99999999999999 99:99:99\n\n",
            b"Content-Type: text/plain; charset=zlib\n\nx",
            b"Content-Type: text/plain; charset=a\0\n\ncaf\xe9",
            b"Content-Type: text/plain; charset=punycode\n\ncaf\xe9",
            b"Content-Transfer-Encoding: base64\n\n\xff",
            b"Content-Transfer-Encoding: uuencode\n\nbegin 644 x\n\xff",
        ):
            with self.subTest(raw=raw):
                self.assertTrue(email.content_key(raw).startswith("sha256:"))
                self.assertTrue(email.key(raw))


@tagged("-at_install", "post_install")
class TestKeys(BaseCase):
    def test_message_id_is_the_key(self):
        keys = email.keys(make_email(), NOW)
        self.assertEqual(keys, ("<brown-bin@example.org>",))

    def test_content_is_the_key_without_a_message_id(self):
        raw = make_email(message_id=None)
        received = b"Received: from a by b; Mon, 30 Nov 2026 09:00:00 +0000\n"
        self.assertEqual(email.keys(raw, NOW), (email.content_key(raw),))
        self.assertEqual(email.keys(received + raw, NOW), email.keys(raw, NOW))

    def test_email_without_a_date_is_another_one_after_some_days(self):
        raw = make_email(message_id=None).replace(b"Date:", b"X-Date:")
        first = email.keys(raw, NOW)
        for days in range(email.REPETITION_DAYS + 1):
            with self.subTest(days=days):
                self.assertIn(first[0], email.keys(raw, NOW + timedelta(days)))
        later = email.keys(raw, NOW + timedelta(2 * email.REPETITION_DAYS))
        self.assertNotIn(first[0], later)
