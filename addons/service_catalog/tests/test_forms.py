import base64
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from unittest.mock import patch

from PIL import Image

from odoo.tests import BaseCase, tagged

from odoo.addons.constituent_crm.importing import archive
from odoo.addons.service_catalog import forms
from odoo.addons.service_catalog.forms import datatypes
from odoo.addons.service_catalog.forms.files import FORMATS
from odoo.addons.service_catalog.tests.common import make_image

TODAY = date(2026, 6, 15)
ADDON = Path(__file__).parents[1]
SHOWN_IF = ADDON / "static" / "tests" / "forms" / "shown_if.json"


def question(code="q", **values):
    return forms.read_form([{"code": code, "name": code, **values}])[0]


@tagged("post_install", "-at_install")
class TestShown(BaseCase):
    """Which questions are asked, given earlier answers."""

    def test_cases_shared_with_the_browser(self):
        cases = json.loads(SHOWN_IF.read_text())
        for case in cases["cases"]:
            form = forms.read_form(
                {"name": one["code"], **one} for one in cases["forms"][case["form"]]
            )
            shown = forms.shown(form, case["answers"])
            with self.subTest(case["name"]):
                self.assertEqual(
                    [one.code for one in shown if one.shown_if], case["shown"]
                )


@tagged("post_install", "-at_install")
class TestCheck(BaseCase):
    """Answers are brought to one spelling, or refused with a reason."""

    def check(self, given, **values):
        self.checked = forms.check([question(**values)], {"q": given}, today=TODAY)
        return self.checked.values.get("q")

    def fault(self, given, **values):
        self.check(given, **values)
        self.assertFalse(self.checked.values)
        return self.checked.faults["q"].code

    def test_required_answer_is_optional_in_a_partial_form(self):
        one = question(required=True)
        whole = forms.check([one], {"q": "  "}, today=TODAY)
        self.assertEqual(whole.faults["q"].code, "required")
        half = forms.check([one], {}, today=TODAY, partial=True)
        self.assertFalse(half.faults)

    def test_answer_to_an_unknown_question_is_a_fault(self):
        checked = forms.check([question()], {"x": "1"}, today=TODAY)
        self.assertEqual(checked.faults["x"].code, "unknown")

    def test_text_that_is_only_shown_takes_no_answer(self):
        checked = forms.check([question(is_input=False)], {"q": "1"}, today=TODAY)
        self.assertEqual(checked.faults["q"].code, "unknown")

    def test_superfluous_answers_are_left_out(self):
        condition = {"question": "q", "values": ["yes"]}
        form = [question(), question("then", required=True, shown_if=condition)]
        checked = forms.check(form, {"q": "no", "then": "old"}, today=TODAY)
        self.assertEqual((checked.values, checked.faults), ({"q": "no"}, {}))

    def test_condition_accepts_the_name_of_an_option(self):
        options = [{"code": "y", "name": "Yes"}]
        condition = {"question": "q", "values": ["y"]}
        form = [
            question(datatype="singlevaluelist", options=options),
            question("then", required=True, shown_if=condition),
        ]
        checked = forms.check(form, {"q": "yes"}, today=TODAY)
        self.assertEqual(checked.values, {"q": "y"})
        self.assertEqual(checked.faults["then"].code, "required")

    def test_strings_are_single_lines_of_limited_length(self):
        self.assertEqual(self.check(" a \n b\0 "), "a b")
        self.assertEqual(self.fault("x" * 256), "too_long")
        self.assertEqual(self.fault("abc", max_length=2), "too_long")
        self.assertEqual(self.fault(["a", "b"]), "one_only")
        self.assertEqual(self.check("a\r\nb", datatype="text"), "a\nb")
        self.assertEqual(self.fault("x" * 4001, datatype="text"), "too_long")

    def test_numbers_are_read(self):
        for given, spelt in (
            ("1,234.50", "1234.5"),
            ("-3", "-3"),
            ("0", "0"),
            ("100", "100"),
            (0, "0"),
            (2.5, "2.5"),
        ):
            with self.subTest(given):
                self.assertEqual(self.check(given, datatype="number"), spelt)
        for given in ("two", "nan", "inf", "1e99", "12,5", "1 2"):
            with self.subTest(given):
                self.assertEqual(self.fault(given, datatype="number"), "not_number")

    def test_numbers_keep_their_bounds(self):
        bounds = {"datatype": "number", "minimum": 0, "maximum": 5.0}
        self.assertEqual(self.fault("-1", **bounds), "too_small")
        self.assertEqual(self.fault("5.01", **bounds), "too_large")
        self.assertEqual(self.checked.faults["q"].details["bound"], "5")
        self.assertEqual(self.check("5", **bounds), "5")
        self.assertEqual(
            self.fault("1.5", datatype="number", is_whole=True), "not_whole"
        )

    def test_dates_and_times_are_read(self):
        for given, spelt in (
            ("2026-06-01T09:30", "2026-06-01T09:30"),
            ("2010-01-01T00:00:00Z", "2010-01-01T00:00+00:00"),
            ("1/6/2026 09:30", "2026-06-01T09:30"),
            ("2026-06-01", "2026-06-01"),
        ):
            with self.subTest(given):
                self.assertEqual(self.check(given, datatype="datetime"), spelt)
        day = {"datatype": "datetime", "has_time": False}
        self.assertEqual(self.check("1 June 2026", **day), "2026-06-01")
        self.assertEqual(self.check("2026-06-01T09:30", **day), "2026-06-01")
        self.assertEqual(self.fault("31/02/2026", **day), "not_date")
        self.assertEqual(self.fault("0026-06-01", **day), "not_date")
        self.assertEqual(self.fault("soon", datatype="datetime"), "not_moment")

    def test_past_and_future_include_today(self):
        past = {"datatype": "datetime", "has_time": False, "when": "past"}
        self.assertEqual(self.check("2026-06-15", **past), "2026-06-15")
        self.assertEqual(self.fault("2026-06-16", **past), "in_future")
        future = {**past, "when": "future"}
        self.assertEqual(self.check("2026-06-15", **future), "2026-06-15")
        self.assertEqual(self.fault("2026-06-14", **future), "in_past")

    def test_options_are_chosen_by_code_or_name(self):
        options = [{"code": "b", "name": "Brown"}, {"code": "k", "name": "Black"}]
        one = {"datatype": "singlevaluelist", "options": options}
        several = {"datatype": "multivaluelist", "options": options}
        self.assertEqual(self.check("BROWN", **one), "b")
        self.assertEqual(self.fault("green", **one), "not_one_of")
        self.assertEqual(self.fault(["b", "k"], **one), "one_only")
        self.assertEqual(self.check(["k", "Brown", "k"], **several), ["k", "b"])
        self.assertEqual(self.fault(["b", "green"], **several), "not_one_of")

    def test_place_is_a_point_or_words(self):
        kind = {"datatype": "place"}
        self.assertEqual(self.check("By the  oak", **kind), {"words": "By the oak"})
        point = {"words": "", "latitude": "53.7443001", "longitude": -0.33}
        self.assertEqual(
            self.check(point, **kind),
            {"words": "", "latitude": 53.7443, "longitude": -0.33},
        )
        self.assertIsNone(self.check({"words": ""}, **kind))
        for latitude, longitude in (("north", 1), (91, 0), ("", 1), ("nan", 1)):
            with self.subTest(latitude):
                given = {"latitude": latitude, "longitude": longitude}
                self.assertEqual(self.fault(given, **kind), "not_point")

    def test_place_outside_the_area_is_refused(self):
        given = {"q": {"latitude": 1, "longitude": 1}}
        form = [question(datatype="place")]
        checked = forms.check(
            form, given, today=TODAY, inside=lambda latitude, longitude: False
        )
        self.assertEqual(checked.faults["q"].code, "outside")

    def test_address_is_checked_against_the_gazetteer(self):
        form = [question(datatype="property")]
        checked = forms.check(
            form, {"q": "12 HU5"}, today=TODAY, place=lambda words: "100"
        )
        self.assertEqual(checked.values, {"q": "100"})

    def test_datatype_of_another_addon_is_read_by_its_own_function(self):
        def read(_reader, _question, word):
            return word.upper() if word.isalpha() else forms.Fault("not_letters")

        with patch.dict(datatypes._DATATYPES):
            forms.register("test_letters", read)
            self.assertEqual(self.check("ab", datatype="test_letters"), "AB")
            fault = self.fault("a1", datatype="test_letters")
        self.assertEqual(fault, "not_letters")

    def test_datatype_is_registered_by_one_addon_only(self):
        with self.assertRaises(ValueError):
            forms.register("number", lambda *_arguments: None)

    def test_datatype_of_an_uninstalled_addon_is_a_text(self):
        self.assertEqual(self.check(" a  b ", datatype="test_gone"), "a b")

    def test_files_are_counted_and_their_faults_returned(self):
        file = {"token": "t", "name": "a.jpg", "mimetype": "image/jpeg"}
        self.assertEqual(self.check([file], datatype="file"), [file])
        self.assertIsNone(self.check([], datatype="file"))
        several = {"datatype": "file", "max_files": 1}
        self.assertEqual(self.fault([file, file], **several), "too_many_files")
        bad = {"name": "b", "fault": "file_empty", "details": {}}
        self.assertEqual(self.fault([file, bad], datatype="file"), "file_empty")
        paper = {"token": "t", "name": "a", "mimetype": "application/pdf"}
        self.assertEqual(self.fault([paper], datatype="file"), "file_no_image")


