from email.message import EmailMessage

from odoo.tests import BaseCase, tagged

from ..adapters import charsets, email
from .sample_emails import make_email

POLISH = (
    "Dzień dobry, od trzech tygodni nie odebrano brązowego kosza przy ulicy Łąkowej"
)
RUSSIAN = "Здравствуйте, мусор не вывозили три недели на Парк Авеню"
GREEK = "Καλημέρα, ο κάδος μου δεν αδειάστηκε εδώ και τρεις εβδομάδες"
TURKISH = "Merhaba, çöp kutumuz üç haftadır boşaltılmadı. Teşekkürler"
CHINESE = "您好，我家的垃圾桶已经三个星期没有清理了，请尽快处理。谢谢"
JAPANESE = "こんにちは。ごみ箱が三週間収集されていません。よろしくお願いします。"
KOREAN = "안녕하세요. 쓰레기통이 3주 동안 비워지지 않았습니다. 도와주세요."
ENGLISH = "The café – it’s £5 – is loud until 3 o’clock, 20 m² of noise"
# Texts of residents, with the charsets that programs have written them in.
UNLABELLED = (
    ("Dobrý den, už tři týdny nikdo nevyvezl naši popelnici", "cp1250 iso8859-2"),
    ("Dobrý deň, naša smetná nádoba stojí plná už týždne", "cp1250 iso8859-2"),
    ("Három hete nem ürítették ki, őszintén bosszantó", "cp1250 iso8859-2"),
    ("Već tri tjedna nitko nije ispraznio našu kantu za smeće", "cp1250 iso8859-2"),
    ("De trei săptămâni nu a fost golită pubela, vă mulţumesc", "cp1250 iso8859-2"),
    (POLISH, "cp1250 iso8859-2"),
    (TURKISH, "cp1254 iso8859-9"),
    ("Mūsų šiukšlių konteineris neištuštintas jau tris savaites", "cp1257 iso8859-13"),
    ("Mūsu atkritumu tvertne nav iztukšota jau trīs nedēļas", "cp1257"),
    ("Meie prügikasti pole kolm nädalat tühjendatud, tänan", "cp1257 cp1252"),
    (RUSSIAN, "cp1251 koi8-r iso8859-5 cp866"),
    ("Сміття не вивозили вже три тижні, її кошик теж повний", "cp1251 koi8-u"),
    ("Здравейте, кофата ми не е изпразвана от три седмици", "cp1251"),
    (GREEK, "cp1253 iso8859-7"),
    ("שלום, הפח שלי לא רוקן כבר שלושה שבועות", "cp1255 iso8859-8"),
    ("הפח לא רוקן", "cp1255"),
    ("السلام عليكم، لم يتم تفريغ حاوية القمامة منذ ثلاثة أسابيع", "cp1256 iso8859-6"),
    ("القمامة لم تجمع", "cp1256"),
    ("سلام، سطل زباله ما سه هفته است كه خالي نشده است", "cp1256"),
    ("ถังขยะของผมไม่ได้เก็บมาสามสัปดาห์แล้ว", "tis-620 cp874"),
    ("垃圾没有收", "gb18030"),
    ("垃圾沒有收", "big5"),
    ("ごみが収集されていません", "shift_jis euc_jp iso2022_jp"),
    (KOREAN, "euc_kr iso2022_kr"),
)
# What looks like Latin letters of other countries when it is read by their charsets.
WESTERN = (
    "It’s £5 – too much",
    "£20 refund, please",
    "½ the road, 12½ Park Avenue, 20 m²",
    "“Zoë’s” naïve café • first",
    "Siân’s bin at Tŷ Gwyn, Llŷr",
    "30°C",
    "La poubelle n’a pas été vidée par François",
    "Señor Núñez no está, ¿cuándo vuelve?",
    "Die Straße in Köln, Grüße",
    "Sigurður Þórðarson býr hér",
    "Hr. Sørensen på Østergade, Åse",
    "São Paulo, não é possível",
)
NO_LABELS = (None, "", "x-unknown", "unknown-8bit", "us-ascii", "zlib", "idna", "\0")


