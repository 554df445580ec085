from collections import Counter

from odoo.tests import TransactionCase, new_test_user, tagged

from odoo.addons.service_catalog.models.service_type.catalogue import FILES

# Those that are modelled from the question to the outcome, by their codes.
MODELLED = """
    missed_bin bulky_waste pothole street_light fly_tipping graffiti abandoned_vehicle
    noise pests stray_dog food_hygiene_complaint council_tax_move housing_repair
    blue_badge premises_licence planning_enforcement trees flooding dead_animal
    parking_permit birth_registration school_admission benefit_change
    councillor_enquiry complaint
""".split()


@tagged("post_install", "-at_install")
class TestExampleCatalogue(TransactionCase):
    """The example catalogue, as an administrator loads it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Service = cls.env["service.type"]
        cls.Service._load_example()
        codes = [row["code"] for row in cls.Service._example_rows("services.csv")]
        cls.services = cls.Service.search([("code", "in", codes)])

    def test_catalogue_covers_the_services_of_a_unitary_council(self):
        self.assertGreaterEqual(len(self.services), 200)
        natures = dict(self.Service._fields["nature"].selection)
        self.assertEqual(set(self.services.mapped("nature")), set(natures))

    def test_each_national_number_comes_once_with_its_name(self):
        numbers = Counter(self.services.mapped("lgsl_id"))
        self.assertEqual([one for one, count in numbers.items() if count > 1], [])
        self.assertNotIn(0, numbers)
        self.assertTrue(all(self.services.mapped("lgsl_name")))
        self.assertTrue(all(one.interaction_ids for one in self.services))

    def test_no_service_needs_attention(self):
        lacking = self.services.filtered("needs_attention")
        self.assertEqual([(one.code, one.attention) for one in lacking], [])
        self.assertTrue(all(one.directorate_id and one.group for one in self.services))

    def test_each_service_has_keywords(self):
        lacking_words = [one.code for one in self.services if len(one.keyword_ids) < 10]
        self.assertEqual(lacking_words, [])

    def test_most_requested_services_are_complete(self):
        by_code = {one.code: one for one in self.services}
        ruled = self.env["service.routing.rule"].search([]).service_ids
        for code in MODELLED:
            service = by_code[code]
            with self.subTest(code):
                asked = service.question_ids.filtered("is_input")
                self.assertGreaterEqual(len(asked), 5)
                self.assertGreaterEqual(len(service.outcome_ids), 4)
                self.assertTrue(service.outcome_ids.filtered("is_fixed"))
                kinds = {one.kind for one in service.promise_ids}
                self.assertLessEqual({"acknowledge", "respond", "resolve"}, kinds)
                self.assertTrue(service.team_id)
                self.assertIn(service, ruled)
                self.assertTrue(service.canned_response_ids)
        self.assertTrue(any(one.shown_if_id for one in self.services.question_ids))
        kinds = dict(self.env["service.question"]._fields["datatype"].selection)
        self.assertEqual(set(self.services.question_ids.mapped("datatype")), set(kinds))

    def test_each_script_branches_and_ends(self):
        by_code = {one.code: one for one in self.services}
        for code in MODELLED:
            steps = by_code[code].script_ids
            with self.subTest(code):
                ends = {reply.leads_to for reply in steps.reply_ids}
                self.assertLessEqual({"questions", "answered"}, ends)
                self.assertTrue(steps[-1].reply_ids)
                reached = {step.id for step in _reached(steps)}
                self.assertEqual(reached, set(steps.ids))

    def test_rules_refer_to_questions_of_the_service(self):
        rules = self.env["service.routing.rule"].search([("answer_code", "!=", False)])
        for rule in rules.filtered(lambda one: one.service_ids <= self.services):
            asked = rule.service_ids.question_ids
            question = asked.filtered(
                lambda one, rule=rule: one.code == rule.answer_code
            )
            with self.subTest(rule.name):
                self.assertIn(rule.answer_value, question.option_ids.mapped("code"))

    def test_upgrade_does_not_change_the_catalogue(self):
        named = self.env["ir.model.data"].search(
            [
                ("module", "=", "service_catalog"),
                ("model", "=", "service.type"),
                ("res_id", "in", self.services.ids),
            ]
        )
        self.assertEqual(len(named), len(self.services))
        self.assertTrue(all(named.mapped("noupdate")))

    def test_loading_it_again_changes_nothing(self):
        parts = {
            "service": self.services,
            "keyword": self.services.keyword_ids,
            "question": self.services.question_ids,
            "script": self.services.script_ids,
            "deadline": self.env["service.sla.policy"].search([]),
            "rule": self.env["service.routing.rule"].search([]),
        }
        self.env.flush_all()
        before = {name: dict(records.mapped(_stamp)) for name, records in parts.items()}
        for name, target in FILES.items():
            Target = self.env[f"constituent.import.{target}"]
            outcomes = Target._import_batch(self.Service._example_rows(name))
            with self.subTest(name):
                statuses = Counter(outcome.status for outcome, _row in outcomes)
                self.assertEqual(statuses, {"unchanged": len(outcomes)})
        self.env.flush_all()
        after = {name: dict(records.mapped(_stamp)) for name, records in parts.items()}
        self.assertEqual(after, before)

    def test_administrator_imports_the_example_as_tables(self):
        manager = new_test_user(
            self.env, "test_manager", "constituent_crm.group_manager"
        )
        before = (
            self.env["constituent.import"].search([], order="id desc", limit=1).id or 0
        )
        self.Service.with_user(manager).action_load_example()
        jobs = self.env["constituent.import"].search([("id", ">", before)], order="id")
        self.assertEqual(
            [job.target for job in jobs],
            list(FILES.values()),
        )
        self.assertEqual(set(jobs.mapped("state")), {"running"})
        self.assertTrue(all(jobs.mapped("column_ids.field_name")))


def _reached(steps):
    """The steps that some way through a script comes to."""
    reached, ahead = steps.browse(), steps[:1]
    while ahead:
        step, ahead = ahead[0], ahead[1:]
        reached |= step
        below = steps[list(steps).index(step) + 1 :][:1]
        led = step.reply_ids.filtered(lambda reply: reply.leads_to == "step")
        follows = led.next_id
        if not step.reply_ids or any(not reply.next_id for reply in led):
            follows |= below
        ahead |= follows - reached
    return reached


def _stamp(record):
    return record.id, record.write_date
