from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools import mute_logger

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


class RoutingCase(ServiceCatalogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["service.routing.rule"].search([("id", ">", 0)]).unlink()
        cls.north = cls.make_ward("Test North", "TN")
        cls.south = cls.make_ward("Test South", "TS")
        cls.ann, cls.bob = (
            cls.make_user(f"test_{name}", "service_officer", name=name.title())
            for name in ("ann", "bob")
        )
        cls.roads.member_ids = cls.ann | cls.bob
        cls.env.company.resource_calendar_id = cls.office_hours

    def rule(self, name, **values):
        return self.make_routing_rule(name, **{"team_id": self.roads.id, **values})


class TestRouting(RoutingCase):
    def test_without_rules_the_team_of_the_service_is_assigned(self):
        request = self.open_request()
        self.assertEqual(request.team_id, self.waste)
        self.assertEqual(request.team_reason, "Team of the service")

    def test_rule_assigns_a_team_with_a_reason(self):
        self.rule("North is theirs", service_ids=self.bin.ids, ward_ids=self.north.ids)
        there = self.open_request(ward_id=self.north.id)
        elsewhere = self.open_request(ward_id=self.south.id)
        self.assertEqual(there.team_id, self.roads)
        self.assertIn("North is theirs", there.team_reason)
        self.assertEqual(elsewhere.team_id, self.waste)

    def test_first_matching_rule_applies(self):
        self.rule("second", sequence=6, team_id=self.waste.id)
        self.rule("first", sequence=5, directorate_ids=self.directorate.ids)
        self.assertIn("first", self.open_request().team_reason)
        self.assertNotIn("second", self.open_request().team_reason)

    def test_ward_is_that_of_the_property(self):
        place = self.make_property(
            "990000000001", street="Test Row", ward_id=self.north.id
        )
        request = self.open_request(property_id=place.id)
        self.assertEqual(request.ward_id, self.north)

    def on_the_map(self):
        """North is a square around 60° S, 30° W; south of it, South."""
        Ward = self.env["constituent.ward"]
        Ward.search([("id", "not in", (self.north | self.south).ids)]).active = False
        for ward, south in ((self.north, -60), (self.south, -61)):
            ring = [[-30, south], [-29, south], [-29, south + 1], [-30, south + 1]]
            ward.boundary = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}

    def test_ward_of_a_point_is_found_by_its_boundary(self):
        self.on_the_map()
        self.rule("North is theirs", ward_ids=self.north.ids)
        there = self.open_request(latitude=-59.5, longitude=-29.5)
        elsewhere = self.open_request(latitude="-60.5", longitude="-29.5")
        self.assertEqual((there.ward_id, elsewhere.ward_id), (self.north, self.south))
        self.assertIn("North is theirs", there.team_reason)
        self.assertEqual(elsewhere.team_id, self.waste)

    def test_point_outside_all_wards_is_refused(self):
        outside = {"latitude": 10, "longitude": -29.5}
        self.assertFalse(self.open_request(**outside).ward_id, "No ward is mapped.")
        self.on_the_map()
        with self.assertRaisesRegex(ValidationError, "outside the area"):
            self.open_request(**outside)
        boundary = self.south.boundary
        self.south.boundary = False
        self.assertFalse(self.open_request(**outside).ward_id, "It may be in South.")
        self.south.boundary = boundary
        dialog = Form(self.env["service.request.new"].with_user(self.officer))
        dialog.service_id = self.bin
        dialog.latitude, dialog.longitude = -59.5, -29.5
        self.assertFalse(dialog.place_fault)
        dialog.latitude = 10
        self.assertIn("outside the area", dialog.place_fault)
        dialog.latitude = 91
        self.assertIn("from -90 to 90", dialog.place_fault)

    def test_given_ward_is_used_before_the_point(self):
        self.on_the_map()
        values = {"latitude": -59.5, "longitude": -29.5, "ward_id": self.south.id}
        self.assertEqual(self.open_request(**values).ward_id, self.south)

    def test_ward_follows_a_corrected_place(self):
        self.on_the_map()
        request = self.open_request(latitude=-59.5, longitude=-29.5)
        request.write({"latitude": -60.5})
        self.assertEqual(request.ward_id, self.south)
        request.write({"address": "Not on the map"})
        self.assertEqual(request.ward_id, self.south)
        request.write({"latitude": -59.5, "ward_id": self.south.id})
        self.assertEqual(request.ward_id, self.south)

    def test_wards_of_many_points_take_one_query(self):
        self.on_the_map()
        Rule = self.env["service.routing.rule"]
        point = {"latitude": -59.5, "longitude": -29.5}

        def queries(number, **place):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            Rule._routing_facts([{"service_id": self.bin.id, **place}] * number)
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(30, **point), queries(1) + 1)

    def test_ward_of_the_resident_is_used_for_services_at_home_only(self):
        place = self.make_property(
            "990000000002", street="Test Row", ward_id=self.south.id
        )
        self.jane.property_id = place
        self.assertEqual(self.open_request().ward_id, self.south)
        self.assertFalse(self.open_request(address="Elsewhere").ward_id)

    def test_service_without_team_assigns_none(self):
        self.bin.team_id = False
        request = self.open_request()
        self.assertFalse(request.team_id)
        self.assertTrue(request.team_reason)

    def test_changed_service_reassigns_the_team(self):
        request = self.open_request()
        request.with_user(self.officer).service_id = self.pothole
        self.assertEqual(request.team_id, self.roads)

    def test_rule_matches_an_answer_by_code_or_name(self):
        self.rule("Brown bins", answer_code="which", answer_value="Brown")
        for given in ("brown", "Brown bin", ["brown"]):
            with self.subTest(given=given):
                request = self.open_request(answers={"which": given})
                self.assertEqual(request.team_id, self.roads)
        self.assertEqual(
            self.open_request(answers={"which": "blue"}).team_id, self.waste
        )

    def test_rule_matches_kind_channel_and_priority(self):
        kind = self.env["constituent.kind"].create({"name": "Test", "code": "test"})
        person = self.make_constituent("Cllr Test", kind_id=kind.id)
        self.rule("Councillors", kind_ids=kind.ids, priority="2", is_last=False)
        self.rule("Urgent", asked_priority="2")
        request = self.open_request(partner_id=person.id)
        self.assertEqual((request.priority, request.team_id), ("2", self.roads))
        self.assertIn("Councillors", request.team_reason)
        self.assertIn("Urgent", request.team_reason)
        self.assertEqual(self.open_request().priority, "0")

    def test_rule_hours_are_in_the_time_zone_of_the_council(self):
        self.rule("Out of hours", hours="closed")
        self.rule("Fridays", fri=True, team_id=self.waste.id, priority="1")
        # A quarter past eight in UTC is a quarter past nine in a London summer.
        with self.at("2026-07-03 08:15"):
            request = self.open_request()
        self.assertEqual((request.team_id, request.priority), (self.waste, "1"))
        with self.at("2026-07-03 16:15"):
            self.assertEqual(self.open_request().team_id, self.roads)

    def test_rule_is_limited_by_dates(self):
        self.rule("Festival", first_day="2026-03-02", last_day="2026-03-03")
        for day, team in (("02", self.roads), ("03", self.roads), ("04", self.waste)):
            with self.at(f"2026-03-{day} 12:00"), self.subTest(day=day):
                self.assertEqual(self.open_request().team_id, team)

    def test_officers_take_turns(self):
        self.rule("In turn", assign="rotation")
        officers = [self.open_request().user_id for _number in range(4)]
        self.assertEqual(set(officers[:2]), {self.ann, self.bob})
        self.assertEqual(officers[:2], officers[2:])

    def test_officer_with_the_least_load_is_assigned(self):
        self.rule("Fair", assign="load")
        self.open_request(team_id=self.roads.id, user_id=self.ann.id)
        self.open_request(team_id=self.roads.id, user_id=self.ann.id)
        chosen = [self.open_request().user_id for _number in range(3)]
        self.assertEqual(chosen[:2], [self.bob, self.bob])

    def test_many_requests_are_shared_out(self):
        self.rule("Fair", assign="load")
        requests = self.env["service.request"].create(
            [{"service_id": self.bin.id} for _number in range(6)]
        )
        self.assertEqual(len(requests.filtered(lambda r: r.user_id == self.ann)), 3)
        self.assertEqual(len(requests.filtered(lambda r: r.user_id == self.bob)), 3)

    def test_team_and_officer_chosen_by_a_user_are_kept(self):
        self.rule("All", priority="1", assign="rotation")
        request = self.open_request(user_id=self.officer.id)
        self.assertEqual(request.user_id, self.officer)

    def test_team_without_members_assigns_no_officer(self):
        self.roads.member_ids = False
        self.rule("In turn", assign="rotation")
        self.assertFalse(self.open_request().user_id)

    def time_off(self, user, **values):
        resource = self.env["resource.resource"].create(
            {"name": user.name, "user_id": user.id}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "resource_id": resource.id,
                "date_from": "2026-03-02 00:00",
                "date_to": "2026-03-03 00:00",
                **values,
            }
        )

    def given_at(self, moment):
        with self.at(moment):
            self.env.invalidate_all()
            return self.open_request().user_id | self.open_request().user_id

    def test_officer_with_time_off_is_skipped(self):
        self.time_off(self.ann)
        self.time_off(self.bob, time_type="other")
        for assign in ("rotation", "load"):
            rule = self.rule("In turn", assign=assign)
            with self.subTest(assign=assign):
                self.assertEqual(self.given_at("2026-03-02 12:00"), self.bob)
                self.assertIn(self.ann, self.given_at("2026-03-03 12:00"))
            rule.unlink()

    def test_officer_out_of_office_is_skipped(self):
        self.rule("In turn", assign="rotation")
        self.ann.out_of_office_from = "2026-03-02 00:00"
        self.assertEqual(self.given_at("2026-03-01 12:00"), self.ann | self.bob)
        self.assertEqual(self.given_at("2026-03-02 12:00"), self.bob)
        self.ann.out_of_office_to = "2026-03-02 23:00"
        self.assertEqual(self.given_at("2026-03-03 12:00"), self.ann | self.bob)

    def test_no_officer_is_assigned_when_all_are_away(self):
        self.rule("In turn", assign="rotation")
        self.roads.member_ids = self.ann
        self.time_off(self.ann)
        with self.at("2026-03-02 12:00"):
            request = self.open_request()
        self.assertFalse(request.user_id)
        self.assertEqual(request.team_id, self.roads)
        self.assertIn("no officer available", request.team_reason)

    def test_archived_officer_is_not_assigned(self):
        self.rule("In turn", assign="rotation")
        self.ann.active = False
        self.assertEqual(self.given_at("2026-03-02 12:00"), self.bob)

    def test_queries_do_not_grow_with_the_number_of_requests(self):
        self.rule("North", ward_ids=self.north.ids, priority="1", is_last=False)
        self.rule("Fair", assign="load")
        Rule = self.env["service.routing.rule"]
        people = self.env["res.partner"].create(
            [{"name": f"Person {n}", "is_constituent": True} for n in range(40)]
        )

        def routed(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            Rule._route_requests(
                Rule._routing_facts(
                    [{"service_id": self.bin.id, "partner_id": one.id} for one in some]
                )
            )
            return self.env.cr.sql_log_count - before

        routed(people[:2])
        # Of each officer that is chosen, one number is drawn.
        self.assertEqual(routed(people) - 40, routed(people[:2]) - 2)

    def test_rule_is_described_in_a_sentence(self):
        rule = self.rule(
            "x",
            service_ids=(self.bin | self.pothole).ids,
            ward_ids=self.north.ids,
            answer_code="which",
            answer_value="brown",
            mon=True,
            tue=True,
            priority="2",
            is_last=False,
        )
        self.assertEqual(
            rule.sentence,
            "Test bin or Test pothole; in Test North; which = “brown”; Monday or"
            " Tuesday → Roads, priority urgent; continue",
        )

    def test_rule_with_an_impossible_answer_is_refused(self):
        about = {"service_ids": self.bin.ids, "answer_code": "which"}
        self.rule("Brown bins", **about, answer_value="Brown")
        with self.assertRaisesRegex(ValidationError, "“purple” .*: .*brown"):
            self.rule("Purple bins", **about, answer_value="purple")
        with self.assertRaisesRegex(ValidationError, "“wich” .*: .*which"):
            self.rule(
                "Typed wrong", **{**about, "answer_code": "wich"}, answer_value="x"
            )

    def test_invalid_rule_is_refused(self):
        for values in (
            {"team_id": False},
            {"answer_code": "which"},
            {"first_day": "2026-03-02", "last_day": "2026-03-01"},
        ):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(Exception) as caught,
                self.env.cr.savepoint(),
            ):
                self.rule("nonsense", **values)
                self.env.flush_all()
            self.assertIn(
                type(caught.exception).__name__, ("ValidationError", "CheckViolation")
            )