@tagged("post_install", "-at_install")
class TestBounds(BaseCase):
    """An answer that is longer than any is refused before it is read."""

    def fault(self, datatype, given):
        checked = forms.check([question(datatype=datatype)], {"q": given}, today=TODAY)
        return checked.faults["q"]

    def test_long_number_is_refused_and_quoted_in_part(self):
        word = "0" * (datatypes.MAX_VALUE_LENGTH + 1)
        fault = self.fault("number", word)
        self.assertEqual(fault.code, "not_number")
        self.assertEqual(len(fault.details["word"]), datatypes.MAX_QUOTED_LENGTH)

    def test_long_date_is_refused(self):
        word = "2026-06-15" + " " * datatypes.MAX_VALUE_LENGTH + "x"
        self.assertEqual(self.fault("datetime", word).code, "not_moment")


# A red square in HEIC, which neither Pillow nor pi-heif writes.
HEIC = base64.b64decode(
    b"AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAXxtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0"
    b"AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAABoAABAAAAAAAAACgAAAAjaWluZgAAAAAA"
    b"AQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/GlwcnAAAADcaXBjbwAAAHVodmND"
    b"AQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQApQgEB"
    b"A3AAAAMAkAAAAwAAAwAeoCCBBZbqrprm4CGgwIAAAAyAAAADAIRiAAEABkQBwXPBiQAAABNjb2xybmNs"
    b"eAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAQAAAAChjbGFwAAAAEAAAAAEAAAAQAAAAAf///9AAAAAC"
    b"////0AAAAAIAAAAQcGl4aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYECAwWEAAAAMG1kYXQAAAAk"
    b"KAGvC0hOQ4D1/TpX/8oFvn6QZ95EheWo1WpWgJySOXqQK4Cw"
)


