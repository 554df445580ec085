"""Routing rules: which team gets a request, and with which priority."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from .case import Case, Conditions


@dataclass(frozen=True)
class RoutingRule:
    """A routing rule; what is empty stays unchanged.

    Args:
        key: the rule's id.
        conditions: when it applies.
        team: id of the team.
        priority: code of the priority.
        assign: "rotation" or "load": how an officer is chosen.
        is_last: whether later rules are skipped.
    """

    key: int
    conditions: Conditions = field(default_factory=Conditions)
    team: int | None = None
    priority: str | None = None
    assign: str | None = None
    is_last: bool = True


@dataclass(frozen=True)
class Step:
    """The evaluation of one rule.

    Attributes:
        key: the rule's id.
        unmet_condition: the condition that was not met; None when the rule applied.
        sets: what it decided: "team", "priority", "officer".
    """

    key: int
    unmet_condition: str | None = None
    sets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """The result of the rules; None where no rule decided.

    Attributes:
        team: id of the team.
        priority: code of the priority.
        officer: id of the rule that says how an officer is chosen.
        steps: the rules that were evaluated, in order.
    """

    team: int | None = None
    priority: str | None = None
    officer: int | None = None
    steps: tuple[Step, ...] = ()

    @property
    def applied(self) -> tuple[Step, ...]:
        """Return the steps of the rules that applied."""
        return tuple(step for step in self.steps if not step.unmet_condition)


def evaluate_rules(rules: Iterable[RoutingRule], case: Case) -> Decision:
    """Evaluate the rules in order until the last one that applies.

    The first rule that sets a value decides it. Rules after one that sets the priority
    see the request with that priority.

    Args:
        rules: the rules in order.
        case: the request.

    Returns:
        The decision.
    """
    decided = Decision()
    for rule in rules:
        unmet_condition = rule.conditions.unmet_condition(case)
        sets = () if unmet_condition else tuple(_newly_set(decided, rule))
        step = Step(rule.key, unmet_condition, sets)
        decided = replace(decided, steps=(*decided.steps, step))
        if unmet_condition:
            continue
        decided = _apply_rule(decided, rule, sets)
        if rule.priority and "priority" in sets:
            case = replace(case, priority=rule.priority)
        if rule.is_last:
            break
    return decided


def _newly_set(decided: Decision, rule: RoutingRule) -> Iterator[str]:
    """Yield what a rule sets that is not yet decided."""
    if rule.team and decided.team is None:
        yield "team"
    if rule.priority and decided.priority is None:
        yield "priority"
    if rule.assign and decided.officer is None:
        yield "officer"


def _apply_rule(
    decided: Decision, rule: RoutingRule, sets: tuple[str, ...]
) -> Decision:
    """Return the decision with the values that the rule sets."""
    values: dict[str, Any] = {
        "team": rule.team,
        "priority": rule.priority,
        "officer": rule.key,
    }
    return replace(decided, **{name: values[name] for name in sets})