class TestRoutingTrial(RoutingCase):
    """The dialog that tries the rules says what opening would do."""

    def try_rules(self, **values):
        return self.env["service.routing.test"].create(
            {"service_id": self.bin.id, **values}
        )

    def test_trial_shows_the_matching_rule_and_why_others_do_not_match(self):
        self.rule("North", ward_ids=self.north.ids)
        self.rule("Brown", answer_code="which", answer_value="brown", assign="rotation")
        self.rule("Rest", team_id=self.waste.id)
        trial = self.try_rules(
            ward_id=self.south.id,
            answer_ids=[Command.create({"code": "which", "value": "Brown bin"})],
        ).explanation
        for words in (
            "not in the ward",
            "matches; stop evaluation",
            "not evaluated: an earlier rule stops evaluation",
            "one of Ann, Bob",
        ):
            self.assertIn(words, trial)

    def test_trial_opens_nothing_and_takes_no_turn(self):
        rule = self.rule("In turn", assign="rotation")
        before = rule.turn_id.number_next_actual
        count = self.env["service.request"].search_count([])
        self.assertIn("In turn", self.try_rules().explanation)
        self.assertEqual(rule.turn_id.number_next_actual, before)
        self.assertEqual(self.env["service.request"].search_count([]), count)

    def test_trial_skips_absent_officers(self):
        self.rule("In turn", assign="rotation")
        self.ann.out_of_office_from = "2026-03-02 00:00"
        with self.at("2026-03-02 12:00"):
            self.assertIn("one of Bob", self.try_rules().explanation)

    def test_trial_needs_a_service(self):
        self.assertIn("Choose a service", self.try_rules(service_id=False).explanation)

    def test_trial_escapes_typed_text(self):
        self.rule("<script>alert(1)</script>")
        self.assertNotIn("<script>", self.try_rules().explanation)