@tagged("post_install", "-at_install")
class TestFiles(BaseCase):
    """What a file is, its content says."""

    def examine(self, content, name="photo.jpg", **values):
        return forms.examine(question(datatype="file", **values), name, content)

    def test_photo_is_stored_without_metadata(self):
        exif = Image.Exif()
        exif[0x8825] = {1: "N", 2: (53.0, 44.0, 39.0)}
        exif[0x0110] = "Camera of Jane"
        for form in FORMATS:
            with self.subTest(form):
                image_bytes = make_image(form, exif=exif)
                self.assertIn(b"Camera of Jane", image_bytes)
                kept = self.examine(image_bytes)
                self.assertEqual(kept.mimetype, f"image/{form.lower()}")
                self.assertNotIn(b"Camera of Jane", kept.content)
                image = Image.open(io.BytesIO(kept.content))
                self.assertFalse(image.getexif())

    def test_photo_of_an_iphone_becomes_a_jpeg(self):
        for accepts in ("image", "document"):
            kept = self.examine(HEIC, name="IMG_2041.HEIC", accepts=accepts)
            self.assertEqual((kept.name, kept.mimetype), ("IMG_2041.jpg", "image/jpeg"))
            image = Image.open(io.BytesIO(kept.content))
            self.assertEqual((image.format, image.size), ("JPEG", (16, 16)))
            red, green, blue = image.getpixel((8, 8))
            self.assertGreater(red, 2 * max(green, blue))
        self.assertEqual(self.examine(HEIC[:200]).code, "file_no_image")

    def test_photo_is_turned_upright(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        kept = self.examine(make_image(size=(4, 3), exif=exif))
        self.assertEqual(Image.open(io.BytesIO(kept.content)).size, (3, 4))

    def test_file_that_is_no_image_is_refused_under_any_name(self):
        for content in (
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            b"GIF89a not really",
            make_image()[:100],
            b"%PDF-1.7",
        ):
            with self.subTest(content[:10]):
                self.assertEqual(self.examine(content).code, "file_no_image")

    def test_empty_and_large_files_are_refused(self):
        self.assertEqual(self.examine(b"").code, "file_empty")
        fault = self.examine(b"x" * (1024 * 1024 + 1), max_file_mb=1)
        self.assertEqual((fault.code, fault.details["most"]), ("file_too_large", 1))

    def test_image_with_too_many_pixels_is_refused(self):
        small = Image.new("1", (9000, 9000))
        written = io.BytesIO()
        small.save(written, "PNG")
        self.assertEqual(self.examine(written.getvalue()).code, "file_no_image")

    def test_documents_are_accepted_where_the_question_allows_them(self):
        kind = {"accepts": "document"}
        self.assertEqual(self.examine(b"%PDF-1.7", **kind).mimetype, "application/pdf")
        self.assertEqual(self.examine("£5".encode(), **kind).mimetype, "text/plain")
        self.assertEqual(self.examine(make_image(), **kind).mimetype, "image/jpeg")
        for content in (b"<html><script>", b"MZ\0\x90\xff", b"PK\x03\x04broken"):
            with self.subTest(content):
                self.assertEqual(self.examine(content, **kind).code, "file_no_document")

    def test_office_documents_with_macros_are_refused(self):
        def packed(*names):
            written = io.BytesIO()
            with zipfile.ZipFile(written, "w") as made:
                for name in names:
                    made.writestr(name, "x")
            return self.examine(written.getvalue(), accepts="document")

        kept = packed("[Content_Types].xml", "word/document.xml")
        self.assertIn("wordprocessingml", kept.mimetype)
        self.assertEqual(packed("anything.exe").code, "file_no_document")
        bad = ("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
        self.assertEqual(packed(*bad).code, "file_no_document")
        with patch.object(archive, "LIMITS", archive.Limits(members=2)):
            much = packed("[Content_Types].xml", "word/a.xml", "word/b.xml")
            self.assertEqual(much.code, "file_no_document")

    def test_encrypted_document_is_refused(self):
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as made:
            made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        # Bit 0 of the flags, in the local header and in the directory.
        content = bytearray(written.getvalue())
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            content[content.index(mark) + offset] |= 1
        fault = self.examine(bytes(content), accepts="document")
        self.assertEqual(fault.code, "file_no_document")

    def test_file_name_is_a_single_line(self):
        name = "a\r\nBcc: b@example.org\u2028\x00\x9f.jpg"
        kept = self.examine(make_image(), name)
        self.assertEqual(kept.name, "a Bcc: b@example.org .jpg")

    def test_file_name_has_no_path(self):
        self.assertEqual(
            self.examine(make_image(), "../../etc/a b.jpg").name, "a b.jpg"
        )
        self.assertEqual(self.examine(make_image(), r"C:\me\x.jpg").name, "x.jpg")
