import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..importing import table
from .import_case import ImportCase


@tagged("-at_install", "post_install")
class TestExport(ImportCase):
    """Constituents as a file that is imported again without loss."""

    def setUp(self):
        super().setUp()
        self.make_identifier(self.zofia, "phone", "01482 900401")
        self.make_identifier(self.zofia, "council_tax", "7001")
        self.zofia.write(
            {
                "birth_date": "1980-12-31",
                "lang": "en_US",
                "name": "Zofia =Zebrowska",
                "preferred_channel_id": self.env.ref(
                    "constituent_crm.channel_email"
                ).id,
            }
        )
        self.both = self.zofia | self.adam

    def export(self, *names, group="supervisor", **values):
        """The wizard, with the columns `names` or all."""
        export = (
            self.env["constituent.export"]
            .with_user(self.users[group])
            .with_context(active_model="res.partner", active_ids=self.both.ids)
            .create(values)
        )
        for column in export.column_ids:
            column.is_chosen = not names or column.name in names
        return export

    def content(self, export):
        return base64.b64decode(export.file)

    def rows(self, content):
        return [line.cells for line in table.lines(content, table.detect(content))]

    def values_of(self, partner):
        return (
            partner.name,
            partner.kind_id,
            partner.street,
            partner.city,
            partner.zip,
            partner.property_id,
            partner.birth_date,
            partner.lang,
            partner.preferred_channel_id,
            {(row.type, row.value_normalised) for row in partner.identifier_ids},
        )

    def test_columns_are_chosen(self):
        content = self.content(self.export("name", "phone", format="csv"))
        self.assertEqual(
            self.rows(content),
            [
                ["Name", "Phone"],
                ["Zofia =Zebrowska", "'+447700900401; +441482900401"],
                ["Adam Zebrowski", "'+447700900402"],
            ],
        )

    def test_both_formats_restore_changed_records(self):
        before = [self.values_of(one) for one in self.both]
        for format_ in ("csv", "xlsx"):
            with self.subTest(format_):
                content = self.content(self.export(format=format_))
                self.both.write({"name": "Changed", "city": "Leeds", "zip": "LS1 1AA"})
                self.zofia.identifier_ids.filtered(
                    lambda row: row.value == "7001"
                ).unlink()
                job = self.imported(
                    content, name=f"people.{format_}", known_rule="overwrite"
                )
                self.assertEqual(self.counts(job), (0, 2, 0, 0, 0))
                self.assertEqual([self.values_of(one) for one in self.both], before)

    def test_import_of_an_export_creates_deleted_constituents(self):
        before = [self.values_of(one) for one in self.both]
        content = self.content(self.export(format="xlsx"))
        self.both.unlink()
        job = self.imported(content, name="people.xlsx")
        self.assertEqual(self.counts(job), (2, 0, 0, 0, 0))
        made = self.named("Zofia =Zebrowska") | self.named("Adam Zebrowski")
        self.assertEqual([self.values_of(one) for one in made], before)
        self.assertEqual(
            self.rows(content)[1][0], made[0].export_data(["id"])["datas"][0][0]
        )

    def test_import_of_an_export_changes_nothing(self):
        content = self.content(self.export(format="csv"))
        job = self.imported(content, known_rule="overwrite")
        self.assertEqual(self.counts(job), (0, 0, 2, 0, 0))

    def test_without_a_selection_all_constituents_are_exported(self):
        export = self.env["constituent.export"].with_user(self.users["dpo"]).create({})
        constituents = self.env["res.partner"].search_count(
            [("is_constituent", "=", True)]
        )
        self.assertEqual(export.count, constituents)
        self.assertIn("/file/constituents.xlsx", export.action_export()["url"])

    def test_export_without_columns_is_refused(self):
        export = self.export("name")
        export.column_ids.is_chosen = False
        with self.assertRaisesRegex(UserError, "Choose at least one column"):
            export.action_export()

    def test_officers_do_not_export(self):
        with self.assertRaises(AccessError):
            self.export(group="officer")
