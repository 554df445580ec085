"""Datatypes of questions: each turns an answer into its normal form or a fault.

Another addon registers a datatype with `register` when it is imported, and adds it to
the selection `service.question.datatype`.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from odoo.addons.constituent_crm.gazetteer import coordinates

from .question import Fault, Option, Question
from .shown import words

MAX_LENGTH = {"string": 255, "text": 4000}
# 1,234,567.89: in England a comma separates thousands.
THOUSANDS = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?")
BRITISH = ("%d/%m/%Y", "%d/%m/%Y %H:%M", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
YEARS = (1900, 2199)
# Maximum digits of a number: no real quantity has more.
MAX_DIGITS = 15
# Maximum characters of a number, date or time, zeros and spaces included.
MAX_VALUE_LENGTH = 100
# Maximum characters of an answer that an error message quotes.
MAX_QUOTED_LENGTH = 80


class Takes(Enum):
    """What the function of a datatype is called with.

    Attributes:
        TEXT: one text that is not empty; more than one is a fault.
        TEXTS: a list of texts that is not empty.
        GIVEN: the raw answer.
    """

    TEXT = "text"
    TEXTS = "texts"
    GIVEN = "given"


@dataclass(frozen=True)
class Reader:
    """Reads the answers to questions; for its fields see `check.check`."""

    today: date
    place: Callable[[str], Any] | None = None
    inside: Callable[[float, float], bool] | None = None

    def answer(self, question: Question, given: Any) -> Any:
        """Read one answer.

        Args:
            question: the question.
            given: the raw answer, as `check.check` takes it.

        Returns:
            The answer in normal form, None for no answer, or a `Fault` for an invalid
            one.
        """
        # A stored form may be older than the removal of an addon.
        datatype = _DATATYPES.get(question.datatype, _DATATYPES["string"])
        if datatype.takes is Takes.GIVEN:
            return datatype.read(self, question, given)
        texts = words(given)
        if not texts:
            return None
        if datatype.takes is Takes.TEXTS:
            return datatype.read(self, question, texts)
        if len(texts) > 1:
            return Fault("one_only")
        return datatype.read(self, question, texts[0])

    def _string(self, question: Question, word: str) -> str | Fault:
        """Read one line of text."""
        return _fitting(question, " ".join(word.split()))

    def _text(self, question: Question, word: str) -> str | Fault:
        """Read a text of several lines."""
        return _fitting(question, word.replace("\r\n", "\n"))

    def _number(self, question: Question, word: str) -> str | Fault:
        """Read a number within the bounds of the question."""
        details = {"word": word[:MAX_QUOTED_LENGTH]}
        if len(word) > MAX_VALUE_LENGTH:
            return Fault("not_number", details)
        plain = word.replace(",", "") if THOUSANDS.fullmatch(word) else word
        try:
            number = Decimal(plain)
        except InvalidOperation:
            return Fault("not_number", details)
        if not number.is_finite() or abs(number.adjusted()) > MAX_DIGITS:
            return Fault("not_number", details)
        if question.is_whole and number != number.to_integral_value():
            return Fault("not_whole", {"word": word})
        if question.minimum is not None and number < Decimal(str(question.minimum)):
            return Fault("too_small", {"bound": _plain(question.minimum)})
        if question.maximum is not None and number > Decimal(str(question.maximum)):
            return Fault("too_large", {"bound": _plain(question.maximum)})
        return _plain(number)

    def _datetime(self, question: Question, word: str) -> str | Fault:
        """Read a date or time within the question's allowed dates."""
        parsed = moment(word)
        if not parsed or not YEARS[0] <= parsed.year <= YEARS[1]:
            return Fault("not_moment" if question.has_time else "not_date")
        if question.when == "past" and parsed.date() > self.today:
            return Fault("in_future")
        if question.when == "future" and parsed.date() < self.today:
            return Fault("in_past")
        if question.has_time and _has_hour(word):
            return parsed.isoformat(timespec="minutes")
        return parsed.date().isoformat()

    def _singlevaluelist(self, question: Question, word: str) -> str | Fault:
        """Read one option."""
        option = _option(question, word)
        return option.code if option else _not_one_of(question, word)

    def _property(self, question: Question, word: str) -> str | Fault:
        """Read an address; the gazetteer turns it into a UPRN."""
        return self.place(word) if self.place else word

    def _place(self, _question: Question, given: Any) -> dict[str, Any] | Fault | None:
        """Read a point with its description, or a description alone."""
        parts = given if isinstance(given, dict) else {"words": given}
        description = " ".join(" ".join(words(parts.get("words"))).split())
        if len(description) > MAX_LENGTH["string"]:
            return Fault("too_long", {"max_length": MAX_LENGTH["string"]})
        point = [words(parts.get(name)) for name in ("latitude", "longitude")]
        if not any(point):
            return {"words": description} if description else None
        try:
            latitude, longitude = (float(one[0][:MAX_VALUE_LENGTH]) for one in point)
        except (IndexError, ValueError):
            return Fault("not_point")
        if not coordinates.is_valid(latitude, longitude):
            return Fault("not_point")
        if self.inside and not self.inside(latitude, longitude):
            return Fault("outside")
        return {
            "words": description,
            "latitude": round(latitude, 6),
            "longitude": round(longitude, 6),
        }


