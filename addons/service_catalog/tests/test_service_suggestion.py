from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.service_catalog.service_matching import CERTAIN_SCORE
from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


@tagged("post_install", "-at_install")
class TestServiceSuggestion(ServiceCatalogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Service = cls.env["service.type"]
        cls.keyword = cls.make_keyword(cls.bin, "zorblax grumbled")

    def test_suggestion_has_the_service_and_the_reason(self):
        (row,) = self.Service._suggest("The zorblax grumbled")
        self.assertEqual(row["id"], self.bin.id)
        self.assertEqual((row["code"], row["name"]), ("test_bin", "Test bin"))
        self.assertGreaterEqual(row["score"], CERTAIN_SCORE)
        self.assertEqual(row["reason"], "“zorblax”, “grumbled” matched")

    def test_unrelated_text_suggests_nothing(self):
        self.assertEqual(self.Service._suggest("qwertyuiop"), [])
        self.assertEqual(self.Service._suggest(""), [])

    def test_changed_keyword_counts_at_once(self):
        self.Service._suggest("zorblax")
        self.keyword.phrase = "plimsoll wobbles"
        self.assertTrue(self.Service._suggest("plimsoll wobbles"))
        self.bin.active = False
        self.assertFalse(self.Service._suggest("plimsoll wobbles"))
        self.bin.active = True
        self.keyword.unlink()
        self.assertFalse(self.Service._suggest("plimsoll wobbles"))

    def test_keyword_without_service_prevents_a_suggestion(self):
        self.assertTrue(self.Service._suggest("zorblax"))
        self.env["service.keyword"].create(
            [{"phrase": phrase} for phrase in ("zorblax", "my zorblax")]
        )
        self.keyword.weight = 0.1
        self.assertFalse(self.Service._suggest("my zorblax"))

    def test_suggestion_reads_the_found_services_only(self):
        self.Service._suggest("zorblax grumbled")
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            self.Service._suggest("zorblax grumbled")
        with self.assertQueryCount(0):
            self.Service._suggest("qwertyuiop")

    def test_officers_may_call_suggest_and_the_public_may_not(self):
        self.assertTrue(
            self.Service.with_user(self.officer).suggest("zorblax grumbled")
        )
        with self.assertRaises(AccessError):
            public = self.env.ref("base.public_user")
            self.Service.with_user(public).suggest("zorblax grumbled")

    def test_channel_suggests_for_a_public_caller(self):
        public = self.env.ref("base.public_user")
        self.assertTrue(self.Service.with_user(public)._suggest("zorblax grumbled"))