@tagged("-at_install", "post_install")
class TestCharsets(BaseCase):
    """Texts are read whatever their label says."""

    def check(self, content, label, expected):
        with self.subTest(label=label, expected=expected):
            self.assertEqual(charsets.decode(content, label), expected)

    def test_utf_8_is_read_under_any_label_of_single_bytes(self):
        for text in (ENGLISH, POLISH, RUSSIAN, CHINESE):
            for label in (*NO_LABELS, "iso-8859-1", "windows-1252", "koi8-r", "utf-16"):
                self.check(text.encode(), label, text)

    def test_other_charsets_are_read_by_their_label(self):
        for text, label in (
            (POLISH, "iso-8859-2"),
            (RUSSIAN, "koi8-r"),
            (CHINESE, "gb2312"),
            (JAPANESE, "iso-2022-jp"),
            (KOREAN, "ks_c_5601-1987"),
            ("שלום", "iso-8859-8-i"),
        ):
            codec = "iso8859-8" if label.endswith("-i") else label
            self.check(text.encode(codec), label, text)

    def test_label_means_what_mail_programs_mean_by_it(self):
        self.check("It’s £5 – €6".encode("cp1252"), "iso-8859-1", "It’s £5 – €6")
        self.check("朱镕基".encode("gb18030"), "gb2312", "朱镕基")

    def test_charset_without_a_label_is_recognised(self):
        for text, codec in (
            (ENGLISH, "cp1252"),
            (POLISH, "cp1250"),
            (POLISH, "iso8859-2"),
            (TURKISH, "cp1254"),
            (RUSSIAN, "cp1251"),
            (RUSSIAN, "koi8-r"),
            (GREEK, "iso8859-7"),
            (CHINESE, "gb18030"),
            (JAPANESE, "shift_jis"),
            (JAPANESE, "iso2022_jp"),
            (KOREAN, "euc_kr"),
        ):
            for label in NO_LABELS:
                self.check(text.encode(codec), label, text)

    def test_text_of_any_country_is_recognised(self):
        for text, codecs in UNLABELLED:
            for codec in codecs.split():
                for label in (None, "us-ascii", "x-unknown"):
                    self.check(text.encode(codec), label, text)

    def test_default_label_of_a_program_may_be_wrong(self):
        for text, codec in (
            (POLISH, "cp1250"),
            (POLISH, "iso8859-2"),
            (TURKISH, "cp1254"),
            (UNLABELLED[0][0], "cp1250"),
            (RUSSIAN, "cp1251"),
            (GREEK, "cp1253"),
            ("שלום, הפח שלי לא רוקן כבר שלושה שבועות", "cp1255"),
            (CHINESE, "gb18030"),
            (JAPANESE, "euc_jp"),
        ):
            self.check(text.encode(codec), "iso-8859-1", text)

    def test_western_text_is_not_read_as_another(self):
        for text in WESTERN:
            for label in (None, "iso-8859-1", "windows-1252"):
                encoded = text.encode("cp1252", "ignore")
                self.check(encoded, label, encoded.decode("cp1252"))

    def test_chinese_between_signs_of_ascii(self):
        self.check(CHINESE.encode("hz"), None, CHINESE)
        self.check(b"Flat ~{A}~ and {B}", None, "Flat ~{A}~ and {B}")

    def test_page_without_a_label_may_name_its_charset(self):
        for declaration in (
            '<meta charset="windows-1257">',
            "<meta http-equiv=Content-Type content='text/html; charset=windows-1257'>",
            '<?xml version="1.0" encoding="windows-1257"?>',
        ):
            page = f"<html>{declaration}<p>Šiukšlių konteineris neištuštintas"
            for label in NO_LABELS:
                self.check(page.encode("cp1257"), label, page)
            self.check(page.encode(), None, page)

    def test_utf_16_is_recognised_without_a_label(self):
        for codec in ("utf-16", "utf-16-le", "utf-16-be"):
            for label in (None, "utf-8", "iso-8859-1", "utf-16"):
                self.check(POLISH.encode(codec), label, POLISH)
                self.check(POLISH.encode(codec) + b"\r\n", label, POLISH)

    def test_few_zero_bytes_are_no_utf_16(self):
        self.check(b"My\0 bin was missed", None, "My\0 bin was missed")

    def test_one_broken_character_does_not_spoil_the_rest(self):
        self.check(b"caf\xc3\xa9 \x96 \xc2\xa35", "utf-8", "café \ufffd £5")
        broken = CHINESE.encode("gb18030")[:-1]
        self.assertIn("三个星期", charsets.decode(broken, "gb2312"))

    def test_byte_order_mark_is_no_text(self):
        self.check(b"\xef\xbb\xbfBin", None, "Bin")

    def test_any_bytes_are_decoded(self):
        every = bytes(range(256))
        for label in (*NO_LABELS, "utf-7", "utf-16", "gb2312", "cp1252", "utf-32"):
            for content in (b"", every, every * 3, b"\xff\xfe", b"\0" * 9):
                self.assertIsInstance(charsets.decode(content, label), str)


