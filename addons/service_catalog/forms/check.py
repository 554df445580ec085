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
    """What came of the answers.

    Attributes:
        values: for each code that was answered well, the answer in one spelling.
        faults: for each code that was not, why.
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
    """Check answers against what is asked.

    Answers to questions that the others make superfluous are left out; answers to
    what is no question are faults.

    Args:
        questions: in their order.
        given: for each code a text, a list of texts, for a file a list of dicts (see
            `files`), for a place a dict of latitude, longitude and words.
        today: the day that past and future are told from.
        partial: whether what is required may still be missing.
        place: what knows the gazetteer: for words a UPRN, or a `Fault`.
        inside: whether a point (degrees of WGS 84) is where the council serves.
    """
    known = {question.code for question in questions if question.is_input}
    faults = {code: Fault("unknown") for code in given if code not in known}
    values: dict[str, Any] = {}
    reader = datatypes.Reader(today, place, inside)
    # Step by step: whether a question is asked hangs on earlier answers that fit.
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
