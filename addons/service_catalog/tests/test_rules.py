from datetime import date, datetime

from odoo.tests import BaseCase

from odoo.addons.service_catalog.rules import (
    Case,
    Conditions,
    RoutingRule,
    choose,
    evaluate_rules,
)

MONDAY = datetime(2026, 3, 2, 12)
BIN = Case(service=1, ward=2, priority="0", at=MONDAY)


class TestConditions(BaseCase):
    def test_what_asks_nothing_fits_all(self):
        self.assertIsNone(Conditions().unmet_condition(BIN))

    def test_each_condition_names_itself(self):
        for name, conditions in (
            ("services", Conditions(services=frozenset([9]))),
            ("directorates", Conditions(directorates=frozenset([9]))),
            ("wards", Conditions(wards=frozenset([9]))),
            ("kinds", Conditions(kinds=frozenset([9]))),
            ("channels", Conditions(channels=frozenset([9]))),
            ("priorities", Conditions(priorities=frozenset("2"))),
            ("answer", Conditions(answer=("which", "brown"))),
            ("hours", Conditions(hours="closed")),
            ("weekdays", Conditions(weekdays=frozenset([5, 6]))),
            ("dates", Conditions(first_day=date(2026, 3, 3))),
            ("dates", Conditions(last_day=date(2026, 3, 1))),
        ):
            with self.subTest(conditions=conditions):
                self.assertEqual(conditions.unmet_condition(BIN), name)

    def test_the_days_of_a_range_are_in_it(self):
        day = Conditions(first_day=MONDAY.date(), last_day=MONDAY.date())
        self.assertIsNone(day.unmet_condition(BIN))


class TestWalk(BaseCase):
    def test_the_first_that_fits_decides_and_stops(self):
        rules = [
            RoutingRule(1, Conditions(services=frozenset([9])), team=10),
            RoutingRule(2, team=20),
            RoutingRule(3, team=30, priority="2"),
        ]
        decision = evaluate_rules(rules, BIN)
        self.assertEqual((decision.team, decision.priority), (20, None))
        self.assertEqual(
            [step.unmet_condition for step in decision.steps], ["services", None]
        )

    def test_what_reads_on_leaves_the_rest_to_others(self):
        rules = [
            RoutingRule(1, priority="2", is_last=False),
            RoutingRule(2, team=20, priority="1", assign="load"),
        ]
        decision = evaluate_rules(rules, BIN)
        self.assertEqual(
            (decision.team, decision.priority, decision.officer), (20, "2", 2)
        )
        self.assertEqual(
            [step.sets for step in decision.applied][1], ("team", "officer")
        )

    def test_a_later_rule_sees_the_priority_that_was_set(self):
        rules = [
            RoutingRule(1, priority="2", is_last=False),
            RoutingRule(2, Conditions(priorities=frozenset("2")), team=20),
        ]
        self.assertEqual(evaluate_rules(rules, BIN).team, 20)
        self.assertIsNone(evaluate_rules(rules[1:], BIN).team)


class TestChoose(BaseCase):
    OFFICERS = (7, 8, 9)

    def test_officers_take_turns(self):
        chosen = [choose(self.OFFICERS, turn) for turn in range(4)]
        self.assertEqual(chosen, [7, 8, 9, 7])

    def test_who_is_away_is_passed_over_and_the_others_share_it(self):
        chosen = [choose(self.OFFICERS, turn, away={8}) for turn in range(4)]
        self.assertEqual(chosen, [7, 9, 7, 9])
        self.assertIsNone(choose(self.OFFICERS, 1, away={7, 8, 9}))

    def test_who_has_least_gets_it_and_turns_decide_between_equals(self):
        load = {7: 1}
        chosen = [choose(self.OFFICERS, turn, load=load) for turn in range(3)]
        self.assertEqual(chosen, [8, 8, 9])
        self.assertEqual(choose(self.OFFICERS, 0, {8, 9}, load), 7)
