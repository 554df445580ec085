from odoo.tests import tagged

from .common import CouncilCase

SHARED = "01632 960498"


@tagged("-at_install", "post_install")
class TestIdentify(CouncilCase):
    """Who has sent this? One constituent for certain, or nobody."""

    def identify(self, create=False, **clues):
        partners = self.env["res.partner"]
        return partners._constituent_identify(clues, create=create)

    def proposals(self, partner):
        return self.env["constituent.match"].search(
            self.env["constituent.match"]._partner_domain(partner)
        )

    def test_own_phone_identifies(self):
        self.assertEqual(self.identify(phone="+44 7700 900401"), self.zofia)

    def test_own_email_with_a_similar_name_identifies(self):
        found = self.identify(email="Zofia@Zebrowska.example.org", name="Z Zebrowska")
        self.assertEqual(found, self.zofia)

    def test_address_or_number_as_name_is_no_other_name(self):
        for name in ("zofia@zebrowska.example.org", "07700900401", "🙂"):
            with self.subTest(name):
                self.assertEqual(
                    self.identify(phone="07700 900401", name=name), self.zofia
                )

    def test_phone_with_another_name_does_not_identify(self):
        self.assertFalse(self.identify(phone="07700 900401", name="Bruno Quill"))

    def test_shared_phone_without_a_name_does_not_identify(self):
        for partner in self.zofia | self.adam:
            self.make_identifier(partner, "phone", SHARED)
        self.assertFalse(self.identify(phone=SHARED))
        self.assertEqual(self.identify(phone=SHARED, name="Adam Zebrowski"), self.adam)

    def test_phone_marked_as_shared_without_a_name_does_not_identify(self):
        self.make_identifier(self.adam, "phone", SHARED, is_shared=True)
        self.assertFalse(self.identify(phone=SHARED))

    def test_father_and_son_with_one_name_and_phone_are_not_identified(self):
        for _generation in range(2):
            self.make_constituent("Jan Quandt", SHARED)
        self.assertFalse(self.identify(phone=SHARED, name="Jan Quandt"))

    def test_number_no_longer_used_does_not_identify(self):
        self.zofia.phone = "07700 900408"
        self.assertFalse(self.identify(phone="07700 900401"))

    def test_archived_constituent_is_not_identified(self):
        self.zofia.active = False
        self.assertFalse(self.identify(phone="07700 900401"))

    def test_name_and_postcode_do_not_identify(self):
        self.assertFalse(self.identify(name="Zofia Zebrowska", postcode="HU5 3ZZ"))

    def test_unknown_sender_becomes_a_constituent(self):
        made = self.identify(
            create=True,
            name="Bruno Quill",
            email="Bruno@Quill.example.org",
            phone="07700 900407",
            postcode="hu91zz",
            kind="business",
        )
        self.assertTrue(made.is_constituent)
        self.assertTrue(made.is_company)
        self.assertEqual(made.kind_id.code, "business")
        self.assertEqual(made.zip, "HU9 1ZZ")
        self.assertEqual(self.identify(phone="07700900407"), made)
        self.assertEqual(self.look_up("quill hu9"), made)

    def test_second_message_of_a_new_sender_creates_no_second_constituent(self):
        first = self.identify(create=True, email="bruno@quill.example.org")
        again = self.identify(create=True, email="bruno@quill.example.org", name="B Q")
        self.assertEqual(first, again)

    def test_missing_phone_of_a_known_sender_is_filled_in_once(self):
        email = "first.phone@example.org"
        robin = self.identify(create=True, name="Robin Hall", email=email)
        for phone in ("07700 900477", "07700 900478"):
            self.identify(create=True, name="Robin Hall", email=email, phone=phone)
        self.assertEqual(robin.phone, "+447700900477")
        self.assertEqual(self.identify(phone="07700 900477"), robin)

    def test_phone_of_another_constituent_is_not_kept(self):
        email = "first.phone@example.org"
        robin = self.identify(create=True, name="Robin Hall", email=email)
        self.identify(create=True, email=email, phone="07700 900401")
        self.assertFalse(robin.phone)

    def test_unknown_kind_is_a_citizen(self):
        made = self.identify(create=True, name="Bruno Quill", kind="martian")
        self.assertEqual(made.kind_id.code, "citizen")

    def test_somebody_just_made_is_identified_before_the_comparison(self):
        values = {
            "street": "3 Quill Row",
            "birth_date": "1961-03-12",
            "is_constituent": True,
        }
        made = self.env["res.partner"].create({"name": "Quintus Quill", **values})
        clues = {"name": "Quintus Quill", **values}
        self.assertEqual(self.identify(**clues), made)
        self.env.cr.precommit.run()
        self.assertEqual(self.identify(**clues), made)

    def test_whole_import_is_identified_before_the_comparison(self):
        Pending = self.env["constituent.match.pending"]
        born = {"birth_date": "1961-03-12", "is_constituent": True}
        made = self.env["res.partner"].create(
            [
                {"name": f"Quintus Q{letter * 5}", "street": f"{n} Quill Row", **born}
                for n, letter in enumerate("abcdefghijklmnopqrstuvwxyz")
            ]
        )
        self.env.cr.precommit.run()
        Pending.search([]).unlink()
        for partner in (made[0], made[-1]):
            clues = {"name": partner.name, "street": partner.street, **born}
            self.assertEqual(self.identify(**clues), partner)

    def test_postcode_of_another_country_identifies_and_is_kept_as_written(self):
        clues = {
            "name": "Pieter Quist",
            "postcode": "1012 AB",
            "street": "12 Quaystraat",
            "birth_date": "1961-03-12",
        }
        made = self.identify(create=True, email="pieter@quist.example.org", **clues)
        self.assertEqual((made.zip, made.lookup_postcode), ("1012 AB", "1012AB"))
        self.assertEqual(self.identify(**{**clues, "postcode": "1012ab"}), made)
        self.env.company.country_id = self.env.ref("base.nl")
        for text in ("quist 1012 AB", "12 1012ab", "1012 AB"):
            with self.subTest(text):
                self.assertEqual(self.look_up(text), made)

    def test_message_without_clues_creates_nobody(self):
        for clues in ({}, {"name": "  "}, {"postcode": "HU5 3ER"}, {"email": None}):
            with self.subTest(clues):
                self.assertFalse(self.identify(create=True, **clues))

    def test_similar_new_constituent_is_proposed_to_staff(self):
        made = self.identify(create=True, name="Zofja Zebrowska", postcode="HU5 3ZZ")
        self.assertNotEqual(made, self.zofia)
        match = self.proposals(made)
        self.assertEqual(match.other_id, self.zofia)
        self.assertIn("same postcode", match.reason)

    def test_new_sender_with_the_phone_of_another_is_created(self):
        made = self.identify(create=True, name="Bruno Quill", phone="07700 900401")
        self.assertFalse(self.proposals(made))

    def test_nickname_with_date_of_birth_and_address_identifies(self):
        robert = self.make_constituent(
            "Robert Quandt", place=self.property, birth_date="1961-03-12"
        )
        clues = {"name": "Bob Quandt", "postcode": "hu53zz", "street": "12 Larch Row"}
        found = self.identify(**clues, birth_date="1961-12-03")
        self.assertEqual(found, robert)
        self.assertFalse(self.identify(**clues))
        self.assertFalse(self.identify(**clues, birth_date="1990-12-03"))

    def test_property_and_date_of_birth_identify_without_postcode(self):
        self.zofia.birth_date = "1961-03-12"
        self.zofia._store_match_keys()
        found = self.identify(
            name="Zofia Zebrowska", uprn="99000000012", birth_date="1961-03-12"
        )
        self.assertEqual(found, self.zofia)

    def test_email_with_another_date_of_birth_does_not_identify(self):
        self.zofia.birth_date = "1961-03-12"
        clues = {"email": self.zofia.email, "name": "Zofia Zebrowska"}
        self.assertEqual(self.identify(**clues), self.zofia)
        self.assertFalse(self.identify(**clues, birth_date="1990-07-01"))

    def test_holder_who_verified_a_shared_email_is_identified(self):
        for partner in self.zofia | self.adam:
            self.make_identifier(partner, "email", "house@zebrowska.example.org")
        clues = {"email": "house@zebrowska.example.org", "name": "Z Zebrowska"}
        rows = self.adam.identifier_ids.filtered(lambda row: row.type == "email")
        rows.is_verified = True
        self.assertEqual(self.identify(**clues), self.zofia)
        self.assertEqual(self.identify(**{**clues, "name": "A Zebrowski"}), self.adam)

    def test_two_candidates_are_proposed_and_neither_identified(self):
        place = self.property
        one, other = (
            self.make_constituent("Jan Quandt", place=place, birth_date="1961-03-12")
            for _record in range(2)
        )
        clues = {"name": "Jan Quandt", "postcode": "HU5 3ZZ", "street": "12 Larch Row"}
        clues["birth_date"] = "1961-03-12"
        self.assertFalse(self.identify(**clues))
        made = self.identify(create=True, **clues)
        self.assertEqual(self.proposals(made).other_id, one | other)

    def test_invalid_clues_are_ignored(self):
        for clues in ({"birth_date": "32/13/19"}, {"uprn": "x"}, {"birth_date": 5}):
            with self.subTest(clues):
                self.assertFalse(self.identify(name="Zofia Zebrowska", **clues))

    def test_property_and_date_of_birth_of_a_new_sender_are_kept(self):
        made = self.identify(
            create=True, name="Bruno Quill", uprn="99000000012", birth_date="1961-03-12"
        )
        self.assertEqual(made.property_id, self.property)
        self.assertEqual(made.zip, "HU5 3ZZ")
        self.assertEqual(str(made.birth_date), "1961-03-12")

    def test_number_beside_an_unknown_address_identifies_no_nameless_writer(self):
        made = self.identify(
            create=True, email="nobody@example.org", phone="07700 900401"
        )
        self.assertNotEqual(made, self.zofia)
        match = self.proposals(made)
        self.assertEqual(match.other_id, self.zofia)
        self.assertIn("+447700900401", match.reason)

    def test_nameless_writer_at_the_address_of_a_number_is_not_identified(self):
        self.zofia.property_id = self.property
        clues = {"uprn": "99000000012", "phone": "07700 900401"}
        self.assertFalse(self.identify(email="nobody@example.org", **clues))

    def test_number_of_a_nameless_constituent_with_another_address_is_proposed(self):
        first = self.identify(
            create=True, email="a.first@example.org", phone="07700 900411"
        )
        second = self.identify(
            create=True,
            name="Bea Second",
            email="b.second@example.org",
            phone="07700 900411",
        )
        self.assertNotEqual(first, second)
        self.assertEqual(self.proposals(second).other_id, first)

    def test_nameless_caller_who_writes_with_a_name_is_identified(self):
        caller = self.identify(create=True, phone="07700 900411")
        clues = {"name": "Bea Second", "email": "b.second@example.org"}
        found = self.identify(create=True, phone="07700 900411", **clues)
        self.assertEqual(found, caller)
        self.assertEqual(caller.email, "b.second@example.org")

    def test_number_with_the_same_name_identifies_from_a_new_address(self):
        clues = {"email": "zofia@new.example.org", "phone": "07700 900401"}
        self.assertEqual(self.identify(name="Zofia Zebrowska", **clues), self.zofia)

    def test_address_and_number_of_two_constituents_are_proposed(self):
        other = self.make_constituent(
            "Bruno Quill", "07700 900411", email="bruno@quill.example.org"
        )
        clues = {"email": self.zofia.email, "phone": "07700 900411"}
        made = self.identify(create=True, name="Bruno Quill", **clues)
        self.assertNotIn(made, self.zofia | other)
        self.assertEqual(self.proposals(made).other_id, other)

    def test_owner_of_an_address_is_identified_beside_the_number_of_another(self):
        clues = {"email": self.zofia.email, "phone": "07700 900411"}
        self.make_constituent("Bruno Quill", "07700 900411")
        for name in ("", "Zofia Zebrowska"):
            with self.subTest(name):
                self.assertEqual(self.identify(name=name, **clues), self.zofia)

    def test_own_number_tells_apart_who_share_an_address(self):
        for partner in self.zofia | self.adam:
            self.make_identifier(partner, "email", "house@zebrowska.example.org")
        clues = {"email": "house@zebrowska.example.org", "phone": "07700 900401"}
        self.assertEqual(self.identify(**clues), self.zofia)

    def test_two_numbers_of_a_form_are_both_kept(self):
        made = self.identify(
            create=True, name="Bruno Quill", phone="01482 300300 or 07700 900411"
        )
        for phone in ("01482 300300", "07700 900411"):
            self.assertEqual(self.identify(name="Bruno Quill", phone=phone), made)

    def test_filler_date_of_birth_says_nothing(self):
        self.zofia.birth_date = "1961-03-12"
        clues = {"email": self.zofia.email, "name": "Zofia Zebrowska"}
        for born in ("1900-01-01", "1970-01-01", "1899-12-30"):
            with self.subTest(born):
                found = self.identify(**clues, birth_date=born)
                self.assertEqual(found, self.zofia)

    def test_constituent_just_made_is_found_before_any_comparison(self):
        clues = {"name": "Bruno Quill", "birth_date": "1961-03-12"}
        made = self.make_constituent(
            "Bruno Quill", place=self.property, birth_date="1961-03-12"
        )
        self.assertEqual(self.identify(uprn="99000000012", **clues), made)

    def test_constituent_of_an_earlier_transaction_is_found(self):
        made = self.make_constituent(
            "Bruno Quill", place=self.property, birth_date="1961-03-12"
        )
        self.env.cr.flush()
        keys = self.env["constituent.match.key"].search([("partner_id", "=", made.id)])
        self.assertTrue(keys)
        self.assertFalse(self.env.cr.precommit.data)
        clues = {"name": "Bruno Quill", "birth_date": "1961-03-12"}
        self.assertEqual(self.identify(uprn="99000000012", **clues), made)

    def test_identifying_takes_few_queries(self):
        clues = {
            "name": "Bruno Quill",
            "email": "b@quill.example.org",
            "phone": "07700 900499",
            "postcode": "HU5 3ZZ",
            "birth_date": "1961-03-12",
        }
        self.identify(**clues)
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            self.identify(**clues)

    def test_public_callers_identify_and_get_no_more_rights(self):
        public = self.env.ref("base.public_user")
        partners = self.env["res.partner"].with_user(public)
        found = partners._constituent_identify({"phone": "07700 900401"})
        self.assertEqual(found.id, self.zofia.id)
        self.assertFalse(found.env.su)
        made = partners._constituent_identify({"name": "Bruno Quill"}, create=True)
        self.assertEqual(made.env.user, public)

    def test_bad_input_is_cut_to_size(self):
        for name in ("x" * 10_000, "🙂" * 500, "\u202eQuill", "Q\nuill"):
            with self.subTest(name[:5]):
                made = self.identify(
                    create=True,
                    name=name,
                    email="no address " * 100,
                    phone="not a number",
                    street="s" * 10_000,
                )
                self.assertLessEqual(len(made.name), 200)
                self.assertFalse(made.email or made.phone)

    def test_sender_without_a_name_is_named_after_the_number(self):
        self.assertEqual(
            self.identify(create=True, phone="07700 900406").name, "+447700900406"
        )
