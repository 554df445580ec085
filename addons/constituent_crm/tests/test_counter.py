from odoo.tests import TransactionCase


class TestCounter(TransactionCase):
    """The address that attempts of anonymous clients are counted under."""

    def test_address_of_a_client(self):
        cases = {
            "192.0.2.1": "192.0.2.1",
            "::ffff:192.0.2.1": "192.0.2.1",
            "2001:db8:1:2::1": "2001:db8:1:2::/64",
            "2001:db8:1:2:ffff:ffff:ffff:ffff": "2001:db8:1:2::/64",
            "2001:db8:1:3::1": "2001:db8:1:3::/64",
            "unknown": "others",
            "": "others",
            None: "others",
        }
        Counter = self.env["constituent.counter.mixin"]
        for address, key in cases.items():
            with self.subTest(address):
                self.assertEqual(Counter._address_key(address), key)
