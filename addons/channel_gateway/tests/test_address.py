from odoo.tests import BaseCase, tagged

from ..adapters import address


@tagged("-at_install", "post_install")
class TestAddress(BaseCase):
    """Addresses that are one mailbox, and those that only look like it."""

    def test_one_mailbox_has_one_spelling(self):
        for written in (
            "desk@example.org",
            "Desk@EXAMPLE.org",
            "desk@example.org.",
            '"desk"@example.org',
            '"de\\sk"@example.org',
            'd"es"k@example.org',
            " desk@example.org ",
        ):
            with self.subTest(written):
                self.assertEqual(address.mailbox(written), "desk@example.org")

    def test_another_mailbox_has_another(self):
        for other in ("desk+a@example.org", "desks@example.org", "desk@example.com"):
            with self.subTest(other):
                self.assertNotEqual(address.skeleton(other), "desk@example.org")

    def test_what_looks_alike_has_one_skeleton(self):
        for written in (
            "de\u200bsk@example.org",
            "desk@exam\u00adple.org",
            "desk@example.org\u200b.",
            "\uff44esk\uff20example\uff0eorg",
            "desk@example\u3002org",
            "desk@example\uff61org",
        ):
            with self.subTest(written):
                self.assertEqual(address.skeleton(written), "desk@example.org")
                self.assertNotEqual(address.mailbox(written), "desk@example.org")

    def test_domain_in_punycode_is_read(self):
        for written in ("desk@müller.example", "DESK@XN--MLLER-KVA.example."):
            with self.subTest(written):
                self.assertEqual(address.skeleton(written), "desk@müller.example")
                self.assertIn("desk@xn--mller-kva.example", address.spellings(written))
                self.assertIn("desk@müller.example", address.spellings(written))

    def test_what_is_no_punycode_stays(self):
        for label in ("xn--", "xn--\u00fc", "xn--99999999", "xn--" + "a" * 60):
            with self.subTest(label):
                self.assertEqual(address.skeleton(f"a@{label}.uk"), f"a@{label}.uk")

    def test_what_is_no_address_is_like_none(self):
        self.assertEqual(address.skeleton(""), "")
        self.assertEqual(address.skeleton("desk"), "desk")
