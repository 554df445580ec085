from datetime import date

from odoo.tests import BaseCase, tagged

from ..matching import birth_dates, places, score
from ..matching.person import Person

BORN = date(1961, 3, 12)
ROBERT = Person(
    "Robert James Quandt",
    "HU5 3ER",
    "12 Park Avenue",
    birth_date=BORN,
    phones=frozenset({"+447700900123"}),
    emails=frozenset({"rob@quandt.example.org"}),
)


@tagged("-at_install", "post_install")
class TestScore(BaseCase):
    """How likely two are one, and why."""

    def compare(self, one=ROBERT, **values):
        return score.compare(one, Person(**values))

    def codes(self, likeness):
        return {one.code for one in likeness.evidence}

    def test_similar_names_match(self):
        for one, other in (
            ("Jane Smith", "smith, JANE"),
            ("J Smith", "Jane Smith"),
            ("Jane Smith", "Jane Mary Smith"),
            ("Siân O'Neil", "Sian ONeil"),
            ("Jon Smith", "John Smith"),
            ("Mary Smyth", "Mary Smith"),
            ("Bob Smith", "Robert Smith"),
            ("Gosia Nowak", "Małgorzata Nowak"),
            ("Nowak Anna", "Anna Nowak"),
            ("Anna Kowalska", "Anna Kowalski"),
            ("Jane Smith née Jones", "Jane Jones"),
            ("Jane Smith-Jones", "Jane Jones"),
            ("Иван Петров", "Ivan Petrov"),
            ("李伟", "Wei Li"),
            ("Stephen Hall", "Steven Hall"),
            ("Sm1th, Jane", "Jane Smith"),
            ("Dr Jane Smith", "Mrs Jane Smith"),
            ("Muhammad Khan", "Mohammed Khan"),
            ("فاطمة خان", "Fatima Khan"),
            ("فردوس بیگم", "Firdous Begum"),
            ("विजय कुमार", "Vijay Kumar"),
            ("Παπαδόπουλος Γιώργος", "Giorgos Papadopoulos"),
            ("王小明", "Xiaoming Wang"),
            ("王小明", "Wang Xiao Ming"),
            ("陈美玲", "Mei Ling Chan"),
            ("김철수", "Chul-soo Kim"),
            ("שרה כהן", "Sara Cohen"),
            ("Robert Tomson", "Robert Thompson"),
            ("Sarah Rees", "Sarah Reece"),
            ("Micha el George", "Michael George"),
            ("Mary Ann Smith", "Maryann Smith"),
            ("Meena Patel", "Mina Patel"),
            ("James Smith", "Jarnes Smith"),
            ("Emily Smith", "Ernily Smith"),
            ("Jane Thomas", "Jane Thornas"),
            ("Jane Burns", "Jane Bums"),
            ("Amy Smith", "Aym Smith"),
            ("Alan Smith", "Aan Smith"),
            ("Luke Smith", "Lue Smith"),
            ("Barbara Smith", "Barb Smith"),
            ("Joanne Smith", "Joann Smith"),
            ("Barbara Knight", "Burton (née Knight) Barbara"),
        ):
            with self.subTest(f"{one} / {other}"):
                self.assertTrue(score.may_be_one(one, other))

    def test_different_names_do_not_match(self):
        for one, other in (
            ("John Smith", "Joan Smith"),
            ("Paul Smith", "Paula Smith"),
            ("Amir Khan", "Amira Khan"),
            ("John Smith", "Mary Smith"),
            ("Ian Smith", "Ina Smith"),
            ("Mia Smith", "Mai Smith"),
            ("Noah Smith", "Noa Smith"),
            ("Nina Smith", "Nia Smith"),
            ("Umar Khan", "Uma Khan"),
            ("Amy Smith", "Arnie Smith"),
            ("John Smith Jr", "John Smith (formerly Jones) Snr"),
            ("Jane Smith", "Jane Jones"),
            ("John Smith Jr", "John Smith Snr"),
            ("John Peter Smith", "John Mark Smith"),
            ("विजय कुमार", "विनोद कुमार"),
            ("Rajesh Sharma", "Ramesh Sharma"),
            ("محمد خان", "محمود خان"),
            ("فاطمة خان", "Farida Khan"),
            ("王小明", "王大伟"),
            ("", "Jane Smith"),
            ("🙂", "Jane Smith"),
            ("\u202e", "Jane Smith"),
        ):
            with self.subTest(f"{one} / {other}"):
                self.assertFalse(score.may_be_one(one, other))

    def test_nickname_and_date_of_birth_at_one_house_are_certain(self):
        found = self.compare(
            name="Bob Quandt",
            postcode="hu53er",
            street="12 park ave",
            birth_date=date(1961, 12, 3),
        )
        self.assertTrue(found.is_certain)
        self.assertLess({"nickname", "born_swapped", "house"}, self.codes(found))

    def test_move_and_typing_error_in_the_date_of_birth_still_match(self):
        found = self.compare(
            name="Robert Quandt",
            postcode="YO1 7HH",
            birth_date=date(1961, 3, 13),
            emails=frozenset({"rob@quandt.example.org"}),
        )
        self.assertTrue(found.is_certain)
        self.assertLess({"born_digit", "moved", "email"}, self.codes(found))

    def test_filler_date_of_birth_is_no_evidence(self):
        real = date(1961, 3, 12)
        for filler in (
            date(1900, 1, 1),
            date(1901, 1, 1),
            date(1899, 12, 30),
            date(1970, 1, 1),
            date(1, 1, 1),
        ):
            with self.subTest(str(filler)):
                self.assertEqual(birth_dates.compare(filler, filler), ())
                self.assertEqual(birth_dates.compare(filler, real), ())
                self.assertFalse(score.born_apart(real, filler))
        for born in (date(1970, 1, 2), date(1980, 1, 1), date(1903, 5, 1)):
            with self.subTest(str(born)):
                self.assertTrue(birth_dates.compare(born, born))

    def test_name_and_address_alone_are_uncertain(self):
        found = self.compare(
            name="Robert Quandt", postcode="HU5 3ER", street="12 Park Avenue"
        )
        self.assertTrue(found.is_proposed)
        self.assertFalse(found.is_certain)
        self.assertIn("nothing_own", self.codes(found))

    def test_father_and_son_do_not_match(self):
        home = {"postcode": "HU5 3ER", "street": "12 Park Avenue"}
        contact = {"phones": ROBERT.phones, "emails": ROBERT.emails}
        for values in (
            {"name": "Robert Quandt", "birth_date": date(1990, 7, 1)},
            {"name": "Robert Peter Quandt"},
        ):
            with self.subTest(values):
                found = self.compare(**values, **home, **contact)
                self.assertFalse(found.is_certain)

    def test_household_with_one_phone_and_email_does_not_match(self):
        for name in ("Roberta Quandt", "Ingrid Quandt", "Rosa Quandt"):
            with self.subTest(name):
                found = self.compare(
                    name=name,
                    postcode="HU5 3ER",
                    street="12 Park Avenue",
                    birth_date=BORN,
                    phones=ROBERT.phones,
                    emails=ROBERT.emails,
                )
                self.assertFalse(found.is_proposed)

    def test_brothers_of_one_birth_date_and_house_do_not_match(self):
        home = {"postcode": "HU5 3ER", "street": "12 Park Avenue", "birth_date": BORN}
        for one, other in (
            ("विजय कुमार", "विनोद कुमार"),
            ("विजय कुमार", "Vinod Kumar"),
            ("Rajesh Sharma", "Ramesh Sharma"),
            ("Hassan Ali", "Hussain Ali"),
            ("محمد خان", "Mahmoud Khan"),
            ("Marek Nowak", "Darek Nowak"),
        ):
            with self.subTest(f"{one} / {other}"):
                found = score.compare(Person(one, **home), Person(other, **home))
                self.assertFalse(found.is_proposed)

    def test_name_in_two_scripts_at_one_house_matches(self):
        home = {"postcode": "HU5 3ER", "street": "12 Park Avenue", "birth_date": BORN}
        for one, other in (
            ("فاطمة خان", "Fatima Khan"),
            ("विजय कुमार", "Vijay Kumar"),
            ("王小明", "Xiaoming Wang"),
            ("Παπαδοπούλου Ελένη", "Eleni Papadopoulou"),
        ):
            with self.subTest(f"{one} / {other}"):
                found = score.compare(Person(one, **home), Person(other, **home))
                self.assertTrue(found.is_certain)

    def test_postcode_of_another_country_is_a_clue(self):
        for code, written in (
            ("4223", "4223"),
            ("1012 AB", "1012ab"),
            ("00-950", "00950"),
            ("K1A 0B1", "k1a0b1"),
            ("D02 X285", "D02X285"),
        ):
            with self.subTest(code):
                found = score.compare(
                    Person("Robert Quandt", code, "12 Park Road", birth_date=BORN),
                    Person("Bob Quandt", written, "12 Park Rd", birth_date=BORN),
                )
                self.assertIn("house", self.codes(found))
                self.assertTrue(found.is_certain)

    def test_house_number_in_a_district_is_no_front_door(self):
        one = Person("Jane Smith", "4223", "12 Park Road")
        other = Person("Jane Smith", "4223", "12 Station Crescent")
        self.assertIn("district", self.codes(score.compare(one, other)))

    def test_street_without_a_house_number_is_a_clue_in_a_district(self):
        one = Person("Quandt", "4223", "Park Road", birth_date=BORN)
        same = Person("Robert Quandt", "4223", "12 Park Rd", birth_date=BORN)
        found = score.compare(one, same)
        self.assertIn("street_unnumbered", self.codes(found))
        self.assertTrue(found.is_certain)
        for street in ("14 Park Road", "Station Crescent", ""):
            with self.subTest(street):
                other = Person("Quandt", "4223", street, birth_date=BORN)
                self.assertFalse(score.compare(same, other).is_certain)

    def test_initial_with_an_own_mobile_at_one_postcode_is_certain(self):
        mobile = {"postcode": "HU5 3ER", "phones": ROBERT.phones}
        self.assertTrue(self.compare(name="R Quandt", **mobile).is_certain)
        self.assertFalse(self.compare(name="S Quandt", **mobile).is_proposed)
        self.assertFalse(
            self.compare(
                name="R Quandt", postcode="HU5 3ER", emails=ROBERT.emails
            ).is_certain
        )

    def test_similar_names_of_twins_with_one_phone_do_not_match(self):
        home = {"postcode": "HU5 3ER", "street": "12 Park Avenue", "birth_date": BORN}
        for one, other in (("Ian", "Ina"), ("Noah", "Noa"), ("Tai", "Tia")):
            with self.subTest(f"{one} / {other}"):
                found = score.compare(
                    Person(f"{one} Quandt", phones=ROBERT.phones, **home),
                    Person(f"{other} Quandt", phones=ROBERT.phones, **home),
                )
                self.assertFalse(found.is_proposed)

    def test_scanned_name_with_birth_date_and_house_is_certain(self):
        home = {"postcode": "HU5 3ER", "street": "12 Park Avenue", "birth_date": BORN}
        for one, other in (("James", "Jarnes"), ("Harnza", "Hamza")):
            with self.subTest(f"{one} / {other}"):
                found = score.compare(
                    Person(f"{one} Quandt", **home), Person(f"{other} Quandt", **home)
                )
                self.assertTrue(found.is_certain)

    def test_own_contact_outweighs_a_move_and_a_frequent_name(self):
        found = score.compare(
            Person("David Jones", "HU5 3ER", phones=ROBERT.phones),
            Person("David Jones", "YO1 7HH", phones=ROBERT.phones),
        )
        self.assertLess({"phone", "moved"}, self.codes(found))
        self.assertTrue(found.is_certain)

    def test_unfinished_british_postcode_is_no_foreign_one(self):
        for text in ("HU5", "HU5 3", "HU5 3E", "HU10 3E", "nowhere", "12"):
            with self.subTest(text):
                self.assertEqual(places.postcode(text), "")

    def test_surname_alone_with_birth_date_and_house_is_certain(self):
        home = {"postcode": "HU5 3ER", "street": "12 Park Avenue"}
        self.assertTrue(self.compare(name="Quandt", birth_date=BORN, **home).is_certain)
        self.assertFalse(self.compare(name="Quandt", **home).is_certain)
        self.assertFalse(
            self.compare(name="R Quandt", birth_date=BORN, **home).is_certain
        )

    def test_own_account_with_another_given_name_is_left_to_staff(self):
        home = {"postcode": "HU5 3ER", "street": "12 Park Avenue"}
        account = {"accounts": frozenset({"customer_account:4711"})}
        one, twin, spouse = (
            Person(name, birth_date=born, **home, **account)
            for name, born in (
                ("Robert Quandt", BORN),
                ("Joshua Quandt", BORN),
                ("Ingrid Quandt", date(1963, 7, 1)),
            )
        )
        found = score.compare(one, twin)
        self.assertTrue(found.is_proposed)
        self.assertFalse(found.is_certain)
        self.assertFalse(score.compare(one, spouse).is_proposed)

    def test_initial_with_a_shared_email_is_uncertain(self):
        found = self.compare(name="R Quandt", emails=ROBERT.emails)
        self.assertFalse(found.is_certain)

    def test_frequent_surname_weighs_less(self):
        values = {"birth_date": BORN, "postcode": "HU5 3ER"}
        smith, rare = (
            score.compare(Person(name, **values), Person(name, **values))
            for name in ("John Smith", "John Zebrowska")
        )
        self.assertLess(smith.odds, rare.odds)

    def test_name_alone_is_not_proposed(self):
        for place in ({}, {"postcode": "HU5 1AA"}, {"postcode": "YO1 7HH"}):
            with self.subTest(place):
                self.assertFalse(
                    self.compare(name="Robert James Quandt", **place).is_proposed
                )

    def test_flats_of_one_house_do_not_match(self):
        one = Person("Jane Smith", "HU5 3ER", "Flat 2, 12 Park Road")
        other = Person("Jane Smith", "HU5 3ER", "Flat 3, 12 Park Road")
        self.assertIn("neighbour", self.codes(score.compare(one, other)))

    def test_organisations_are_compared_by_their_own_rules(self):
        bakery = Person("Hull Bakery Ltd", "HU1 1AA", "1 Quay", is_organisation=True)
        same = Person("The Hull Bakery", "HU1 1AA", "1 Quay", is_organisation=True)
        self.assertTrue(score.compare(bakery, same).is_certain)
        self.assertFalse(score.compare(bakery, Person("Hull Bakery")).is_proposed)

    def test_empty_person_never_matches(self):
        self.assertFalse(score.compare(Person(), Person()).is_proposed)
        self.assertFalse(score.compare(Person("x" * 10_000), ROBERT).is_proposed)
