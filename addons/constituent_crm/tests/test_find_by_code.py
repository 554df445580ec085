from odoo.tests import TransactionCase


class TestFindByCode(TransactionCase):
    """Configuration that is looked up by its code."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Kind = cls.env["constituent.kind"]
        cls.kind = cls.Kind.create({"name": "Test Kind", "code": "test_kind"})

    def test_second_look_up_costs_no_query(self):
        self.Kind._by_code("test_kind")
        with self.assertQueryCount(0):
            self.assertEqual(self.Kind._by_code("test_kind"), self.kind)

    def test_archived_record_is_found(self):
        self.kind.active = False
        self.assertEqual(self.Kind._by_code("test_kind"), self.kind)

    def test_new_code_is_known_at_once(self):
        self.assertFalse(self.Kind._by_code("other_kind"))
        self.kind.code = "other_kind"
        self.assertEqual(self.Kind._by_code("other_kind"), self.kind)
        self.assertFalse(self.Kind._by_code("test_kind"))

    def test_deleted_record_is_not_found(self):
        self.Kind._by_code("test_kind")
        self.kind.unlink()
        self.assertFalse(self.Kind._by_code("test_kind"))

    def test_empty_code_finds_nothing(self):
        self.assertFalse(self.Kind._by_code(False))
        self.assertFalse(self.Kind._by_code(""))
