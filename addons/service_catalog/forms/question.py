from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

LISTS = ("singlevaluelist", "multivaluelist")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Option:
    """One choice of a list."""

    code: str
    name: str


@dataclass(frozen=True)
class Condition:
    """Asked only where an earlier question was answered with one of some values.

    Attributes:
        question: the code of the earlier question.
        values: codes of options, or texts; none of them: whatever was answered.
    """

    question: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """What is asked, in the language of whoever reads it.

    Attributes:
        datatype: of Open311's GeoReport v2 string, text, number, datetime,
            singlevaluelist and multivaluelist; file, place and property; and those that
            other addons add with `datatypes.register`.
        is_input: False for a text that is only shown.
        minimum, maximum: bounds of a number.
        is_whole: no fraction.
        max_length: characters of a string or text; 0 for the datatype's own bound.
        has_time: a datetime is more than a day.
        when: "any", "past" or "future", today belonging to both.
        accepts: "image", or "document", which is an image too.
        max_files: how many files at most.
        max_bytes: bytes of one file at most.
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
        return self.datatype in LISTS


@dataclass(frozen=True)
class Fault:
    """Why an answer does not fit; whoever shows it has the words for `code`."""

    code: str
    details: Mapping[str, Any] = field(default_factory=dict)


def read(form: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """The questions of a form that is plain data, as it is kept and sent.

    Args:
        form: for each question the fields of `Question`; `options` as dicts of code
            and name, `shown_if` as a dict of question and values, `max_file_mb` in
            megabytes. Other keys are somebody else's.
    """
    return tuple(_question(one) for one in form)


def _question(plain: Mapping[str, Any]) -> Question:
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
