from collections.abc import Mapping, Sequence
from typing import Any

from .question import Condition, Question


def shown(
    questions: Sequence[Question], given: Mapping[str, Any]
) -> tuple[Question, ...]:
    """The questions that are asked, given what was answered so far.

    A question that hangs on one that is not asked is not asked either, whatever an
    answer to that one may still be lying about.

    Args:
        questions: in their order.
        given: for each code the answer so far, raw or checked.
    """
    asked: dict[str, Question] = {}
    for question in questions:
        condition = question.shown_if
        if not condition or (condition.question in asked and _holds(condition, given)):
            asked[question.code] = question
    return tuple(asked.values())


def _holds(condition: Condition, given: Mapping[str, Any]) -> bool:
    texts = words(given.get(condition.question))
    if not condition.values:
        return bool(texts)
    return not set(condition.values).isdisjoint(texts)


def words(given: Any) -> list[str]:
    """An answer as the texts that it has; an empty list for no answer."""
    several = given if isinstance(given, list | tuple) else [given]
    values = [one for one in several if one is not None and one is not False]
    texts = [str(one).replace("\0", "").strip() for one in values]
    return [text for text in texts if text]
