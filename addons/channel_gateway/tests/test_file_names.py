from odoo.tests import BaseCase

from ..adapters import attachments, email

NAMES = {
    "encoded word": (b'filename="=?UTF-8?B?WmfFgm9zemVuaWUucGRm?="', "Zgłoszenie.pdf"),
    "encoded word without quotes": (
        b"filename==?UTF-8?Q?Zg=C5=82oszenie.pdf?=",
        "Zgłoszenie.pdf",
    ),
    "encoded words on two lines": (
        b'filename="=?UTF-8?Q?Zg=C5=82osz?=\r\n =?UTF-8?Q?enie.pdf?="',
        "Zgłoszenie.pdf",
    ),
    "encoded word in Latin-2": (
        b'filename="=?ISO-8859-2?Q?Zg=B3oszenie.pdf?="',
        "Zgłoszenie.pdf",
    ),
    "extended": (b"filename*=UTF-8''Zg%C5%82oszenie.pdf", "Zgłoszenie.pdf"),
    "extended and quoted": (
        b"filename*=\"UTF-8''Zg%C5%82oszenie.pdf\"",
        "Zgłoszenie.pdf",
    ),
    "extended in Latin-1": (b"filename*=iso-8859-1'en'caf%E9.pdf", "café.pdf"),
    "extended after plain": (
        b"filename=\"plain.pdf\"; filename*=UTF-8''Zg%C5%82oszenie.pdf",
        "Zgłoszenie.pdf",
    ),
    "extended before plain": (
        b"filename*=UTF-8''Zg%C5%82oszenie.pdf; filename=plain.pdf",
        "Zgłoszenie.pdf",
    ),
    "in pieces": (
        b"filename*0*=UTF-8''Zg%C5%82;\r\n filename*1*=oszenie%20;\r\n"
        b' filename*2="two.pdf"',
        "Zgłoszenie two.pdf",
    ),
    "in plain pieces": (
        b'filename*0="long name ";\r\n filename*1="goes on.pdf"',
        "long name goes on.pdf",
    ),
    "in pieces out of order": (
        b'filename*1="goes on.pdf"; filename*0="long name "',
        "long name goes on.pdf",
    ),
    "extended without a charset": (b"filename*=letter.pdf", "letter.pdf"),
    "not percent": (b"filename*=UTF-8''100%ZZ.pdf", "100%ZZ.pdf"),
    "unquoted with spaces": (
        b"filename=Letter to council.pdf",
        "Letter to council.pdf",
    ),
    "unquoted with a semicolon": (
        b"filename=Letter; part 2.pdf; size=12",
        "Letter; part 2.pdf",
    ),
    "quoted with a semicolon": (b'filename="a;b.pdf"; size=12', "a;b.pdf"),
    "quoted marks": (b'filename="say \\"no\\".pdf"', 'say "no".pdf'),
    "quoted without end": (b'filename="letter.pdf', "letter.pdf"),
    "raw UTF-8": ('filename="Zgłoszenie.pdf"'.encode(), "Zgłoszenie.pdf"),
    "raw Latin-1": (b'filename="caf\xe9.pdf"', "café.pdf"),
    "folders of Windows": (b'filename="C:\\fakepath\\bin.pdf"', "bin.pdf"),
    "folders": (b'filename="../../etc/passwd"', "passwd"),
    "slash in a name": (b'filename="Invoice 11/2026.pdf"', "Invoice 11/2026.pdf"),
    "share of Windows": (b'filename="\\\\host\\bins\\bin.pdf"', "bin.pdf"),
    "capitals": (b'FILENAME="Letter.PDF"', "Letter.PDF"),
    "spaces around": (b'filename = "letter.pdf"', "letter.pdf"),
    "disguised extension": ('filename="bin\u202efdp.exe"'.encode(), "binfdp.exe"),
    "none": (b"size=3", "attachment.pdf"),
    "empty": (b'filename=""', "attachment.pdf"),
}


def with_file(disposition, kind=b"application/pdf"):
    return (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHi\r\n--b\r\n"
        b"Content-Type: " + kind + b"\r\nContent-Disposition: attachment; "
        b"" + disposition + b"\r\nContent-Transfer-Encoding: base64\r\n\r\nMTIz\r\n"
        b"--b--\r\n"
    )


class TestFileNames(BaseCase):
    def name(self, *given):
        (file,) = email.parse_email(with_file(*given)).attachments
        self.assertEqual(file.content, b"123")
        return file.name

    def test_names_as_mail_programs_write_them(self):
        for what, (disposition, name) in NAMES.items():
            with self.subTest(what):
                self.assertEqual(self.name(disposition), name)

    def test_name_in_the_content_type(self):
        kind = b'application/pdf; name="=?UTF-8?B?WmfFgm9zemVuaWUucGRm?="'
        self.assertEqual(self.name(b"", kind), "Zgłoszenie.pdf")
        self.assertEqual(self.name(b'filename="letter.pdf"', kind), "letter.pdf")

    def test_long_name_keeps_its_extension(self):
        name = self.name(b'filename="' + b"a" * 400 + b'.pdf"')
        self.assertEqual(len(name), attachments.MAX_NAME)
        self.assertTrue(name.endswith("a.pdf"))
