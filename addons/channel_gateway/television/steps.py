"""The steps of a form on such a screen: one question a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from odoo.addons.service_catalog.forms import Question, shown

PLACES = ("place", "property")
# What is asked besides the questions of a service.
WHERE = "where"
WORDS, WHO, PHONE, CHECK = "words", "who", "phone", "check"
# Answers to `WHO`, and to a postcode that nobody knows.
BY_PHONE, NOT_AT_ALL = "phone", "none"
UNKNOWN = "?"


@dataclass(frozen=True)
class Step:
    """A page of the form.

    Attributes:
        name: by which what is entered is kept.
        kind: "info" (a text to read), "choice", "several" (choices), "text", "day",
            "number", "postcode", "address" (a choice among those of the postcode),
            "place" (in words), "who", "phone" or "check".
        question: the question of the service that it asks, None for other steps.
        required: whether it must be answered.
    """

    name: str
    kind: str
    question: Question | None = None
    required: bool = True


def unanswerable(questions: Sequence[Question]) -> bool:
    """Return whether a form cannot be filled in here: it must have a file."""
    return any(one.required and one.datatype == "file" for one in questions)


def plan(
    questions: Sequence[Question],
    values: Mapping[str, Any],
    *,
    has_place: bool,
    offers_addresses: bool,
) -> tuple[Step, ...]:
    """Return the steps of a form, given what was entered so far.

    Args:
        questions: the questions of the service.
        values: what was entered, by the name of the step.
        has_place: whether the form asks for the place besides its questions.
        offers_addresses: whether addresses may be chosen from a list.

    Returns:
        The steps, in their order; the last is the page to check everything.
    """
    steps: list[Step] = []
    for question in shown(questions, answers_in(values)):
        if question.datatype in PLACES:
            steps += _place(f"a:{question.code}", values, offers_addresses, question)
        elif question.datatype != "file":
            steps.append(_question(question))
    if has_place:
        steps += _place(WHERE, values, offers_addresses)
    asks_nothing = not has_place and not any(one.is_input for one in questions)
    steps.append(Step(WORDS, "text", required=asks_nothing))
    steps.append(Step(WHO, "who"))
    if values.get(WHO) == BY_PHONE:
        steps.append(Step(PHONE, "phone"))
    return (*steps, Step(CHECK, "check"))


def answers_in(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers to questions in what was entered, by code."""
    return {
        name.removeprefix("a:"): value
        for name, value in values.items()
        if name.startswith("a:")
    }


def _question(question: Question) -> Step:
    """Return the step that asks a question."""
    kinds = {
        "singlevaluelist": "choice",
        "multivaluelist": "several",
        "number": "number",
        "datetime": "day",
    }
    kind = kinds.get(question.datatype, "text") if question.is_input else "info"
    required = question.required and question.is_input
    return Step(f"a:{question.code}", kind, question, required)


def _place(
    name: str,
    values: Mapping[str, Any],
    offers_addresses: bool,
    question: Question | None = None,
) -> list[Step]:
    """Return the steps that ask for a place: postcode, address, or words."""
    required = question is None or question.required
    postcode, words = f"postcode:{name}", f"place:{name}"
    steps = [Step(postcode, "postcode", question, required)]
    given = values.get(postcode)
    if given == UNKNOWN:
        steps.append(Step(words, "place", question, required))
    elif given and offers_addresses:
        steps.append(Step(f"address:{name}", "address", question, required))
    return steps
