from odoo.exceptions import UserError
from odoo.tests import tagged

from .importing import ImportCase

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

    def test_check_reports_and_keeps_nothing(self):
        job = self.checked(PEOPLE)
        self.assertEqual(job.state, "checked")
        self.assertEqual(self.counts(job), (2, 0, 0, 0, 0))
        self.assertFalse(self.named("Quentin Zyx"))

    def test_run_creates(self):
        job = self.imported(PEOPLE)
        self.assertEqual(job.state, "done")
        self.assertEqual(self.counts(job), (2, 0, 0, 0, 0))
        made = self.named("Quentin Zyx")
        self.assertEqual(made.zip, "HU5 3ZZ")
        self.assertEqual(str(made.birth_date), "1980-12-31")
        self.assertEqual(made.kind_id.code, "citizen")
        self.assertEqual(self.looked_up("07700 900501"), made)

    def test_undo_takes_all_back(self):
        job = self.imported(PEOPLE)
        job.action_undo()
        self.work()
        self.assertEqual(job.state, "undone")
        self.assertFalse(self.named("Quentin Zyx"))
        self.assertEqual((job.undone_count, job.kept_count), (2, 0))

    def test_empty_file_is_refused(self):
        with self.assertRaisesRegex(UserError, "empty"):
            self.file("")
