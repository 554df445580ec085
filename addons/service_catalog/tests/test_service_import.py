import base64
import csv
import io
import zipfile

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.constituent_crm.tests.import_case import ImportCase
from odoo.addons.service_catalog.models.service_type.catalogue import FILES
from odoo.addons.service_catalog.tests.common import Council


class CatalogueImportCase(Council, ImportCase):
    """Imports tables of the catalogue as an administrator."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user("test_administrator", "manager")
        cls.users = {**cls.users, "supervisor": cls.manager}

    def table(self, target, *lines, **values):
        content = "\n".join(lines)
        return self.imported(content, name="table.csv", target=target, **values)

    def service(self, code):
        every = [("code", "=", code), ("active", "in", [True, False])]
        return self.env["service.type"].search(every)


@tagged("-at_install", "post_install")
class TestServiceImport(CatalogueImportCase):
    """Services from a table."""

    def test_row_becomes_a_service_with_records_found_by_name(self):
        job = self.table(
            "service",
            "Code,Name,Nature,Heading,Directorate,Team,Deadline,Interactions,Kinds,"
            "Channels,Needs Location,LGSL,Duplicate Radius (Metres)",
            "lamp,Lamp,Report,Lights,Streets,test_roads,Two days,17; Providing"
            " information,citizen,Phone;web,yes,564,25",
        )
        self.assertEqual(self.counts(job), (1, 0, 0, 0, 0), self.reasons(job))
        lamp = self.service("lamp")
        self.assertEqual((lamp.nature, lamp.group), ("report", "Lights"))
        self.assertEqual(lamp.directorate_id, self.directorate)
        self.assertEqual(lamp.team_id, self.roads)
        self.assertEqual(lamp.sla_policy_id, self.two_days)
        self.assertEqual(lamp.interaction_ids.mapped("number"), [8, 17])
        self.assertEqual(lamp.kind_ids.mapped("code"), ["citizen"])
        self.assertEqual(set(lamp.channel_ids.mapped("code")), {"phone", "web"})
        self.assertTrue(lamp.needs_location)
        self.assertEqual((lamp.lgsl_id, lamp.nearby_metres), (564, 25))

    def test_known_service_is_changed_where_the_table_differs(self):
        lines = "code,name,description", "TEST_BIN,Test bin,Emptied"
        self.assertEqual(self.counts(self.table("service", *lines)), (0, 1, 0, 0, 0))
        self.assertEqual(self.bin.description, "Emptied")
        self.assertEqual(self.bin.code, "test_bin")
        self.assertEqual(self.bin.team_id, self.waste)

    def test_same_table_again_changes_nothing(self):
        lines = "code,name,team,kinds", "lamp,Lamp,Roads,citizen;business"
        self.table("service", *lines)
        written = self.service("lamp").write_date
        self.assertEqual(self.counts(self.table("service", *lines)), (0, 0, 1, 0, 0))
        self.assertEqual(self.service("lamp").write_date, written)

    def test_empty_cell_keeps_a_value_and_a_dash_clears_it(self):
        self.bin.description = "Emptied"
        lines = "code,description,deadline", "test_bin,,-"
        self.table("service", *lines)
        self.assertEqual(self.bin.description, "Emptied")
        self.assertFalse(self.bin.sla_policy_id)

    def test_invalid_rows_are_rejected_with_a_reason(self):
        self.make_team("Roads", "test_roads_2")
        job = self.table(
            "service",
            "code,name,team,nature,lgsl_id,needs_crew",
            "one,One,Nowhere,,,",
            "two,Two,Roads,,,",
            "three,Three,,miracle,,",
            "four,Four,,,five,",
            "six,Six,,,,perhaps",
            "seven,,,,,",
            "bad code,Eight,,,,",
            "nine,Nine,,,,",
            "nine,Other,,,,",
        )
        self.assertEqual(self.counts(job), (1, 0, 0, 8, 0))
        for reason, part in zip(
            self.reasons(job),
            (
                "Nowhere",
                "is ambiguous",
                "miracle",
                "five",
                "perhaps",
                "Name",
                "letters",
                "line 9",
            ),
            strict=True,
        ):
            self.assertIn(part, reason)

    def test_check_stores_nothing_and_reports_the_result(self):
        job = self.checked(
            "code,name\nlamp,Lamp\ntest_bin,Other name",
            name="services.csv",
            target="service",
        )
        self.assertEqual(self.counts(job), (1, 1, 0, 0, 0))
        self.assertFalse(self.service("lamp"))
        self.assertEqual(self.bin.name, "Test bin")

    def test_missing_teams_are_created_on_request(self):
        lines = (
            "code,name,directorate,team",
            "lamp,Lamp,Lights and Signals,Lamplighters",
            "lamp2,Lamp,Lights and Signals,Lamplighters",
        )
        self.assertEqual(self.table("service", *lines).rejected_count, 2)
        self.table("service", *lines, makes_teams=True)
        team = self.service("lamp").team_id
        self.assertEqual(team, self.service("lamp2").team_id)
        self.assertEqual(team.directorate_id.name, "Lights and Signals")

    def test_import_is_undone(self):
        job = self.table("service", "code,name", "lamp,Lamp", "test_bin,Other name")
        job.action_undo()
        self.work()
        self.assertFalse(self.service("lamp"))
        self.assertEqual(self.bin.name, "Test bin")

    def test_officer_imports_no_catalogue(self):
        self.users = {**self.users, "supervisor": self.officer}
        with self.assertRaises(AccessError):
            self.file("code,name\nlamp,Lamp", name="a.csv", target="service")


@tagged("-at_install", "post_install")
class TestPartsImport(CatalogueImportCase):
    """Words, questions and scripts of services from tables."""

    def test_keywords_are_identified_by_service_and_phrase(self):
        lines = (
            "service,phrase,weight,language",
            "test_bin,brown 'un,0.5,en_GB",
            "test_bin,bin wagon,,",
            "nothing,bin,,",
        )
        job = self.table("service_keyword", *lines)
        self.assertEqual(self.counts(job), (2, 0, 0, 1, 0))
        words = {one.phrase: one.weight for one in self.bin.keyword_ids}
        self.assertEqual(words, {"brown 'un": 0.5, "bin wagon": 1})
        again = self.table("service_keyword", *lines[:2])
        self.assertEqual(self.counts(again), (0, 0, 1, 0, 0))

    def test_question_is_imported_with_options_and_condition(self):
        lines = (
            "service,code,question,kind,required,options,shown_if,sequence",
            "test_pothole,size,How large?,One of a list,yes,s=Small; l=Large,,10",
            "test_pothole,depth,How deep?,number,no,,size=l,20",
        )
        job = self.table("service_question", *lines)
        self.assertEqual(self.counts(job), (2, 0, 0, 0, 0), self.reasons(job))
        size, depth = self.pothole.question_ids
        self.assertEqual(size.option_ids.mapped("name"), ["Small", "Large"])
        self.assertEqual(depth.shown_if_id, size)
        self.assertEqual(depth.shown_if_option_ids.mapped("code"), ["l"])
        again = self.table("service_question", *lines)
        self.assertEqual(self.counts(again), (0, 0, 2, 0, 0))

    def test_missing_options_are_removed_and_others_kept(self):
        brown = self.which.option_ids[0]
        job = self.table(
            "service_question",
            "service,code,options",
            "test_bin,which,green=Green; brown=Brown bin",
        )
        self.assertEqual(self.counts(job), (0, 1, 0, 0, 0))
        self.assertEqual(self.which.option_ids.mapped("code"), ["green", "brown"])
        self.assertEqual(self.which.option_ids[1], brown)

    def test_condition_on_an_unknown_question_is_rejected(self):
        job = self.table(
            "service_question",
            "service,code,question,shown_if",
            "test_bin,why,Why?,which=purple",
            "test_bin,who,Who?,nothing",
        )
        self.assertEqual(self.counts(job), (0, 0, 0, 2, 0))
        self.assertIn("purple", self.reasons(job)[0])
        self.assertEqual(self.bin.question_ids, self.which)

    def test_row_without_its_key_is_rejected_with_the_missing_column(self):
        job = self.table("service", "code,name", ",Nobody's", "test_new,New")
        self.assertEqual(self.counts(job), (1, 0, 0, 1, 0))
        self.assertIn("Missing for a new record: Code", self.reasons(job)[0])

    def test_outcomes_deadlines_and_rules_are_imported_by_names(self):
        outcome = self.table(
            "service_outcome",
            "code,name,public_name,public_text,is_fixed",
            "test_swept,Swept,Your street is swept,It is swept.,yes",
        )
        deadline = self.table(
            "service_deadline",
            "name,kind,scope,services,unit,days,priority",
            "Swept soon,Respond,fitting,test_bin,Working days,3,Urgent",
            "Swept never,Respond,fitting,test_bin,moons,3,",
        )
        rule = self.table(
            "service_rule",
            "name,services,question,answer,mon,from,priority,officer,is_last",
            "Brown first,test_bin,which,brown,yes,31/12/2026,High,In turn,no",
            "Someday,test_bin,,,,soon,High,,",
            "Nothing,test_bin,,,,,,,",
        )
        self.assertEqual(self.counts(outcome), (1, 0, 0, 0, 0))
        self.assertEqual(self.counts(deadline), (1, 0, 0, 1, 0))
        self.assertEqual(self.counts(rule), (1, 0, 0, 2, 0))
        self.assertIn("no date", self.reasons(rule)[0])
        self.assertIn("sets no team", self.reasons(rule)[1])
        policy = self.env["service.sla.policy"].search([("name", "=", "Swept soon")])
        self.assertEqual(policy.promise, "3 working days")
        self.assertEqual(policy.service_ids, self.bin)
        made = self.env["service.routing.rule"].search([("name", "=", "Brown first")])
        self.assertEqual((made.assign, made.is_last), ("rotation", False))
        self.assertEqual(str(made.first_day), "2026-12-31")
        rule.action_undo()
        self.work()
        self.assertFalse(made.exists())

    def test_replies_may_lead_to_later_rows(self):
        lines = (
            "service,step,text,replies,sequence",
            "test_bin,Day,Was it your day?,Yes=(below); No=Next week,10",
            "test_bin,Order,We come back.,All right=(questions),20",
            "test_bin,Next week,It is next week.,,30",
        )
        job = self.table("service_script", *lines)
        self.assertEqual(self.counts(job), (3, 0, 0, 0, 0), self.reasons(job))
        day, order, later = self.bin.script_ids
        self.assertEqual(day.reply_ids.mapped("next_id"), later)
        self.assertEqual(order.reply_ids.leads_to, "questions")
        again = self.table("service_script", *lines)
        self.assertEqual(self.counts(again), (0, 0, 3, 0, 0))

    def test_import_of_an_export_changes_nothing(self):
        self.env["service.type"]._load_example()
        self.bin.description = "=SUM(1;2)\nsecond line"
        self.bin.active = False
        export = self.env["service.catalogue.export"].with_user(self.manager).create({})
        export.action_export()
        content = io.BytesIO(base64.b64decode(export.file))
        with zipfile.ZipFile(content) as archive:
            for name, target in FILES.items():
                table = archive.read(name)
                job = self.imported(table, name=name, target=target)
                rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
                with self.subTest(name):
                    self.assertEqual(
                        self.counts(job),
                        (0, 0, len(rows) - 1, 0, 0),
                        self.reasons(job)[:3],
                    )
