from odoo.tests import tagged

from ..merging.rows import Tables
from .common import CouncilCase
from .every_row import RowMaker, database, differences

# Who has one of these is never merged; partners themselves are made by the ORM.
NOT_MERGED = {"res_company", "res_partner", "res_users"}


@tagged("-at_install", "post_install")
class TestMergeUndo(CouncilCase):
    """Two records are again what they were, whatever refers to them."""

    def setUp(self):
        super().setUp()
        self.twin = self.constituent(
            "Zofia Zebrovska", "07700 900401", self.property, email="z@twin.example.org"
        )
        self.supervisor = self.users["supervisor"]

    def merge(self, kept=None, gone=None, **values):
        Merge = self.env["constituent.merge"].with_user(self.supervisor)
        return Merge._merge(
            (kept or self.zofia).with_user(self.supervisor),
            (gone or self.twin).with_user(self.supervisor),
            values,
        )

    def lookups(self):
        rows = self.env["constituent.lookup"].search(
            [("partner_id", "in", (self.zofia | self.twin).ids)]
        )
        return sorted((row.partner_id.id, row.text, row.is_address) for row in rows)

    def test_every_row_of_the_database_is_again_what_it_was(self):
        """With a row of each of the two, and of one alone, wherever one may refer."""
        maker = RowMaker(self.env)
        pair = self.zofia | self.twin
        tables = Tables(self.env.cr)
        unreached = set()
        for link in pair._links(tables)("res_partner"):
            if link.table in NOT_MERGED:
                continue
            made = [maker.refer(link, one) for one in (*pair, self.twin)]
            if not any(made):
                unreached.add((link.table, link.column))
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        self.assertFalse(unreached)
        texts = self.lookups()
        before = database(self.env)
        messages = self.env["mail.message"].search([], order="id desc", limit=1).id

        merge = self.merge(phone="07700 900499", name="Zofia Z")
        self.assertTrue(differences(before, database(self.env)))
        merge.action_undo()

        said = self.env["mail.message"].search([("id", ">", messages)])
        self.assertEqual(len(said), 2)
        said.unlink()
        self.assertEqual(self.lookups(), texts)
        self.assertEqual(differences(before, database(self.env)), {})