def _fitting(question: Question, text: str) -> str | Fault:
    """Return the text, or a fault when it is too long."""
    max_length = question.max_length or MAX_LENGTH.get(
        question.datatype, MAX_LENGTH["string"]
    )
    return (
        Fault("too_long", {"max_length": max_length})
        if len(text) > max_length
        else text
    )


def _plain(number: Decimal | float) -> str:
    """Write a number without an exponent or trailing zeros."""
    text = f"{Decimal(str(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def moment(word: str) -> datetime | None:
    """Read a date or time in ISO 8601 or in a usual British spelling.

    Args:
        word: the text.

    Returns:
        The time, midnight for a date alone; None when the text is neither.
    """
    if len(word) > MAX_VALUE_LENGTH:
        return None
    for form in (None, *BRITISH):
        with suppress(ValueError):
            if form:
                return datetime.strptime(word, form)
            return datetime.fromisoformat(word)
    return None


def _has_hour(word: str) -> bool:
    """Return whether the text has a time of day."""
    return ":" in word


def _several(
    _reader: Reader, question: Question, texts: list[str]
) -> list[str] | Fault:
    """Read several options, each once."""
    codes: list[str] = []
    for word in texts:
        option = _option(question, word)
        if not option:
            return _not_one_of(question, word)
        codes.append(option.code)
    return list(dict.fromkeys(codes))


def _option(question: Question, word: str) -> Option | None:
    """Find an option by its code or by its name in any case."""
    by_code = {option.code: option for option in question.options}
    by_name = {option.name.casefold(): option for option in question.options}
    return by_code.get(word) or by_name.get(word.casefold())


def _not_one_of(question: Question, word: str) -> Fault:
    """Return the fault of an answer that is none of the options."""
    names = [option.name for option in question.options]
    return Fault("not_one_of", {"word": word[:MAX_QUOTED_LENGTH], "names": names})


def _files(
    _reader: Reader, question: Question, given: Any
) -> list[dict[str, Any]] | Fault | None:
    """Check files that `files.examine` has examined."""
    files = [one for one in given or [] if isinstance(one, dict)]
    for one in files:
        if one.get("fault"):
            return Fault(one["fault"], {"name": one.get("name", ""), **one["details"]})
        if question.accepts == "image" and not _is_image(one):
            return Fault("file_no_image", {"name": one.get("name", "")})
    if len(files) > question.max_files:
        return Fault("too_many_files", {"most": question.max_files})
    return files or None


def _is_image(file: dict[str, Any]) -> bool:
    """Return whether the file is an image; one without a type counts as one."""
    return str(file.get("mimetype", "image/")).startswith("image/")


@dataclass(frozen=True)
class _Datatype:
    """A function that reads answers, and what it takes."""

    read: Callable[[Reader, Question, Any], Any]
    takes: Takes


_DATATYPES = {
    "string": _Datatype(Reader._string, Takes.TEXT),
    "text": _Datatype(Reader._text, Takes.TEXT),
    "number": _Datatype(Reader._number, Takes.TEXT),
    "datetime": _Datatype(Reader._datetime, Takes.TEXT),
    "singlevaluelist": _Datatype(Reader._singlevaluelist, Takes.TEXT),
    "multivaluelist": _Datatype(_several, Takes.TEXTS),
    "file": _Datatype(_files, Takes.GIVEN),
    "place": _Datatype(Reader._place, Takes.GIVEN),
    "property": _Datatype(Reader._property, Takes.TEXT),
}


def register(
    code: str, read: Callable[[Reader, Question, Any], Any], takes: Takes = Takes.TEXT
) -> None:
    """Register a datatype for every form.

    Args:
        code: the value of `service.question.datatype`.
        read: called with a `Reader`, the `Question` and what `takes` says. It returns
            the answer in normal form, None for no answer, or a `Fault`.
        takes: what `read` is called with.

    Raises:
        ValueError: when the code belongs to another function.
    """
    known = _DATATYPES.setdefault(code, _Datatype(read, takes))
    if known != _Datatype(read, takes):
        raise ValueError(f"There is a datatype {code} already.")
