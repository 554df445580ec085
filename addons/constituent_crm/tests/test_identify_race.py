from odoo.api import SUPERUSER_ID, Environment
from odoo.exceptions import ConcurrencyError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged

EMAIL = "race@constituent.example.org"


@tagged("-at_install", "post_install")
class TestIdentifyRace(BaseCase):
    """Two workers meet one new sender at one time, each in a transaction of its own."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.forget()
        self.addCleanup(self.forget)

    def partners(self, cr):
        return Environment(cr, SUPERUSER_ID, {})["res.partner"]

    def identify(self, cr):
        return self.partners(cr)._constituent_identify({"email": EMAIL}, create=True)

    def found(self, cr):
        return self.partners(cr).search([("email", "=", EMAIL)])

    def forget(self):
        with self.registry.cursor() as cr:
            self.found(cr).unlink()

    def test_second_transaction_is_retried_and_finds_the_constituent(self):
        with self.registry.cursor() as second:
            # From here on it does not see what others commit.
            self.assertFalse(self.found(second))
            with self.registry.cursor() as first:
                made = self.identify(first).id
            with self.assertRaises(ConcurrencyError):
                self.identify(second)
            second.rollback()
            self.assertEqual(self.identify(second).id, made)
            self.assertEqual(len(self.found(second)), 1)
