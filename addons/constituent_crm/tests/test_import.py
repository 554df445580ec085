import base64
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..importing import columns
from ..models.constituent_import import work
from .import_case import ImportCase, workbook

PEOPLE = """Full Name,Mobile,E-mail Address,Post Code,DOB,Notes
Quentin Zyx,07700 900501,quentin@zyx.example.org,hu53zz,31/12/1980,tall
Yvonne Zyx,07700 900502,,HU5 3ZZ,1979-01-02,
"""


@tagged("-at_install", "post_install")
class TestImport(ImportCase):
    """A file on its way in, step by step."""

    def test_columns_are_recognised(self):
        job = self.file(PEOPLE)
        self.assertEqual(job.state, "mapping")
        self.assertEqual(
            job.column_ids.mapped("field_name"),
            ["name", "phone", "email", "zip", "birth_date", False],
        )
        self.assertIn("Quentin Zyx", job.preview)

    def test_markup_in_a_file_is_shown_as_text(self):
        job = self.file("Name,Town\n<script>alert(1)</script>,Hull\n")
        self.assertNotIn("<script>", job.preview)

    def test_mapping_is_remembered_for_files_with_the_same_columns(self):
        job = self.file(PEOPLE)
        job.column_ids[5].field_name = "street2"
        job.column_ids[4].field_name = False
        job.action_check()
        again = self.file(PEOPLE)
        names = again.column_ids.mapped("field_name")
        self.assertEqual(names[4:], [False, "street2"])

    def test_encoding_and_delimiter_can_be_corrected(self):
        job = self.file("Name;Town\nZoë;Hull\n", encoding="cp1252")
        self.assertEqual((job.encoding, job.delimiter), ("cp1252", ";"))
        job.encoding = "mac-roman"
        self.assertNotIn("Zoë", job.preview)
        job.encoding = "cp1252"
        self.assertIn("Zoë", job.preview)

    def test_sheet_can_be_chosen(self):
        job = self.file([["Name"], ["Quentin Zyx"]])
        self.assertEqual((job.sheet, job.sheets), ("People", ["People"]))
        with self.assertRaisesRegex(UserError, "no sheet “Other”.* People"):
            job.sheet = "Other"

    def test_replaced_file_is_read_again(self):
        job = self.file("Name;Town\nZoë;Hull\n", encoding="cp1252")
        job.write({"file": base64.b64encode(PEOPLE.encode()), "file_name": "b.csv"})
        self.assertEqual((job.encoding, job.delimiter), ("utf-8", ","))
        self.assertEqual(len(job.column_ids), 6)

    def test_check_reports_and_keeps_nothing(self):
        job = self.checked(PEOPLE)
        self.assertEqual(job.state, "checked")
        self.assertEqual(self.counts(job), (2, 0, 0, 0, 0))
        self.assertFalse(self.named("Quentin Zyx"))

    def test_changed_columns_need_another_check(self):
        job = self.checked(PEOPLE)
        job.column_ids[1].field_name = False
        self.assertEqual((job.state, job.done_count), ("mapping", 0))

    def test_run_creates_constituents(self):
        job = self.imported(PEOPLE)
        self.assertEqual(job.state, "done")
        self.assertEqual(self.counts(job), (2, 0, 0, 0, 0))
        made = self.named("Quentin Zyx")
        self.assertEqual(made.zip, "HU5 3ZZ")
        self.assertEqual(str(made.birth_date), "1980-12-31")
        self.assertEqual(made.kind_id.code, "citizen")
        self.assertEqual(made.create_uid, self.users["supervisor"])
        self.assertEqual(self.look_up("07700 900501"), made)

    def test_interrupted_run_resumes_where_it_was(self):
        target = self.env.registry["constituent.import.constituent"]
        with patch.object(target, "_import_chunk", 1):
            job = self.file(PEOPLE)
            job.action_run()
            self.work(chunks=1)
            self.assertEqual((job.state, job.done_count), ("running", 1))
            self.assertEqual(job.progress, 50)
            self.work()
        self.assertEqual((job.state, job.created_count), ("done", 2))
        self.assertEqual(len(self.named("Quentin Zyx")), 1)

    def test_run_is_stopped_and_resumed(self):
        job = self.file(PEOPLE)
        job.action_run()
        job.action_stop()
        self.work()
        self.assertEqual((job.state, job.done_count), ("stopped", 0))
        job.action_resume()
        self.work()
        self.assertEqual((job.state, job.created_count), ("done", 2))

    def test_long_check_is_committed_in_chunks(self):
        target = self.env.registry["constituent.import.constituent"]
        with (
            patch.object(target, "_import_chunk", 1),
            patch.object(work, "SPAN", 0),
        ):
            job = self.checked(PEOPLE + "Quentin Zyx,07700 900501,,,,\n")
        self.assertEqual(len(job.chunk_ids), 3)
        self.assertEqual(self.counts(job), (2, 1, 0, 0, 0))

    def test_started_import_cannot_be_changed(self):
        job = self.imported(PEOPLE)
        for change in (
            {"file": base64.b64encode(b"Name\nX\n")},
            {"encoding": "cp1252"},
        ):
            with self.assertRaisesRegex(UserError, "has begun"):
                job.write(change)
        with self.assertRaisesRegex(UserError, "has begun"):
            job.column_ids[0].field_name = False
        with self.assertRaisesRegex(UserError, "run already"):
            job.action_run()

    def test_running_import_is_not_deleted(self):
        job = self.file(PEOPLE)
        job.action_run()
        with self.assertRaisesRegex(UserError, "Stop the import"):
            job.unlink()

    def test_corrected_rejected_rows_are_imported(self):
        job = self.imported('Name,Phone\n,07700 900501\nZoë Quux,12\n"Open,1\nA,1,2\n')
        self.assertEqual(self.counts(job), (0, 0, 0, 4, 0))
        report = base64.b64decode(job.rejected_file).decode("utf-8-sig")
        self.assertIn("“12” is not a valid value for Phone.", report)
        self.assertIn("The name is missing.", report)
        self.assertIn("A quotation mark is missing or misplaced.", report)
        self.assertIn("The row has 3 cells, but there are 2 headings.", report)
        mended = "\n".join([report.splitlines()[0], "Zoë Quux,07700 900777,3,x"])
        again = self.file(mended)
        self.assertEqual(again.layout_key, job.layout_key)
        self.assertEqual(again.column_ids.mapped("heading")[2:], list(columns.REPORTED))
        again.action_run()
        self.work()
        self.assertEqual(self.named("Zoë Quux").phone, "+447700900777")

    def test_invalid_row_does_not_affect_others(self):
        target = self.env.registry["constituent.import.constituent"]
        create = target._create_cases

        def refuse(target, cases, options):
            if any(case.parsed.name == "Yvonne Zyx" for case in cases):
                raise UserError(target.env._("Not this one."))
            return create(target, cases, options)

        with patch.object(target, "_create_cases", refuse):
            job = self.imported(PEOPLE)
        self.assertEqual(self.counts(job), (1, 0, 0, 1, 0))
        self.assertEqual(self.reasons(job), ["Not this one."])

    # Bad input

    def test_files_that_are_no_tables_are_refused(self):
        picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
        for words, content in {
            "empty": b"",
            "not a table": picture,
            "cannot be read": b"PK\x03\x04 no workbook",
        }.items():
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                self.file(content)

    def test_file_with_headings_only(self):
        job = self.checked("Name,Phone\n")
        self.assertEqual(job.state, "mapping")
        self.assertIn("no rows", job.problem)

    def test_two_columns_may_have_one_name(self):
        job = self.file("Name,Name,Town\nQuentin Zyx,Other,Hull\n")
        self.assertEqual(job.column_ids.mapped("field_name"), ["name", False, "city"])
        job.column_ids[1].field_name = "name"
        with self.assertRaisesRegex(UserError, "Two columns are mapped to"):
            job.action_check()

    def test_file_without_a_name_is_read(self):
        job = self.file("Shoe Size,Phone\n9,07700 900501\n")
        with self.assertRaisesRegex(UserError, "Name"):
            job.action_check()

    def test_cells_of_ten_thousand_characters_are_rejected(self):
        job = self.imported(f"Name,Town\n{'x' * 10_000},Hull\nQuentin Zyx,Hull\n")
        self.assertEqual(self.counts(job), (1, 0, 0, 1, 0))
        self.assertEqual(self.reasons(job), ["Name is too long: 10000 characters."])

    def test_characters_of_another_encoding_are_rejected(self):
        job = self.file("Name\nZoë\nAda\n", encoding="cp1252")
        job.encoding = "utf-8"
        job.action_run()
        self.work()
        self.assertEqual(self.counts(job), (1, 0, 0, 1, 0))
        self.assertIn("not valid UTF-8", self.reasons(job)[0])

    def test_workbook_with_dates_and_numbers(self):
        self.imported([["Name", "Phone", "DOB"], ["Zoë Quux", 7700900123, "1.2.1980"]])
        made = self.named("Zoë Quux")
        self.assertEqual(made.phone, "+447700900123")
        self.assertEqual(str(made.birth_date), "1980-02-01")

    def test_formulas_stay_text(self):
        self.imported('Name,Street\n"=HYPERLINK(""x"")",\'-5 Road\n')
        self.assertEqual(self.named('=HYPERLINK("x")').street, "-5 Road")
        content = workbook([["Name"], ["=1+1"]])
        job = self.file(content, name="people.xlsx")
        self.assertFalse(job.first_rows)

    # Who may

    def test_officers_do_not_import(self):
        job = self.imported(PEOPLE)
        for group in ("analyst", "service_officer", "officer"):
            theirs = job.with_user(self.users[group])
            with self.subTest(group), self.assertRaises(AccessError):
                theirs.read(["name"])
            with self.subTest(group), self.assertRaises(AccessError):
                theirs.read(["rejected_file"])

    def test_data_protection_officers_read_imports(self):
        job = self.imported(PEOPLE).with_user(self.users["dpo"])
        self.assertEqual(job.created_count, 2)
        self.assertEqual(len(job.row_ids.mapped("record_name")), 2)
        with self.assertRaises(AccessError):
            job.action_undo()
