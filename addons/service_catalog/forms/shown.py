"""Visibility of questions.

Forms in the browser follow the same rules (`conditions.js`); the cases of both are in
`static/tests/forms/shown_if.json`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from .question import Condition, Question

# Browsers trim it like a space.
BYTE_ORDER_MARK = "\ufeff"


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
    return [text for one in several if not _is_blank(one) and (text := _text(one))]


def _is_blank(value: Any) -> bool:
    """Return whether a value is a place or a file of which no part is filled in."""
    return isinstance(value, dict) and not any(_text(part) for part in value.values())


def _text(value: Any) -> str:
    """Return a value as text without surrounding spaces; empty for none."""
    if value is None or value is False:
        return ""
    return str(value).replace("\0", "").replace(BYTE_ORDER_MARK, "").strip()