@tagged("-at_install", "post_install")
class TestEncodedWords(BaseCase):
    def test_encoded_words_are_read_as_programs_write_them(self):
        for written, expected in (
            ("=?utf-8?q?Caf=C3=A9?= noise", "Café noise"),
            ("a =?utf-8?q?b?= =?utf-8?q?c?= d", "a bc d"),
            ("=?utf-8?B?ww==?= =?utf-8?B?s3c=?=", "ów"),
            ("=?utf-8?q?Probe,_Pat?=", "Probe, Pat"),
            ("=?utf-8?q?Pat Probe?=", "Pat Probe"),
            ("=?utf-8*en?q?hi?=", "hi"),
            ("=?iso-8859-2?Q?=AF=F3=B3=E6?=", "Żółć"),
            ("=?x-unknown?B?WsOz?=", "Zó"),
            ("=?utf-8?B?WsOz", "=?utf-8?B?WsOz"),
            ("=?utf-8?B?!?=", "!"),
            ("Żółć =?utf-8?q?=C4=87?=", "Żółć ć"),
        ):
            with self.subTest(written):
                self.assertEqual(charsets.decode_words(written), expected)


@tagged("-at_install", "post_install")
class TestDamagedEmails(BaseCase):
    """Whole e-mails whose line breaks or charset a program has spoilt."""

    def test_email_is_read_whatever_its_line_breaks(self):
        raw = make_email()
        for line_break in (b"\r\n", b"\r", b"\r\r\n"):
            self.check(raw.replace(b"\n", line_break))

    def test_email_is_read_whatever_stands_before_it(self):
        for before in (
            b"\r\n\r\n",
            b"\xef\xbb\xbf",
            b"From jane Mon Nov 30 09:00:00\n",
        ):
            self.check(before + make_email())

    def test_email_that_is_utf_16_as_a_whole_is_read(self):
        for codec in ("utf-16", "utf-16-le", "utf-16-be"):
            self.check(make_email().decode().encode(codec))

    def test_only_the_text_is_in_utf_16(self):
        words = "The street light is broken"
        for codec in ("utf-16", "utf-16-le", "utf-16-be"):
            with self.subTest(codec):
                raw = b"From: pia@example.org\r\nSubject: Loud\r\n\r\n"
                contact = email.parse_email(raw + words.encode(codec) + b"\r\n")
                self.assertEqual(contact.sender, "pia@example.org")
                self.assertEqual((contact.subject, contact.text), ("Loud", words))

    def check(self, raw):
        with self.subTest(raw=raw[:40]):
            contact = email.parse_email(raw)
            self.assertEqual(contact.sender, "jane.testsmith@example.net")
            self.assertEqual(contact.subject, "Bin")
            self.assertIn("brown bin was missed", contact.text)
            self.assertEqual(contact.message_id, "<brown-bin@example.org>")

    def test_text_of_a_part_is_read_under_a_wrong_label(self):
        message = EmailMessage()
        message["From"] = "jan@example.org"
        message.set_content("My bin – again")
        raw = message.as_bytes().replace(b'"utf-8"', b'"iso-8859-1"')
        self.assertEqual(email.parse_email(raw).text, "My bin – again")

    def test_subject_in_another_charset_is_read(self):
        raw = make_email().replace(
            b"Subject: Bin", b"Subject: " + POLISH.encode("cp1250")
        )
        self.assertEqual(email.parse_email(raw).subject, POLISH)

    def test_overlong_line_is_read(self):
        line = b"My bin was missed. " * 6_000 + b"The end"
        raw = make_email(body="x").replace(b"x\n", line)
        self.assertTrue(email.parse_email(raw).text.endswith("The end"))

    def test_outline_needs_no_parser(self):
        for raw in (
            make_email(),
            make_email().replace(b"\n", b"\r"),
            make_email().decode().encode("utf-16"),
        ):
            with self.subTest(raw=raw[:40]):
                contact = email.outline(raw)
                self.assertEqual(contact.sender, "jane.testsmith@example.net")
                self.assertEqual(contact.name, "Jane Testsmith")
                self.assertEqual(contact.subject, "Bin")
                self.assertIn("brown bin was missed", contact.text)
                self.assertEqual(contact.attachments[0].content, raw)
                self.assertTrue(contact.is_incomplete)

    def test_outline_of_anything_has_words(self):
        for raw in (b"\xff\0 garbage", b"no header", b"Subject: x", b"a\r\n\r\n"):
            with self.subTest(raw=raw):
                contact = email.outline(raw)
                self.assertTrue(contact.text or contact.subject)
