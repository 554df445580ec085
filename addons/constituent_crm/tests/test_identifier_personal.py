from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .import_case import ImportCase

KIND = "personal_number"


@tagged("-at_install", "post_install")
class TestIdentifierPersonal(ImportCase):
    """National Insurance and other personal numbers of constituents."""

    def number(self, partner, value="ZY 98 76 54 C", **values):
        return self.make_identifier(partner, KIND, value, **values)

    def test_number_is_kept_as_written_and_has_a_normal_form(self):
        row = self.number(self.zofia)
        self.assertEqual(row.value, "ZY 98 76 54 C")
        self.assertEqual(row.value_normalised, "ZY987654")

    def test_what_cannot_be_one_is_refused_with_what_it_looks_like(self):
        for value in ("ZY98765C", "DY987654C", "44051401359"):
            with self.subTest(value), self.assertRaises(ValidationError) as refused:
                self.number(self.zofia, value)
            self.assertIn("two letters, 6 digits", str(refused.exception))

    def test_own_country_of_a_constituent_reads_the_number(self):
        self.zofia.country_id = self.env.ref("base.pl")
        row = self.number(self.zofia, "44051401359")
        self.assertEqual(row.value_normalised, "44051401359")
        with self.assertRaises(ValidationError):
            self.number(self.zofia, "44051401358")
        self.assertTrue(self.number(self.zofia, "ZY987654C").value_normalised)

    def test_number_is_found_however_it_is_typed(self):
        self.number(self.zofia)
        self.number(self.adam, "ZY987655C")
        for text in ("ZY987654C", "zy 98 76 54 c", "ZY987654", "zy987654a"):
            with self.subTest(text):
                self.assertEqual(self.look_up(text), self.zofia)
        self.assertFalse(self.look_up("ZY98765"), "no list of who has which number")

    def test_number_of_digits_is_found(self):
        self.zofia.country_id = self.env.ref("base.pl")
        self.number(self.zofia, "44051401359")
        self.assertEqual(self.look_up("44051401359"), self.zofia)

    def test_number_of_two_is_shown_as_a_conflict(self):
        rows = self.number(self.zofia) | self.number(self.adam, "ZY987654")
        self.assertEqual(rows.mapped("is_found_shared"), [True, True])
        found = self.env["constituent.identifier"].search([("is_shared", "=", True)])
        self.assertLessEqual(rows, found)
        rows[1].unlink()
        self.assertFalse(rows[0].is_shared)

    def proposal(self, **values):
        """Return the proposal about a record that has Zofia's number, and hers."""
        self.zofia.birth_date = "1980-02-01"
        other = self.make_constituent(
            values.pop("name", "Klara Zebrowska"),
            False,
            self.property,
            birth_date=values.pop("birth_date", "1980-02-01"),
        )
        self.number(self.zofia, **values)
        self.number(other, **values)
        self.zofia._store_match_keys()
        other._find_duplicates()
        Match = self.env["constituent.match"]
        return Match.search([("partner_id", "=", other.id)])

    def test_another_given_name_is_proposed_without_the_number(self):
        match = self.proposal()
        self.assertEqual(match.other_id, self.zofia)
        self.assertIn("same National Insurance or personal number", match.reason)
        self.assertIn("given names Zofia and Klara differ", match.reason)
        self.assertNotIn("987654", match.reason)
        self.assertGreater(match.score, 0.99)

    def test_another_year_of_birth_is_proposed(self):
        match = self.proposal(name="Zofia Zebrowska", birth_date="1908-02-01")
        self.assertEqual(match.other_id, self.zofia)
        self.assertGreater(match.score, 0.99)

    def test_holders_of_a_new_number_are_compared(self):
        with patch.object(
            self.env.registry["constituent.match.pending"], "_add"
        ) as add:
            self.number(self.zofia)
        add.assert_called_with(self.zofia.ids)

    def test_number_that_stands_for_an_unknown_one_is_no_evidence(self):
        self.assertFalse(self.proposal(value="QQ123456C"))

    def test_number_that_staff_marked_as_shared_is_no_evidence(self):
        self.assertFalse(self.proposal(is_shared=True))

    def test_merge_keeps_the_number_once_and_not_as_shared(self):
        match = self.proposal()
        match.with_user(self.users["supervisor"])._merge()
        row = self.zofia.identifier_ids.filtered(lambda row: row.type == KIND)
        self.assertEqual(row.value_normalised, "ZY987654")
        self.assertFalse(row.is_shared)

    def test_number_is_disclosed_to_its_person(self):
        row = self.number(self.zofia)
        disclosed = [
            one.id
            for _field, rows in self.zofia._personal_rows()
            if rows._name == row._name
            for one in rows
        ]
        self.assertIn(row.id, disclosed)
        self.assertIn("value", row._subject_access_fields())

    def test_number_is_erased_while_an_account_is_kept(self):
        account = self.make_identifier(self.zofia, "council_tax", "81234567")
        self.number(self.zofia)
        Erasure = self.env["constituent.erasure"].with_user(self.users["dpo"])
        Erasure.create({"partner_id": self.zofia.id}).action_erase()
        self.assertEqual(self.zofia.identifier_ids, account)

    # Files

    def test_number_in_a_file_is_kept_as_written(self):
        self.imported("Name,NI Number\nQuentin Zyx,zy 98 76 54 c\n")
        row = self.named("Quentin Zyx").identifier_ids
        self.assertEqual((row.type, row.value), (KIND, "zy 98 76 54 c"))
        self.assertEqual(row.value_normalised, "ZY987654")

    def test_number_that_cannot_be_one_stands_in_the_check(self):
        job = self.checked("Name,National Insurance Number\nQuentin Zyx,DY987654C\n")
        self.assertIn("“DY987654C” is not a valid value", self.reasons(job)[0])

    def test_number_and_name_identify_somebody_in_a_file(self):
        self.number(self.zofia)
        job = self.imported(
            "Name,NINO,Mobile\nZofia Zebrowska,ZY987654,07700 900999\n"
            "Klara Quux,ZY987654C,07700 900998\n"
        )
        self.assertEqual((job.updated_count, job.created_count), (1, 1))
        self.assertEqual(self.look_up("07700 900999"), self.zofia)

    def test_people_from_abroad_have_a_british_number_too(self):
        self.imported(
            "Name,Country,NINO\nJan Zyx,PL,zy 98 76 54 c; 44051401359\n"
            "Piet Zyx,PL,44051401358\n"
        )
        rows = self.named("Jan Zyx").identifier_ids
        self.assertEqual(
            set(rows.mapped("value_normalised")), {"ZY987654", "44051401359"}
        )
        self.assertFalse(self.named("Piet Zyx"))

    def test_father_and_son_in_a_file_are_two(self):
        self.zofia.birth_date = "1980-02-01"
        self.number(self.zofia)
        job = self.imported("Name,NINO,DOB\nZofia Zebrowska,ZY987654C,03/04/2006\n")
        self.assertEqual(job.updated_count, 0)

    def test_unknown_numbers_in_a_file_make_nobody_one(self):
        self.number(self.zofia, "QQ123456C")
        job = self.imported(
            "Name,NINO\nQuentin Zyx,QQ123456C\nQuentin Zyx,QQ123456A\n"
            "Zofia Zebrowska,QQ123456C\n"
        )
        self.assertEqual(job.updated_count, 0)

    def test_number_is_not_exported(self):
        export = self.env["constituent.export"].with_user(self.users["supervisor"])
        names = export.create({}).column_ids.mapped("name")
        self.assertIn("customer_account", names)
        self.assertNotIn(KIND, names)
