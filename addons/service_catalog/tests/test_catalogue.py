from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestExample(TransactionCase):
    """The example catalogue, as an administrator loads it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["service.type"]._load_example()

    def test_loads(self):
        self.assertTrue(self.env["service.type"].search([]))
