from unittest.mock import patch

from odoo.tests import tagged

from .import_case import ImportCase


@tagged("-at_install", "post_install")
class TestImportConstituent(ImportCase):
    """Constituents in a file, and those who are there already."""

    # What a row tells

    def test_every_column_is_stored(self):
        self.imported(
            "First Name,Surname,Type,Mobile,Home Phone,UPRN,Council Tax Account,"
            "Preferred Channel,Customer Ref\n"
            "Quentin,Zyx,citizen,07700 900501,01482 900501; 01482 900502,"
            "099000000012,7001,phone,C-1\n"
        )
        made = self.named("Quentin Zyx")
        self.assertEqual(made.property_id, self.property)
        self.assertEqual((made.street, made.zip), ("12 Larch Row", "HU5 3ZZ"))
        self.assertEqual(made.preferred_channel_id.code, "phone")
        self.assertEqual(
            {(row.type, row.value_normalised) for row in made.identifier_ids},
            {
                ("phone", "+447700900501"),
                ("phone", "+441482900501"),
                ("phone", "+441482900502"),
                ("council_tax", "7001"),
                ("customer_account", "C1"),
            },
        )

    def test_country_of_a_row_reads_its_numbers(self):
        job = self.imported(
            "Name,Country,Phone,Postcode\n"
            "Jan Zyx,POLAND,600 123 456,00-950\n"
            "Piet Zyx,nl,06 12345678,1012 AB\n"
            "Rosa Zyx,England,07700 900501,\n"
            "Stan Zyx,,07700 900502,\n"
            "Tilda Zyx,Narnia,07700 900503,\n"
        )
        for name, code, number in (
            ("Jan Zyx", "PL", "+48600123456"),
            ("Piet Zyx", "NL", "+31612345678"),
            ("Rosa Zyx", "GB", "+447700900501"),
            ("Stan Zyx", False, "+447700900502"),
        ):
            with self.subTest(name):
                made = self.named(name)
                self.assertEqual(made.country_id.code, code)
                self.assertEqual(made.identifier_ids.value_normalised, number)
        self.assertIn("“Narnia” is neither the code nor the name", self.reasons(job)[0])

    def test_row_is_repeated_with_the_number_of_its_country(self):
        self.imported(
            "Name,Country,Phone\nJan Zyx,PL,600 123 456\nJan Zyx,,+48 600 123 456\n"
        )
        self.assertEqual(len(self.named("Jan Zyx")), 1)

    def test_rare_name_and_date_of_birth_identify_after_a_move(self):
        self.zofia.birth_date = "1980-02-01"
        self.zofia._store_match_keys()
        job = self.imported(
            "Name,DOB,Street,Postcode\nZofia Zebrowska,01/02/1980,9 Elm Road,LS1 4AP\n"
        )
        self.assertEqual(self.counts(job), (0, 0, 1, 0, 0))

    def test_organisation_is_a_company(self):
        self.imported("Name,Kind,Company Number\nZyx Ltd,Business,SC123456\n")
        made = self.named("Zyx Ltd")
        self.assertTrue(made.is_company)
        self.assertEqual(made.kind_id.code, "business")

    def test_address_that_certainly_means_a_property_is_attached(self):
        self.imported(
            "Name,Address,Town,Postcode\n"
            "Quentin Zyx,12 Larch Rw,Hull,hu53zz\n"
            "Rosa Zyx,99 Larch Row,Hull,HU5 3ZZ\n"
            "Stan Zyx,,,HU5 3ZZ\n"
        )
        made = self.named("Quentin Zyx")
        self.assertEqual(made.property_id, self.property)
        self.assertEqual(made.street, "12 Larch Rw", "as it is in the file")
        self.assertEqual(made.ward_id, self.ward)
        for name in ("Rosa Zyx", "Stan Zyx"):
            self.assertFalse(self.named(name).property_id)

    def test_address_does_not_replace_a_more_exact_property(self):
        flat = self.make_property(
            "99000000013",
            sao_text="Flat 1",
            pao_start_number=12,
            street="Larch Row",
            postcode="HU5 3ZZ",
            parent_uprn=self.property.uprn,
        )
        self.zofia.write({"property_id": flat.id, "street": "12 Larch Row"})
        row = "Zofia Zebrowska,07700 900401,{},HU5 3ZZ\n"
        columns = "Name,Phone,Address,Postcode\n"
        self.imported(columns + row.format("12 Larch Row"), known_rule="overwrite")
        self.assertEqual(self.zofia.property_id, flat)
        self.imported(columns + row.format("12 Larch Rw"), known_rule="overwrite")
        self.assertEqual(self.zofia.property_id, self.property)

    def test_property_is_only_filled_in_with_its_own_address(self):
        self.zofia.write({"property_id": False, "street": "1 Elm Road"})
        self.imported(
            "Name,Phone,Address,Postcode\n"
            "Zofia Zebrowska,07700 900401,12 Larch Row,HU5 3ZZ\n"
        )
        self.assertFalse(self.zofia.property_id)

    def test_matching_addresses_costs_a_few_queries_for_all_rows(self):
        rows = [f"Zyx {n},12 Larch Row,HU5 3ZZ\n" for n in range(20)]
        Property = type(self.env["constituent.property"])
        with patch.object(
            Property, "_match_addresses", autospec=True, return_value=[[]] * 20
        ) as match:
            self.checked("Name,Address,Postcode\n" + "".join(rows))
        self.assertEqual(match.call_count, 1)

    def test_unknown_uprn_is_kept_as_an_identifier(self):
        self.imported("Name,UPRN\nQuentin Zyx,99000000999\n")
        made = self.named("Quentin Zyx")
        self.assertFalse(made.property_id)
        self.assertEqual(made.identifier_ids.value_normalised, "99000000999")

    def test_invalid_cells_reject_the_row_with_a_reason(self):
        rows = {
            "Ada,x,,,,": "“x” is not a valid value for Phone.",
            "Ada,,x,,,": "“x” is not a valid value for E-mail.",
            "Ada,,,31/31/1980,,": "“31/31/1980” is not a date of birth",
            "Ada,,,01/02/80,,": "“01/02/80” is not a date of birth",
            "Ada,,,2999-01-01,,": "“2999-01-01” is not a date of birth",
            "Ada,,,,wizard,": "“wizard” is not a valid value for Kind.",
            "Ada,,,,,Klingon": "The language “Klingon” is not in use here.",
            "…,,,,,": "The name is missing.",
        }
        job = self.imported("Name,Phone,E-mail,DOB,Kind,Language\n" + "\n".join(rows))
        self.assertEqual(self.counts(job), (0, 0, 0, len(rows), 0))
        for message, reason in zip(self.reasons(job), rows.values(), strict=True):
            with self.subTest(reason):
                self.assertIn(reason, message)

    def test_number_that_is_not_whole_is_asked_for(self):
        numbers = ("300300", "0148230030", "01482 30 Jane", "00000000000", "1471")
        job = self.imported("Name,Phone\n" + "\n".join(f"Ada,{n}" for n in numbers))
        self.assertEqual(self.counts(job), (0, 0, 0, len(numbers), 0))
        for reason in self.reasons(job):
            self.assertIn("Enter the whole number", reason)

    def test_two_numbers_of_a_cell_and_extensions_are_kept(self):
        self.imported(
            "Name,Phone\n"
            "Ada Zyx,01482 300300 / 07700 900599\n"
            "Bea Zyx,01482 300300 ext 12\n"
            "Cyd Zyx,01482 300300 ext 15\n"
        )
        for name, numbers in (
            ("Ada Zyx", ["+441482300300", "+447700900599"]),
            ("Bea Zyx", ["+441482300300;ext=12"]),
            ("Cyd Zyx", ["+441482300300;ext=15"]),
        ):
            with self.subTest(name):
                rows = self.named(name).identifier_ids
                self.assertEqual(sorted(rows.mapped("value_normalised")), numbers)
                self.assertEqual(self.named(name).phone, numbers[0])

    def test_imported_constituent_is_identified_at_once(self):
        self.imported(
            "Name,UPRN,DOB\nQuentin Zyx,99000000012,1961-03-12\n",
        )
        # As a later transaction finds it, before duplicates are looked for.
        self.env.cr.flush()
        found = self.env["res.partner"]._constituent_identify(
            {"name": "Quentin Zyx", "uprn": "99000000012", "birth_date": "1961-03-12"}
        )
        self.assertEqual(found, self.named("Quentin Zyx"))

    # Who is there

    def test_constituent_known_by_phone_and_name_is_completed(self):
        job = self.imported(
            "Name,Phone,Town,Post Code,Street\n"
            "Z Zebrowska,07700 900401,Leeds,HU5 3ZZ,12 Larch Row\n"
        )
        self.assertEqual(self.counts(job), (0, 0, 1, 0, 0))
        self.zofia.city = False
        job = self.imported(
            "Name,Phone,Town,DOB\nZofia Zebrowska,07700 900401,Leeds,1/2/1980\n"
        )
        self.assertEqual(self.counts(job), (0, 1, 0, 0, 0))
        self.assertEqual(self.zofia.city, "Leeds")
        self.assertEqual(str(self.zofia.birth_date), "1980-02-01")

    def test_known_constituents_are_overwritten_on_request(self):
        job = self.imported(
            "Name,Phone,Town\nZofia Anna Zebrowska,07700 900401,Leeds\n",
            known_rule="overwrite",
        )
        self.assertEqual(self.counts(job), (0, 1, 0, 0, 0))
        self.assertEqual(self.zofia.name, "Zofia Anna Zebrowska")
        self.assertEqual(self.zofia.city, "Leeds")

    def test_own_account_number_identifies_under_any_name(self):
        self.make_identifier(self.zofia, "customer_account", "C-77")
        job = self.imported("Name,Customer Ref,Mobile\nZofia Quux,c77,07700 900999\n")
        self.assertEqual(self.counts(job), (0, 1, 0, 0, 0))
        self.assertEqual(self.look_up("07700 900999"), self.zofia)
        self.assertEqual(self.zofia.phone, "07700 900401")

    def test_account_number_of_a_household_needs_the_name(self):
        self.make_identifier(self.zofia, "council_tax", "7001")
        self.make_identifier(self.adam, "council_tax", "7001")
        job = self.imported(
            "Name,Council Tax,DOB\nAdam Zebrowski,7001,1/2/1980\nZdzislaw Quux,7001,\n"
        )
        self.assertEqual((job.created_count, job.updated_count), (1, 1))
        self.assertEqual(str(self.adam.birth_date), "1980-02-01")

    def test_uncertain_matches_are_created_and_proposed(self):
        job = self.imported(
            "Name,Street,Post Code\nZofia Zebrowska,12 Larch Row,HU5 3ZZ\n"
        )
        self.assertEqual(self.counts(job), (0, 0, 0, 0, 1))
        made = self.named("Zofia Zebrowska") - self.zofia
        match = self.env["constituent.match"].search([("partner_id", "=", made.id)])
        self.assertEqual(match.other_id, self.zofia)
        self.assertIn("Possible match with Zofia Zebrowska", job.row_ids.reason)

    def test_uncertain_matches_are_rejected_on_request(self):
        job = self.imported(
            "Name,Street,Post Code\nZofia Zebrowska,12 Larch Row,HU5 3ZZ\n",
            doubtful_rule="reject",
        )
        self.assertEqual(self.counts(job), (0, 0, 0, 1, 0))
        self.assertEqual(self.named("Zofia Zebrowska"), self.zofia)

    def test_unknown_constituents_are_rejected_on_request(self):
        job = self.imported("Name\nQuentin Zyx\n", unknown_rule="reject")
        self.assertEqual(self.counts(job), (0, 0, 0, 1, 0))

    def test_contact_that_is_no_constituent_is_not_changed(self):
        contact = self.env["res.partner"].create({"name": "Supplier"})
        self.env["ir.model.data"]._update_xmlids(
            [{"xml_id": "__export__.supplier", "record": contact}]
        )
        job = self.imported("External ID,Name\n__export__.supplier,Quentin Zyx\n")
        self.assertEqual(self.reasons(job), ["Supplier is not a constituent."])
        self.assertEqual(contact.name, "Supplier")

    # Within the file

    def test_repeated_row_creates_one_constituent(self):
        file = (
            "Name,Phone,Town\nQuentin Zyx,07700 900501,Hull\n"
            "QUENTIN ZYX,07700900501,Hull\nQuentin Zyx,07700 900501,Hull\n"
            "Yvonne Zyx,07700 900501,Hull\n"
        )
        job = self.checked(file)
        expected = (2, 1, 1, 0, 0)
        self.assertEqual(self.counts(job), expected)
        job.action_run()
        self.work()
        self.assertEqual(self.counts(job), expected)
        self.assertEqual(len(self.named("Quentin Zyx")), 1)

    def test_row_repeated_in_another_chunk_creates_one_constituent(self):
        file = "Name,Town,Post Code,DOB\nQuentin Zyx,Hull,HU6 7ZZ,\n"
        self.env.registry["constituent.import.constituent"]
        target = self.env.registry["constituent.import.constituent"]
        self.patch(target, "_import_chunk", 1)
        job = self.imported(file + "Quentin Zyx,Hull,HU6 7ZZ,\n")
        self.assertEqual(self.counts(job), (1, 0, 1, 0, 0))

    # What it costs

    def test_new_constituents_cost_few_queries_each(self):
        def file(first):
            return "Name,Phone,Post Code\n" + "".join(
                f"Qzx{chr(97 + n)} Vwx{chr(97 + n)},07700 900{first + n},HU9 9ZZ\n"
                for n in range(20)
            )

        self.imported(file(600))
        job = self.file(file(700), unknown_rule="create")
        job.action_run()
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self.work()
        self.assertEqual(job.done_count, 20)
        self.assertLess((self.env.cr.sql_log_count - before) / 20, 30)
