from odoo.tests import tagged

from .common import CouncilCase

# What is typed, who comes first and why; None where nobody may be found.
LABELLED = (
    # Names
    ("O'Neil", "Siân O'Neil", "name"),
    ("oneil", "Siân O'Neil", "name"),
    ("o neil", "Siân O'Neil", "name"),
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
    ("muller quist", "Jürgen Müllerquist", "similar name"),
    ("Østberger", "Kåre Østberger", "name"),
    ("ostberger kare", "Kåre Østberger", "name"),
    ("Наталья", "Наталья Кузьмичёва", "name"),
    ("natalya kuzmich", "Наталья Кузьмичёва", "name"),
    ("quill-davenport", "Anne-Marie Quill-Davenport", "name"),
    ("davenport anne", "Anne-Marie Quill-Davenport", "name"),
    ("anne marie quill davenport", "Anne-Marie Quill-Davenport", "name"),
    # Short forms of first names
    ("bill quaverley", "William Quaverley", "similar name"),
    ("Wm Quaverley", "William Quaverley", "similar name"),
    ("quaverley billy", "William Quaverley", "similar name"),
    ("peggy quennell", "Margaret Quennell", "similar name"),
    ("margaret quiddington", "Peg Quiddington", "similar name"),
    ("bill quaverley hu5 3zy", "William Quaverley", "similar name, same postcode"),
    ("bobby quaverley", "Robert Quaverley", "similar name"),
    ("Seun Quadri", "Oluwaseun Quadri", "similar name"),
    ("vula quist", "Nomvula Quist", "similar name"),
    ("sammy quarmby", "Samantha Quarmby", "similar name"),
    ("Tadek Quasniewski", "Tadeusz Quaśniewski", "similar name"),
    # A name in another language, or by another romanisation
    ("Hodan Hassan Ali", "Hodan Xasan Cali", "similar name"),
    ("wang quoxiong", "Wong Quoxiong", "similar name"),
    ("Lee Quanxi", "Yi Quanxi", "similar name"),
    # Joined or apart
    ("omar elquraishi", "Omar Al-Quraishi", "similar name"),
    ("quintavanderqueen", "Quinta Van der Queen", "similar name"),
    ("quinta vanderqueen", "Quinta Van der Queen", "name"),
    ("Anne Marie Mac Quillan", "Annemarie McQuillan", "similar name"),
    ("brightquay nursery", "Bright-Quay Day Nursery (Zedham)", "name"),
    ("alquraishi", "Omar Al-Quraishi", "name"),
    ("al quraishi", "Omar Al-Quraishi", "name"),
    ("omar alquraishi", "Omar Al-Quraishi", "name"),
    ("cafequill", "Café Quill", "similar name"),
    ("cafe quill", "Café Quill", "name"),
    ("annemarie davenport", "Anne-Marie Quill-Davenport", "name"),
    # Heard
    ("Robert Qomson", "Robert Qhompson", "similar name"),
    ("Agnieshka Novakovska", "Agnieszka Nowakowska", "similar name"),
    ("Shivon Quirke", "Siobhán Quirke", "similar name"),
    ("Pshemek Quadzhinski", "Przemek Quadziński", "similar name"),
    ("Shivawn Quirke", "Siobhán Quirke", "similar name"),
    ("Ralph Fanshaw", "Ralph Featherstonehaugh", "similar name"),
    ("Aylee Quirk", "Eilidh Quirk", "similar name"),
    ("Yurgen Muellerquist", "Jürgen Müllerquist", "similar name"),
    # Other scripts
    ("fatima quazi", "فاطمة کوازی", "similar name"),
    ("فاطمة", "فاطمة کوازی", "name"),
    ("vijay zaveri", "विजय ज़वेरी", "name"),
    ("vijay zavery", "विजय ज़वेरी", "similar name"),
    ("विजय", "विजय ज़वेरी", "name"),
    ("Xiaoming Zhuge", "诸葛小明", "name"),
    ("zhuge xiao ming", "诸葛小明", "similar name"),
    ("明", "诸葛小明", "name"),
    ("诸葛", "诸葛小明", "name"),
    ("Giorgos Quillopoulos", "Γιώργος Κουιλόπουλος", "similar name"),
    # Later words of a body's name
    (
        "xylophone orchestra",
        "Friends of the Western Park and Xylophone Orchestra",
        "name",
    ),
    (
        "orchestra xylophone",
        "Friends of the Western Park and Xylophone Orchestra",
        "name",
    ),
    ("wherry and quay trust", "The Wherry & Quay Trust", "name"),
    ("quay and wherry", "The Wherry & Quay Trust", "name"),
    ("nursery zedham", "Bright-Quay Day Nursery (Zedham)", "name"),
    ("zedham nurseries", "Bright-Quay Day Nursery (Zedham)", "similar name"),
    ("WXQT", "Western Xylophone & Quartz Trust", "name"),
    ("j q z quarrying", "J. Q. Z. Quarrying Ltd", "name"),
    ("jqz quarrying", "J. Q. Z. Quarrying Ltd", "name"),
    ("a1 quarrying", "A1 Quarrying", "name"),
    # Names and streets
    ("quennell flat 3 88 quince", "Margaret Quennell", "name and address"),
    ("quennell 88 quince rd", "Margaret Quennell", "name and address"),
    ("peggy quennell quinze road", "Margaret Quennell", "name and address"),
    ("quince road", "Margaret Quennell", "address"),
    ("quennell 88 hu5 3zx", "Margaret Quennell", "name and postcode"),
    ("quinsmith quarry", "Jane Mary Quinsmith", "name and address"),
    ("jane quinsmith 7 quarry terrace", "Jane Mary Quinsmith", "name and address"),
    ("7 quarry terrace quinsmith", "Jane Mary Quinsmith", "name and address"),
    ("quinsmiht 7 quarry", "Jane Mary Quinsmith", "name and address"),
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
            "Peg Quiddington",
            "Omar Al-Quraishi",
            "Café Quill",
            "Robert Qhompson",
            "Siobhán Quirke",
            "Przemek Quadziński",
            "فاطمة کوازی",
            "विजय ज़वेरी",
            "诸葛小明",
            "Γιώργος Κουιλόπουλος",
            "Robert Quaverley",
            "Oluwaseun Quadri",
            "Nomvula Quist",
            "Samantha Quarmby",
            "Tadeusz Quaśniewski",
            "Hodan Xasan Cali",
            "Wong Quoxiong",
            "Yi Quanxi",
            "Quinta Van der Queen",
            "Annemarie McQuillan",
            "Ralph Featherstonehaugh",
            "Eilidh Quirk",
        ):
            cls.make_constituent(name)
        for name in (
            "Friends of the Western Park and Xylophone Orchestra",
            "Bright-Quay Day Nursery (Zedham)",
            "The Wherry & Quay Trust",
            "Western Xylophone & Quartz Trust",
            "J. Q. Z. Quarrying Ltd",
            "A1 Quarrying",
        ):
            cls.make_constituent(name, kind="non_profit")
        cls.make_constituent(
            "Margaret Quennell", street="Flat 3, 88 Quince Road", zip="HU5 3ZX"
        )
        cls.make_constituent("William Quaverley", street="1 Quay", zip="HU5 3ZY")

    def test_first_result_and_its_reason(self):
        partners = self.env["res.partner"].with_user(self.users["officer"])
        for typed, name, reason in LABELLED:
            with self.subTest(typed):
                rows = partners.constituent_lookup(typed)
                first = rows[0] if rows else {"name": None, "reason": ""}
                self.assertEqual((first["name"], first["reason"]), (name, reason))
