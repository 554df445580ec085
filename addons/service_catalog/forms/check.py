"""Check of a whole form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from . import datatypes
from .question import Fault, Question
from .shown import shown

Given = Mapping[str, Any]


@dataclass(frozen=True)
class Checked:
    """The result of checking answers.

    Attributes:
        values: for each code with a valid answer, the answer in normal form.
        faults: for each code with an invalid answer, the reason.
    """

    values: dict[str, Any]
    faults: dict[str, Fault]


def check(
    questions: Sequence[Question],
    given: Given,
    *,
    today: date,
    partial: bool = False,
    place: Callable[[str], Any] | None = None,
    inside: Callable[[float, float], bool] | None = None,
) -> Checked:
    """Check answers against the questions of a form.

    Answers to hidden questions are ignored. Answers to unknown codes are faults.

    Args:
        questions: the questions in their order.
        given: for each code a text, a list of texts, for a file a list of dicts (see
            `files`), for a place a dict of latitude, longitude and words.
        today: the day that divides past from future.
        partial: whether answers to required questions may be missing.
        place: looks words up in the gazetteer; returns a UPRN or a `Fault`.
        inside: tells whether a point (degrees of WGS 84) is within the council's area.

    Returns:
        The valid answers and the faults.
    """
    known = {question.code for question in questions if question.is_input}
    faults = {code: Fault("unknown") for code in given if code not in known}
    values: dict[str, Any] = {}
    reader = datatypes.Reader(today, place, inside)
    # One by one: earlier valid answers decide whether a question is asked.
    for at, question in enumerate(questions):
        seen = {**given, **values}
        if not question.is_input or question not in shown(questions[: at + 1], seen):
            continue
        value = reader.answer(question, given.get(question.code))
        if isinstance(value, Fault):
            faults[question.code] = value
        elif value is not None:
            values[question.code] = value
        elif question.required and not partial:
            faults[question.code] = Fault("required")
    return Checked(values, faults)
