from datetime import datetime, timedelta

from odoo.tools import SQL

from .common import EsdReportingCase


class TestContactFacts(EsdReportingCase):
    def _facts(self, *domain):
        return self.env["esd.contact.fact"].search(
            [("service_id", "=", self.bins.id), *domain]
        )

    def test_recorded_contact_adds_a_fact(self):
        before = len(self._facts())
        self.record_contact(service_id=self.bins.id)
        self.assertEqual(len(self._facts()), before + 1)

    def test_fact_has_time_channel_and_service(self):
        self.record_contact(datetime(2019, 5, 6, 22, 30), service_id=self.bins.id)
        fact = self._facts()
        self.assertEqual(fact.hour, "23:00", "in Hull, in summer")
        self.assertEqual(fact.weekday, "1")
        self.assertEqual(fact.directorate_id, self.directorate)
        self.assertTrue(fact.is_electronic)

    def test_team_is_that_of_the_request(self):
        team = self.make_team("T", "esd_team")
        request = self.make_request(self.bins, team_id=team.id)
        self.record_contact(service_id=self.bins.id, request_id=request.id)
        self.assertEqual(self._facts().team_id, team)

    def test_shares_are_averaged_over_relevant_contacts(self):
        self.record_call(waiting=5, service_id=self.bins.id)
        self.record_call(waiting=50, service_id=self.bins.id, is_avoidable=True)
        self.record_contact(service_id=self.bins.id)
        self.record_contact(service_id=self.bins.id, direction="out")
        ((in_time, avoidable, electronic),) = self.env["esd.contact.fact"]._read_group(
            [("service_id", "=", self.bins.id)],
            [],
            [
                "answered_in_time_share:avg",
                "avoidable_share:avg",
                "electronic_share:avg",
            ],
        )
        self.assertEqual(in_time, 50)
        self.assertAlmostEqual(float(avoidable), 100 / 3)
        self.assertAlmostEqual(float(electronic), 100 / 3)

    def test_corrected_value_counts(self):
        call = self.record_call(waiting=50, service_id=self.bins.id, is_avoidable=True)
        self.assertEqual(self._facts().avoidable_share, 100)
        answered = call.started_at + timedelta(seconds=5)
        call._correct({"is_avoidable": False, "answered_at": answered}, "Wrong one")
        self.env.invalidate_all()
        fact = self._facts()
        self.assertEqual((fact.avoidable_share, fact.answered_in_time_share), (0, 100))

    def test_share_without_relevant_contacts_is_empty(self):
        self.record_contact(service_id=self.bins.id)
        ((in_time,),) = self.env["esd.contact.fact"]._read_group(
            [("service_id", "=", self.bins.id)], [], ["answered_in_time_share:avg"]
        )
        self.assertIs(in_time, False)

    def test_in_time_follows_the_threshold_of_the_measure(self):
        self.record_call(waiting=15, service_id=self.bins.id)
        self.assertEqual(self._facts().answered_in_time_share, 0)
        self.env.ref("esd_reporting.measure_answered_in_time").threshold_seconds = 20
        self.env.invalidate_all()
        self.assertEqual(self._facts().answered_in_time_share, 100)

    def test_search_by_period_uses_the_index(self):
        self.env["constituent.interaction"].create(
            [
                {
                    "channel_id": self.phone.id,
                    "started_at": self.MONDAY + timedelta(minutes=n),
                }
                for n in range(3000)
            ]
        )
        self.env.flush_all()
        self.env.cr.execute("ANALYZE constituent_interaction")
        domain = [
            ("started_at", ">=", self.MONDAY),
            ("started_at", "<", self.MONDAY + timedelta(minutes=30)),
        ]
        query = self.env["esd.contact.fact"]._search(domain)
        plan = "\n".join(
            row[0]
            for row in self.env.execute_query(
                SQL("EXPLAIN %s", query.select("hour", "team_id"))
            )
        )
        self.assertIn("started_at_index", plan)
        self.assertNotIn("Seq Scan on constituent_interaction", plan)


class TestRequestFacts(EsdReportingCase):
    def test_request_is_a_fact_with_its_rating(self):
        opened = datetime(2019, 5, 6, 9)
        self.make_request(
            self.bins,
            opened_at=opened,
            closed_at=opened + timedelta(hours=6),
            phase="closed",
            satisfaction="4",
        )
        fact = self.env["esd.request.fact"].search([("service_id", "=", self.bins.id)])
        self.assertEqual((fact.hours_to_close, fact.satisfaction), (6, 4))
        self.assertEqual(fact.satisfied_share, 100)
        self.assertEqual(fact.directorate_id, self.directorate)

    def test_unrated_requests_do_not_lower_the_mean(self):
        self.make_request(self.bins, satisfaction="4")
        self.make_request(self.bins)
        ((mean,),) = self.env["esd.request.fact"]._read_group(
            [("service_id", "=", self.bins.id)], [], ["satisfaction:avg"]
        )
        self.assertEqual(mean, 4)

    def test_each_co_reporter_weighs_as_much_as_the_first_reporter(self):
        much, little = (
            self.make_request(self.bins, satisfaction=n) for n in ("1", "5")
        )
        for rating in ("4", "4", "2", False):
            self.make_co_report(much, satisfaction=rating)
        self.make_co_report(self.make_request(self.roads), satisfaction="5")
        Fact = self.env["esd.request.fact"]
        bins = [("service_id", "=", self.bins.id)]
        figures = ["satisfaction:avg", "satisfied_share:avg", "rating_count:sum"]
        (found,) = Fact._read_group(bins, [], figures)
        self.assertEqual(found, (16 / 5, 60, 5))
        fact = Fact.browse(much.id)
        self.assertEqual((fact.satisfaction, fact.rating_count), (11 / 4, 4))
        self.assertEqual(Fact.browse(little.id).satisfied_share, 100)
        (unheard,) = Fact._read_group([("id", "=", 0)], [], figures[:2])
        self.assertEqual(unheard, (False, False))
