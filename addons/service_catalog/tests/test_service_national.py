from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_service_import import CatalogueImportCase

# As the standards site writes it: a column without a heading comes last.
PUBLISHED = """Identifier,Label,Description,Created,Modified,History notes,Type,
90001,Lamp lighting,"Lighting lamps, and putting them out",2005-01-01,,,Service,
90002,Lamp posts,Posts,2005-01-01,,,Service,
90003,Whaling,Whales,2005-01-01,,,Service,
"""
MAPPED = """Identifier,Label,Mapped identifier,Mapped label
90001,Lamp lighting,8,Providing information
90001,Lamp lighting,17,Reporting
90002,Lamp posts,8,Providing information
"""
TIERS = """LGSL,Providing Tier
90001,county/unitary
90002,all
90003,district
"""


@tagged("-at_install", "post_install")
class TestNationalList(CatalogueImportCase):
    """The national list from its published files, and what of it is not offered."""

    def national(self, content):
        return self.imported(content, name="list.csv", target="service_national")

    def rows(self):
        numbers = [("number", ">=", 90001), ("number", "<=", 90003)]
        return self.env["service.national"].search(numbers)

    def missing(self):
        domain = [("is_ours", "=", True), ("is_offered", "=", False)]
        return (self.rows() & self.env["service.national"].search(domain)).mapped(
            "number"
        )

    def test_published_file_is_imported(self):
        job = self.national(PUBLISHED)
        self.assertEqual(self.counts(job), (3, 0, 0, 0, 0), self.reasons(job))
        first = self.rows()[0]
        self.assertEqual(first.name, "Lamp lighting")
        self.assertEqual(first.description, "Lighting lamps, and putting them out")
        self.assertEqual(self.counts(self.national(PUBLISHED)), (0, 0, 3, 0, 0))

    def test_numbers_may_be_urls(self):
        self.national(
            "Identifier,Label\nhttp://id.esd.org.uk/service/90001,Lamps\nnone,Nothing"
        )
        self.assertEqual(self.rows().mapped("number"), [90001])

    def test_mapping_adds_an_interaction_for_each_row(self):
        self.national(PUBLISHED)
        job = self.national(MAPPED)
        self.assertEqual(self.counts(job), (0, 2, 1, 0, 0), self.reasons(job))
        self.assertEqual(self.rows()[0].interaction_ids.mapped("number"), [8, 17])
        self.assertEqual(self.counts(self.national(MAPPED)), (0, 0, 3, 0, 0))

    def test_mapping_does_not_rename_services_of_the_list(self):
        self.national(PUBLISHED)
        self.bin.lgsl_id = 90001
        self.national("lgsl_id,lgil_id,title\n90001,17,Report a lamp that is out")
        self.assertEqual(self.rows()[0].name, "Lamp lighting")
        self.assertEqual(self.bin.lgsl_name, "Lamp lighting")

    def test_interactions_decide_the_nature_of_the_service(self):
        self.national(PUBLISHED)
        self.national(MAPPED)
        self.rows().action_add_to_catalogue()
        natures = self.rows().mapped("service_ids.nature")
        self.assertEqual(natures, ["report", "information", "request"])

    def test_mapping_of_an_unknown_number_is_rejected(self):
        job = self.national("Identifier,Mapped identifier\n90001,8\n90001,17")
        self.assertEqual(self.counts(job), (0, 0, 0, 2, 0))

    def test_gaps_are_those_of_the_council_type(self):
        self.national(PUBLISHED)
        self.national(TIERS)
        self.bin.lgsl_id = 90002
        setting = self.env["ir.config_parameter"]
        for kind, numbers in (
            ("unitary", [90001, 90003]),
            ("county", [90001]),
            ("district", [90003]),
        ):
            setting.set_param("service_catalog.council_tier", kind)
            self.env.invalidate_all()
            with self.subTest(kind):
                self.assertEqual(self.missing(), numbers)

    def test_withdrawn_service_leaves_a_gap(self):
        self.national(PUBLISHED)
        self.national(TIERS)
        self.bin.lgsl_id = 90001
        self.bin.active = False
        self.assertIn(90001, self.missing())

    def test_chosen_national_service_becomes_a_draft_service(self):
        self.national(PUBLISHED)
        self.national(MAPPED)
        lamps, posts, _whales = self.rows().with_user(self.manager)
        self.bin.code = "lamp_posts"
        (lamps | posts).action_add_to_catalogue()
        service = lamps.service_ids
        self.assertEqual((service.code, service.name), ("lamp_lighting", lamps.name))
        self.assertEqual((service.lgsl_id, service.lgsl_name), (90001, lamps.name))
        self.assertEqual(service.interaction_ids.mapped("number"), [8, 17])
        self.assertFalse(service.is_published)
        self.assertTrue(service.needs_attention)
        self.assertEqual(posts.service_ids.code, "lamp_posts_90002")
        with self.assertRaises(UserError):
            lamps.action_add_to_catalogue()

    def test_services_are_named_as_in_the_list(self):
        self.national(PUBLISHED)
        self.bin.lgsl_id = 90001
        self.assertEqual(self.bin.lgsl_name, "Lamp lighting")
        self.national("Identifier,Label\n90001,Lighting of lamps")
        self.assertEqual(self.bin.lgsl_name, "Lighting of lamps")
        self.bin.national_id = self.rows()[1]
        self.assertEqual(self.bin.lgsl_id, 90002)
