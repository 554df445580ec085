import datetime

from odoo.exceptions import UserError
from odoo.tests import tagged

from .import_case import ImportCase
from .test_import_cells import calculated, merged


@tagged("-at_install", "post_install")
class TestImportDoubts(ImportCase):
    """What is read otherwise than it stands in the file is said in the check."""

    def test_placeholders_are_counted_in_the_check(self):
        job = self.checked(
            "Name,Phone,Street,Town\n"
            "Ann Quux,#N/A,NULL,-\nBob Quux,N/A,12 Elm Road,Hull\n#REF!,,Elm,Hull\n"
        )
        self.assertEqual(self.counts(job), (2, 0, 0, 1, 0))
        self.assertEqual(self.reasons(job), ["The name is missing."])
        self.assertEqual(
            job.doubts_text,
            "Cells such as “#N/A”, read as empty: 5, in lines 2, 3, 4.",
        )
        job.action_run()
        self.work()
        self.assertFalse(self.named("Ann Quux").street)
        self.assertFalse(self.named("#REF!"))

    def test_only_the_first_lines_with_a_doubt_are_named(self):
        job = self.checked("Name,Phone\n" + "Ann Quux,-\n" * 12)
        self.assertEqual(
            job.doubts_text,
            "Cells such as “-”, read as empty: 12,"
            " in lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ….",
        )

    def test_sound_file_has_no_doubts(self):
        job = self.checked("Name,Phone\nAnn Quux,07700 900501\n")
        self.assertFalse(job.doubts_text)

    def test_doubts_end_with_the_columns_they_are_about(self):
        job = self.checked("Name,Phone\nAnn Quux,#N/A\n")
        job.column_ids[1].field_name = False
        self.assertFalse(job.doubts_text)
        job.action_check()
        self.work()
        self.assertFalse(job.doubts_text)

    def test_formulas_without_results_are_counted_in_the_check(self):
        job = self.checked(calculated(('="Ann"', None), ('="Bob"', "Bob Quux")))
        self.assertEqual(self.counts(job), (1, 0, 0, 1, 0))
        self.assertIn(
            "Formulas without a stored result, read as empty: 1", job.doubts_text
        )

    def test_merged_cells_are_counted_in_the_check(self):
        job = self.imported(
            merged(
                [["Name", "Street"], ["Ann Quux", "12 Elm Road"], ["Bob Quux"]], "B2:B3"
            )
        )
        self.assertEqual(self.named("Bob Quux").street, "12 Elm Road")
        self.assertIn("Cells filled from merged cells above them: 1", job.doubts_text)

    # Names

    def test_name_without_a_letter_is_rejected(self):
        job = self.checked("Name,Town\n0,Hull\n12345,Hull\n1.5,Hull\n")
        self.assertEqual(
            self.reasons(job),
            [f"“{name}” is not a name." for name in ("0", "12345", "1.5")],
        )
        job = self.checked("Name,Town\n2nd Hull Scouts,Hull\n王小明,Hull\nÓ,Hull\n")
        self.assertEqual(job.created_count, 3)

    def test_yes_and_no_are_no_names_and_no_addresses(self):
        job = self.checked(
            [
                ["Name", "Street"],
                [True, "Elm"],
                ["Ann Quux", False],
                ["Bob Quux", "Elm"],
            ]
        )
        self.assertEqual(self.counts(job), (1, 0, 0, 2, 0))
        self.assertEqual(
            self.reasons(job),
            ["“TRUE” is not a name.", "“FALSE” is not a valid value for Street."],
        )

    # House and street

    def test_house_and_street_are_one_line(self):
        self.imported(
            "Name,Flat,House Number,House Name,Street\n"
            "Ann Quux,2,12,,Elm Road\n"
            "Bob Quux,,,The Old Mill,Elm Road\n"
            "Cyd Quux,Flat 3,12A,,12A Elm Road\n"
            "Dee Quux,,12-16,,Elm Road\n"
            "Eve Quux,Flat 1,,,12 Elm Road\n"
            "Flo Quux,,,,12 Elm Road\n"
        )
        for name, street in {
            "Ann Quux": "Flat 2, 12 Elm Road",
            "Bob Quux": "The Old Mill, Elm Road",
            "Cyd Quux": "Flat 3, 12A Elm Road",
            "Dee Quux": "12-16 Elm Road",
            "Eve Quux": "Flat 1, 12 Elm Road",
            "Flo Quux": "12 Elm Road",
        }.items():
            with self.subTest(name):
                self.assertEqual(self.named(name).street, street)

    def test_house_alone_is_the_street(self):
        self.imported("Name,House\nAnn Quux,12 Elm Road\n")
        self.assertEqual(self.named("Ann Quux").street, "12 Elm Road")

    def test_house_that_became_a_date_is_read_back_or_rejected(self):
        job = self.imported(
            [
                ["Name", "House", "Street"],
                ["Ann Quux", datetime.date(2026, 5, 3), "Elm Road"],
                ["Bob Quux", datetime.date(2014, 10, 1), "Elm Road"],
            ]
        )
        self.assertEqual(self.counts(job), (1, 0, 0, 1, 0))
        self.assertEqual(self.named("Ann Quux").street, "3-5 Elm Road")
        self.assertIn("“2014-10-01” is a date", self.reasons(job)[0])
        self.assertIn("2026-05-03 → 3-5", job.doubts_text)

    # Headings

    def test_titles_above_the_headings_are_found_and_can_be_changed(self):
        job = self.file("Residents\nof Larches\n\nName,Town\nAnn Quux,Hull\n")
        self.assertEqual((job.heading_line, job.headings), (4, ["Name", "Town"]))
        self.assertNotIn("Larches", job.preview)
        job.heading_line = 5
        self.assertEqual((job.heading_line, job.headings), (5, ["Ann Quux", "Hull"]))
        job.heading_line = 3
        self.assertEqual((job.heading_line, job.headings), (4, ["Name", "Town"]))
        with self.assertRaisesRegex(UserError, "no headings in line 9"):
            job.heading_line = 9

    def test_headings_may_be_far_down(self):
        job = self.file("Note\n" * 30 + "Name,Town\nAnn Quux,Hull\n")
        job.heading_line = 31
        self.assertEqual(job.headings, ["Name", "Town"])
        job.action_run()
        self.work()
        self.assertEqual(self.counts(job), (1, 0, 0, 0, 0))

    def test_rows_below_the_titles_are_imported(self):
        job = self.imported([["Residents"], ["Name", "Town"], ["Ann Quux", "Hull"]])
        self.assertEqual(self.counts(job), (1, 0, 0, 0, 0))

    def test_file_without_headings_is_imported(self):
        job = self.file("Ann Quux,Hull\nBob Quux,Hull\n")
        job.heading_line = 0
        self.assertEqual(job.headings, ["Column 1", "Column 2"])
        job.column_ids[0].field_name = "name"
        job.action_run()
        self.work()
        self.assertEqual(self.counts(job), (2, 0, 0, 0, 0))

    def test_other_file_has_other_headings(self):
        job = self.file("Residents\nName,Town\nAnn Quux,Hull\n")
        other = self.file("Name,Town\nBob Quux,Hull\n")
        job.write({"file": other.with_context(bin_size=False).file})
        self.assertEqual((job.heading_line, job.headings), (1, ["Name", "Town"]))

    def test_merged_headings_are_columns_of_their_own(self):
        job = self.file(
            merged([["Name", "Address"], ["Ann Quux", "12 Elm", "Hull"]], "B1:C1"),
            name="people.xlsx",
        )
        self.assertEqual(job.headings, ["Name", "Address", "Address"])
        job.column_ids[2].field_name = "city"
        job.action_run()
        self.work()
        self.assertEqual(self.named("Ann Quux").city, "Hull")

    # Other marks

    def test_marks_of_programs_are_removed(self):
        self.imported(
            "sep=;\nName;Phone;Street\n\"'Ann Quux'\";'07700900501;12 Elm_x000D_ Road\n"
            'Bob Quux;="07700900502";\n'
        )
        self.assertEqual(self.named("Ann Quux").phone, "+447700900501")
        self.assertEqual(self.named("Ann Quux").street, "12 Elm Road")
        self.assertEqual(self.named("Bob Quux").phone, "+447700900502")
