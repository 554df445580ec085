"""Visibility of questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from .question import Condition, Question


def shown(
    questions: Sequence[Question], given: Mapping[str, Any]
) -> tuple[Question, ...]:
    """Return the questions that are asked, given the answers so far.

    A question that depends on a hidden question is hidden, too, even if `given` holds
    an answer to that one.

    Args:
        questions: the questions in their order.
        given: for each code the answer so far, raw or checked.

    Returns:
        The visible questions, in order.
    """
    asked: dict[str, Question] = {}
    for question in questions:
        condition = question.shown_if
        if not condition or (condition.question in asked and _holds(condition, given)):
            asked[question.code] = question
    return tuple(asked.values())


def _holds(condition: Condition, given: Mapping[str, Any]) -> bool:
    """Return whether the answers meet the condition."""
    texts = words(given.get(condition.question))
    if not condition.values:
        return bool(texts)
    return not set(condition.values).isdisjoint(texts)


def words(given: Any) -> list[str]:
    """Return an answer as a list of texts.

    Args:
        given: a value, or a list of values.

    Returns:
        The texts without surrounding spaces; empty for no answer.
    """
    several = given if isinstance(given, list | tuple) else [given]
    values = [one for one in several if one is not None and one is not False]
    texts = [str(one).replace("\0", "").strip() for one in values]
    return [text for text in texts if text]
