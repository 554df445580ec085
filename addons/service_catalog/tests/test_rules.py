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
    def test_empty_conditions_match_everything(self):
        self.assertIsNone(Conditions().unmet_condition(BIN))

    def test_failed_condition_is_named(self):
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

    def test_first_and_last_day_are_in_the_range(self):
        day = Conditions(first_day=MONDAY.date(), last_day=MONDAY.date())
        self.assertIsNone(day.unmet_condition(BIN))


class TestWalk(BaseCase):
    def test_first_matching_rule_stops_the_walk(self):
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

    def test_rule_that_continues_leaves_the_rest_to_later_rules(self):
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

    def test_later_rule_matches_the_priority_already_set(self):
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

    def test_absent_officer_is_skipped_and_the_others_share_the_work(self):
        chosen = [choose(self.OFFICERS, turn, away={8}) for turn in range(4)]
        self.assertEqual(chosen, [7, 9, 7, 9])
        self.assertIsNone(choose(self.OFFICERS, 1, away={7, 8, 9}))

    def test_least_load_is_chosen_and_turns_decide_between_equals(self):
        load = {7: 1}
        chosen = [choose(self.OFFICERS, turn, load=load) for turn in range(3)]
        self.assertEqual(chosen, [8, 8, 9])
        self.assertEqual(choose(self.OFFICERS, 0, {8, 9}, load), 7)
