"""Questions of a form as plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

LISTS = ("singlevaluelist", "multivaluelist")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Option:
    """One option of a list."""

    code: str
    name: str


@dataclass(frozen=True)
class Condition:
    """The condition under which a question is asked: the answer to an earlier one.

    Attributes:
        question: the code of the earlier question.
        values: accepted answers, as codes of options or texts; empty for any answer.
    """

    question: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question, in the language of the reader.

    Attributes:
        datatype: string, text, number, datetime, singlevaluelist or multivaluelist of
            Open311 GeoReport v2; file, place or property; or one that another addon
            adds with `datatypes.register`.
        is_input: False for a text that is only shown.
        minimum, maximum: bounds of a number.
        is_whole: whether fractions are refused.
        max_length: characters of a string or text; 0 for the datatype's own limit.
        has_time: whether a datetime has a time of day.
        when: "any", "past" or "future"; today belongs to both.
        accepts: "image", or "document", which includes images.
        max_files: maximum number of files.
        max_bytes: maximum bytes of one file.
    """

    code: str
    name: str
    datatype: str = "string"
    required: bool = False
    is_input: bool = True
    help: str = ""
    options: tuple[Option, ...] = ()
    shown_if: Condition | None = None
    minimum: float | None = None
    maximum: float | None = None
    is_whole: bool = False
    max_length: int = 0
    has_time: bool = True
    when: str = "any"
    accepts: str = "image"
    max_files: int = 5
    max_bytes: int = 10 * MEGABYTE

    @property
    def is_list(self) -> bool:
        """Return whether the question has options."""
        return self.datatype in LISTS


@dataclass(frozen=True)
class Fault:
    """The reason why an answer is invalid; `service.type._fault_sentence` words it."""

    code: str
    details: Mapping[str, Any] = field(default_factory=dict)


def read_form(form: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Read the questions of a form from plain data.

    Args:
        form: for each question the fields of `Question`; `options` as dicts of code and
            name, `shown_if` as a dict of question and values, `max_file_mb` in
            megabytes. Other keys are ignored.

    Returns:
        The questions, in order.
    """
    return tuple(_question(one) for one in form)


def _question(plain: Mapping[str, Any]) -> Question:
    """Read one question."""
    known = {
        name: plain[name]
        for name in Question.__dataclass_fields__
        if plain.get(name) is not None
    }
    condition = plain.get("shown_if")
    options = plain.get("options") or ()
    known["options"] = tuple(Option(one["code"], one["name"]) for one in options)
    known["shown_if"] = condition and Condition(
        condition["question"], tuple(condition["values"])
    )
    if plain.get("max_file_mb"):
        known["max_bytes"] = int(plain["max_file_mb"] * MEGABYTE)
    return Question(**known)
