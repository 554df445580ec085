from email.message import EmailMessage, Message
from unittest.mock import patch

from odoo.tests import BaseCase

from ..adapters import attachments, decoding, email, markup, parts
from . import sample_emails


class TestEmailAdapter(BaseCase):
    def test_email_with_everything(self):
        contact = email.parse_email(
            sample_emails.make_email(attachments=[("bin.jpg", b"12345")])
        )
        self.assertEqual(contact.sender, "jane.testsmith@example.net")
        self.assertEqual(contact.name, "Jane Testsmith")
        self.assertEqual(contact.subject, "Bin")
        self.assertEqual(contact.text, sample_emails.BROWN_BIN)
        self.assertEqual(contact.message_id, "<brown-bin@example.org>")
        self.assertFalse(contact.is_automatic)
        self.assertEqual(
            [(f.name, f.size) for f in contact.attachments], [("bin.jpg", 5)]
        )

    def test_raw_latin_1_in_header_and_body(self):
        contact = email.parse_email(sample_emails.LATIN_1)
        self.assertEqual(contact.name, "Jürgen Groß")
        self.assertEqual(contact.subject, "Café noise")
        self.assertIn("café", contact.text)

    def test_encoded_words_and_base64(self):
        contact = email.parse_email(sample_emails.BASE64)
        self.assertEqual(contact.subject, "Odbiór śmieci")
        self.assertEqual(contact.text, "Mielę śmieci")
        self.assertTrue(contact.name.startswith("Agnieszka Żół"))

    def test_charset_that_does_not_exist(self):
        self.assertEqual(
            email.parse_email(sample_emails.UNKNOWN_CHARSET).text, "Bin missed – again"
        )

    def test_html_becomes_text_without_style_and_quotation(self):
        contact = email.parse_email(sample_emails.HTML_ONLY)
        self.assertEqual(contact.text, "My bin was missed.\n\nThanks\nJane")

    def test_encoded_display_name_with_comma(self):
        raw = sample_emails.make_email(sender="x@example.org").replace(
            b"x@example.org", b"=?utf-8?q?Smith=2C_Jane?= <x@example.org>", 1
        )
        contact = email.parse_email(raw)
        self.assertEqual(
            (contact.name, contact.sender), ("Smith, Jane", "x@example.org")
        )

    def test_email_without_message_id_is_keyed_by_its_content(self):
        raw = sample_emails.make_email(message_id=None)
        self.assertEqual(email.key(raw), email.key(raw))
        self.assertTrue(email.key(raw).startswith("sha256:"))
        self.assertNotEqual(email.key(raw), email.key(raw + b"!"))

    def test_long_or_odd_message_id_is_keyed_by_its_hash(self):
        plain = f"<{'a' * 240}@x.org>"
        self.assertEqual(email.key(sample_emails.make_email(message_id=plain)), plain)
        names = [f"<{'a' * 900}@x.org>", f"<{'a' * 900}@y.org>"]
        keys = [email.key(sample_emails.make_email(message_id=name)) for name in names]
        self.assertTrue(all(key.startswith("sha256:") for key in keys))
        self.assertNotEqual(*keys)
        rare = sample_emails.make_email(message_id="<ID@x.org>")
        rare = rare.replace(b"<ID@", f"<{'𝄞' * 60}@".encode())
        self.assertTrue(email.key(rare).startswith("sha256:"))
        self.assertEqual(email.key(rare), email.key(rare + b"!"), "not of its content")

    def test_message_ids_that_were_encoded_are_read(self):
        long = f"<{'a' * 100}@example.org>"
        raw = sample_emails.make_email(References=long, message_id=long)
        self.assertIn(b"=?utf-8?", raw, "Python encodes what is too long for a line")
        self.assertEqual(email.parse_email(raw).references, (long,))
        self.assertEqual(email.key(raw), long)

    def test_control_characters_are_removed(self):
        raw = b"From: Jo\x00hn <a@b.org>\r\nSubject: Bi\x00n\r\nMessage-ID: <a\x00b@c>"
        contact = email.parse_email(
            raw + b"\r\n\r\nMy\x00 bin\x0b was\x1b missed\rtoday"
        )
        self.assertEqual(
            (contact.name, contact.subject, contact.text, contact.message_id),
            ("John", "Bin", "My bin was missed\ntoday", "<ab@c>"),
        )

    def test_codecs_that_are_no_charsets_are_not_used(self):
        for charset in ("punycode", "idna", "rot13", "zlib", "unicode_escape", "a\x00"):
            raw = b"Content-Type: text/plain; charset=%s\n\nMy \\ud800 bin"
            contact = email.parse_email(raw % charset.encode())
            self.assertEqual(contact.text, "My \\ud800 bin")

    def test_charset_with_a_nul_in_its_name(self):
        raw = b"Content-Type: text/plain; charset=a\x00\n\nMy caf\xe9"
        self.assertEqual(email.parse_email(raw).text, "My café")

    def test_attached_email_is_a_file_and_not_part_of_the_text(self):
        inner = EmailMessage()
        inner["Subject"] = "What they wrote"
        inner.set_content("A pothole")
        outer = EmailMessage()
        outer.set_content("See attached")
        outer.add_attachment(inner)
        contact = email.parse_email(outer.as_bytes())
        self.assertEqual(contact.text, "See attached")
        self.assertEqual(
            [file.name for file in contact.attachments], ["What they wrote.eml"]
        )
        self.assertIn(b"A pothole", contact.attachments[0].content)

    def test_html_is_kept_where_it_is_the_whole_email(self):
        both = EmailMessage()
        both.set_content("My bin")
        both.add_alternative("<p>My <b>bin</b></p>", subtype="html")
        self.assertIn("<b>bin</b>", email.parse_email(both.as_bytes()).html)
        mixed = EmailMessage()
        mixed.set_content("My bin")
        mixed.make_mixed()
        footer = EmailMessage()
        footer.set_content("<p>Scanned for viruses</p>", subtype="html")
        mixed.attach(footer)
        contact = email.parse_email(mixed.as_bytes())
        self.assertEqual(contact.html, "")
        self.assertEqual(contact.whole_text, "My bin\n\nScanned for viruses")

    def test_html_beyond_the_bounds_becomes_text(self):
        raw = b"Content-Type: text/html\n\n" + b"<p>bin" * (
            markup.MAX_SANITISED_TAGS + 1
        )
        contact = email.parse_email(raw)
        self.assertEqual(contact.html, "")
        self.assertIn("bin\n", contact.whole_text)

    def test_any_bytes_can_be_parsed(self):
        for raw in (b"", b"\x00\xff", b"no header at all", b"From: \r\n\r\n", b":\n\n"):
            with self.subTest(raw=raw):
                self.assertTrue(email.key(raw))
                contact = email.parse_email(raw)
                self.assertTrue(contact.text or not contact.attachments)


