from odoo.tests import tagged

from .common import CouncilCase

# What is typed, who comes first and why; None where nobody may be found.
LABELLED = (
    # Names
    ("O'Neil", "Siân O'Neil", "name"),
    ("oneil", "Siân O'Neil", "name"),
    ("o neil", "Siân O'Neil", "similar name"),
    ("O’Neil sian", "Siân O'Neil", "name"),
    ("Agnieszka nowako", "Agnieszka Nowakowska", "name"),
    ("nowako agnieszka", "Agnieszka Nowakowska", "name"),
    ("Agnieska Nowackowska", "Agnieszka Nowakowska", "similar name"),
    ("Nowakovska", "Agnieszka Nowakowska", "similar name"),
    ("Quinsmiht", "Jane Mary Quinsmith", "similar name"),
    ("jane quinsmith", "Jane Mary Quinsmith", "name"),
    ("quinsmith jane mary", "Jane Mary Quinsmith", "name"),
    ("jan quin", "Jane Mary Quinsmith", "name"),
    ("Jane Anne Quinsmith", "Jane Mary Quinsmith", "similar name"),
    ("Mrs Quinsmith", "Jane Mary Quinsmith", "name"),
    ("lukasz zolty", "Łukasz Żółty", "name"),
    ("Łukasz Żółty", "Łukasz Żółty", "name"),
    ("Muellerquist", "Jürgen Müllerquist", "similar name"),
    ("muller quist", None, ""),
    ("Østberger", "Kåre Østberger", "name"),
    ("ostberger kare", "Kåre Østberger", "name"),
    ("Наталья", "Наталья Кузьмичёва", "name"),
    ("natalya kuzmich", "Наталья Кузьмичёва", "name"),
    ("quill-davenport", "Anne-Marie Quill-Davenport", "name"),
    ("davenport anne", "Anne-Marie Quill-Davenport", "name"),
    ("anne marie quill davenport", "Anne-Marie Quill-Davenport", "name"),
    # Names and places
    ("quinsmith hu5", "Jane Mary Quinsmith", "name and postcode"),
    ("quinsmiht hu5", "Jane Mary Quinsmith", "similar name"),
    ("quinsmith hu5 3z", "Jane Mary Quinsmith", "name and postcode"),
    ("quinsmith hu53zw", "Jane Mary Quinsmith", "name and postcode"),
    ("quinsmiht hu5 3zw", "Jane Mary Quinsmith", "similar name, same postcode"),
    ("quinsmith hu9", None, ""),
    # Addresses
    ("7 hu5 3zw", "Jane Mary Quinsmith", "house and postcode"),
    ("7 Quarry Terrace", "Jane Mary Quinsmith", "address"),
    ("7 quarry", "Jane Mary Quinsmith", "address"),
    ("quarry terrace", "Jane Mary Quinsmith", "address"),
    ("7 quary terrace", "Jane Mary Quinsmith", "similar address"),
    ("rose quartz cottage", "Kåre Østberger", "address"),
    ("8 hu5 3zw", None, ""),
    # Numbers
    ("07700 900431", "Jane Mary Quinsmith", "Phone"),
    ("0044 7700 900431", "Jane Mary Quinsmith", "Phone"),
    ("+44 (0)7700 900-431", "Jane Mary Quinsmith", "Phone"),
    ("+44(0)7700/900431", "Jane Mary Quinsmith", "Phone"),
    ("+44 7700.900.43", "Jane Mary Quinsmith", "Phone"),
    ("07700-90043", "Jane Mary Quinsmith", "Phone"),
    ("7004 512 431", "Jane Mary Quinsmith", "Council tax account, verified"),
    ("7004-512-431", "Jane Mary Quinsmith", "Council tax account, verified"),
    ("QZ 123456", "Kåre Østberger", "Company number"),
    ("jane@quinsmith.example.org", "Jane Mary Quinsmith", "E-mail"),
    ("Jane@Quinsmith", "Jane Mary Quinsmith", "E-mail"),
    ("07700 900439", None, ""),
    ("nobody@quinsmith.example.org", None, ""),
)


@tagged("-at_install", "post_install")
class TestLabelledLookups(CouncilCase):
    """What officers type, whom they mean, and the reason they read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        place = {"street": "7 Quarry Terrace", "zip": "HU5 3ZW"}
        jane = cls.make_constituent(
            "Jane Mary Quinsmith",
            "07700 900431",
            email="jane@quinsmith.example.org",
            **place,
        )
        cls.make_identifier(jane, "council_tax", "7004512431", is_verified=True)
        kare = cls.make_constituent("Kåre Østberger", street="Rose Quartz Cottage")
        cls.make_identifier(kare, "company_number", "QZ123456")
        for name in (
            "Siân O'Neil",
            "Agnieszka Nowakowska",
            "Łukasz Żółty",
            "Jürgen Müllerquist",
            "Наталья Кузьмичёва",
            "Anne-Marie Quill-Davenport",
        ):
            cls.make_constituent(name)

    def test_first_result_and_its_reason(self):
        partners = self.env["res.partner"].with_user(self.users["officer"])
        for typed, name, reason in LABELLED:
            with self.subTest(typed):
                rows = partners.constituent_lookup(typed)
                first = rows[0] if rows else {"name": None, "reason": ""}
                self.assertEqual((first["name"], first["reason"]), (name, reason))
