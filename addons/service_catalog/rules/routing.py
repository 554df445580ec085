"""Rules read in order: who works a request, how urgent it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from .case import Case, Conditions


@dataclass(frozen=True)
class RoutingRule:
    """What follows when the conditions are met; what is empty is left as it is.

    Args:
        key: the rule's id.
        team: id of the team it goes to.
        priority: code of the priority it gets.
        assign: "rotation" or "load": how an officer is chosen.
        is_last: no rule after it is read.
    """

    key: int
    conditions: Conditions = field(default_factory=Conditions)
    team: int | None = None
    priority: str | None = None
    assign: str | None = None
    is_last: bool = True


@dataclass(frozen=True)
class Step:
    """One rule that was read: it fitted, or the condition that did not."""

    key: int
    misfit: str | None = None
    sets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What the rules decided; None where none had a say. `officer` is a rule's key."""

    team: int | None = None
    priority: str | None = None
    officer: int | None = None
    steps: tuple[Step, ...] = ()

    @property
    def fired(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if not step.misfit)


def walk(rules: Iterable[RoutingRule], case: Case) -> Decision:
    """Read the rules in order until one says stop.

    The first rule that sets a thing decides it; a rule after one that set the priority
    sees the request with that priority.
    """
    decided = Decision()
    for rule in rules:
        misfit = rule.conditions.misfit(case)
        sets = () if misfit else tuple(_news(decided, rule))
        step = Step(rule.key, misfit, sets)
        decided = replace(decided, steps=(*decided.steps, step))
        if misfit:
            continue
        decided = _applied(decided, rule, sets)
        if rule.priority and "priority" in sets:
            case = replace(case, priority=rule.priority)
        if rule.is_last:
            break
    return decided


def _news(decided: Decision, rule: RoutingRule) -> Iterator[str]:
    if rule.team and decided.team is None:
        yield "team"
    if rule.priority and decided.priority is None:
        yield "priority"
    if rule.assign and decided.officer is None:
        yield "officer"


def _applied(decided: Decision, rule: RoutingRule, sets: tuple[str, ...]) -> Decision:
    values: dict[str, Any] = {
        "team": rule.team,
        "priority": rule.priority,
        "officer": rule.key,
    }
    return replace(decided, **{name: values[name] for name in sets})