class TestBounds(BaseCase):
    """What strangers write costs no more than its length warrants."""

    def test_headers_are_parsed_once(self):
        raw = sample_emails.make_email()
        with patch.object(email, "BytesHeaderParser") as parser:
            contact = email.parse_email(raw)
        self.assertFalse(parser.called)
        self.assertEqual(contact.message_id, email.key(raw))

    def test_headers_are_cut(self):
        contact = email.parse_email(sample_emails.make_email(subject="word " * 5_000))
        self.assertLessEqual(len(contact.subject), decoding.MAX_DECODED)

    def test_headers_of_parts_are_cut_when_they_are_parsed(self):
        raw = b"Content-Type: text/plain; x=" + b"y" * 10_000 + b"\n\nMy bin"
        with patch.object(
            email.Message, "get_param", autospec=True, side_effect=Message.get_param
        ) as asked:
            self.assertEqual(email.parse_email(raw).text, "My bin")
        lengths = [len(call.args[0]["Content-Type"]) for call in asked.mock_calls]
        self.assertLessEqual(max(lengths), decoding.MAX_PART_HEADER)

    def test_too_many_containers_are_not_parsed(self):
        part = b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n"
        numbers = range(parts.MAX_CONTAINERS + 1)
        raw = b"From: a@b.org\n" + b"".join(part % (n, n) for n in numbers)
        with patch.object(email, "message_from_bytes") as parse:
            contact = email.parse_email(raw)
        self.assertFalse(parse.called)
        self.assertTrue(contact.is_incomplete)
        self.assertEqual(contact.sender, "a@b.org")

    def test_too_many_parts_are_not_all_read(self):
        raw = b"Content-Type: multipart/mixed; boundary=b\n"
        raw += b"\n--b\nContent-Type: text/plain\n\nx" * (parts.MAX_PARTS + 1)
        contact = email.parse_email(raw + b"\n--b--\n")
        self.assertTrue(contact.is_incomplete)
        self.assertLessEqual(contact.text.count("x"), parts.MAX_PARTS)

    def test_too_many_files_are_not_all_kept(self):
        files = [
            (f"{number}.txt", b"x") for number in range(attachments.MAX_ATTACHMENTS + 1)
        ]
        contact = email.parse_email(sample_emails.make_email(attachments=files))
        self.assertTrue(contact.is_incomplete)
        self.assertEqual(len(contact.attachments), attachments.MAX_ATTACHMENTS)


class TestMarkup(BaseCase):
    def test_words_without_style_script_and_comments(self):
        page = (
            "<html><head><title>T</title><style>p > a {}</style></head><body>"
            "<!-- no > --><P title='a > b'>My bin &lt; 3&nbsp;&amp; more</p>"
            "<script>if (a<b) '</p>'</SCRIPT> 5 < 6</body>"
        )
        self.assertEqual(markup.text(page), "My bin < 3 & more\n5 < 6")

    def test_head_that_is_not_ended_ends_with_the_body(self):
        self.assertEqual(markup.text("<head><body><p>Bin</p>"), "Bin")

    def test_quotation_is_removed_with_its_content(self):
        page = '<p>Own</p><div class="gmail_quote"><div>a</div>b</div><p>Own too</p>'
        self.assertEqual(markup.text(page), "Own\n\nOwn too")

    def test_tag_or_quotation_mark_that_is_not_ended(self):
        self.assertEqual(markup.text('<p title="a>My bin</p>'), "My bin")
        self.assertEqual(markup.text("My bin <p"), "My bin")

    def test_bounds_of_what_is_sanitised(self):
        tags, depth = markup.MAX_SANITISED_TAGS, markup.MAX_SANITISED_DEPTH
        length = markup.MAX_SANITISED_TAG_LENGTH
        for page in (
            "<br>" * tags,
            "<div>" * depth + "</div>" * depth,
            f'<p title="{"x" * (length - 20)}">',
            "x" * markup.MAX_SANITISED_LENGTH,
        ):
            self.assertTrue(markup.is_bounded(page))
        for page in (
            "<br>" * (tags + 1),
            "<div>" * (depth + 1),
            f'<p title="{"x" * length}">',
            "x" * (markup.MAX_SANITISED_LENGTH + 1),
        ):
            self.assertFalse(markup.is_bounded(page))
