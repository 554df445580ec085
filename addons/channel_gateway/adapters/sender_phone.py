"""Extraction of the phone number that a sender says is their own.

Most numbers in prose are another's: a neighbour's, the council's, one of an e-mail that
is quoted. The sender's own stands in a signature, after words such as "my number is",
or in a field of a form.
"""

import re
from collections.abc import Iterator
from itertools import islice, takewhile

import phonenumbers

from odoo.addons.constituent_crm.matching import phone_numbers

from . import own_number, sender_name
from .closings import is_closing
from .other_people import ANOTHER, ASKING

# What the library takes for numbers: dates and times of day.
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_HOUR = r"(?:(?:[01]\d|2[0-4])[.:]?|\d[.:])[0-5]\d"
DATES_AND_TIMES = re.compile(
    rf"(?<!\d)(?<!\d[./-])(?:{_DAY}\.{_MONTH}\.(?:{_YEAR}|\d\d)"
    rf"|{_DAY}-{_MONTH}-(?:{_YEAR}|\d\d)|{_DAY}/{_MONTH}/(?:{_YEAR}|\d\d)"
    rf"|{_YEAR}[./-]{_MONTH}[./-]{_DAY}"
    rf"|{_HOUR} ?[-–—] ?{_HOUR})(?![./-]?\d| ?\d{{3}})"
)
# A sign that no number contains.
MASK = "|"
PARAGRAPH = "\n\n"
QUOTED_LINES = re.compile(r"^[ \t]{0,9}>[^\n]*\n?", re.M)
# The first of these lines begins what is not the sender's.
OTHERS_TEXT = re.compile(
    r"^[ \t]{0,9}(?:-{2,9}[ \t]{0,3}(?:original|forwarded) message"
    r"|begin forwarded message|\*?(?:from|von|de|od|från):\*?[ \t][^\n]{1,200}"
    r"\n[ \t]{0,9}\*?[^\W\d]{2,12}:\*?[ \t])",
    re.I | re.M,
)
# What stands between the parts of a signature in one line.
COLUMN = re.compile(r"[ \t][|·•‖][ \t]")
MAX_NUMBERS = 40
MAX_BEFORE = 160
MAX_LINES_ABOVE = 2
# A signature has few and short lines.
MAX_SIGNATURE_LINES, MAX_LINE_WORDS = 8, 8
# A number of a field or of a signature has little behind it.
MAX_WORDS_BEHIND = 2


def find(text: str, signature: str, region: str | None) -> tuple[str, int]:
    """Return the sender's own number and where it begins.

    >>> find("Please ring Carol on 07700 900460. My number is 07700 900123", "", "GB")
    ('+447700900123', 52)

    Args:
        text: the sender's own text, without e-mails that it quotes.
        signature: the signature below it, "" for none.
        region: ISO 3166 code of the country that national numbers belong to.

    Returns:
        The number in normal form, see `phone_numbers`, and its position in the text
        and the signature together, as two paragraphs; "" and -1 without one.
    """
    for number, start, end in _numbers(text, region):
        before = text[max(0, start - MAX_BEFORE) : start]
        behind = text[end : end + MAX_BEFORE]
        if own_number.is_stated(before) or own_number.is_stated_behind(behind):
            return number, start
        if not _is_last_of_line(text, end) or _is_of_another(text, start):
            continue
        is_labelled = own_number.is_labelled(before) or _is_in_field(text, start)
        if is_labelled or _is_signed(text, start, end):
            return number, start
    for number, start, _end in _numbers(signature, region):
        line = signature[:start].rpartition("\n")[2]
        if len(line.split()) <= MAX_LINE_WORDS:
            return number, len(text) + len(PARAGRAPH) + start
    return "", -1


def numbers(text: str, region: str | None) -> tuple[str, ...]:
    """Return all phone numbers of a text, whoever they are of, in normal form.

    Args:
        text: any text.
        region: as in `find`.
    """
    found = (number for number, _start, _end in _numbers(text, region))
    return tuple(dict.fromkeys(found))


def before_others(text: str) -> str:
    """Return a text up to an e-mail that is forwarded in it, without quoted lines.

    Args:
        text: any text.
    """
    others = OTHERS_TEXT.search(text)
    own = text[: others.start()] if others else text
    # The sender's own words may be below.
    return QUOTED_LINES.sub("\n", own)


def _numbers(text: str, region: str | None) -> Iterator[tuple[str, int, int]]:
    """Yield the phone numbers in a text, with their beginnings and ends."""
    # Possible ones: `phone_numbers` decides.
    leniency = phonenumbers.Leniency.POSSIBLE
    masked = DATES_AND_TIMES.sub(lambda found: MASK * len(found[0]), text)
    starts = ("0", "+") if _has_trunk_prefix(region) else tuple("+0123456789")
    found = phonenumbers.PhoneNumberMatcher(masked, region or None, leniency)
    for match in islice(found, MAX_NUMBERS):
        if not match.raw_string.lstrip("(").startswith(starts):
            continue
        if number := phone_numbers.phone(match.raw_string, region):
            yield number, match.start, match.end


def _has_trunk_prefix(region: str | None) -> bool:
    """Return whether national numbers begin with 0: elsewhere any number may be one."""
    return phonenumbers.ndd_prefix_for_region(region or "", True) == "0"


def _is_last_of_line(text: str, end: int) -> bool:
    """Return whether nothing but other numbers and addresses is behind a number."""
    behind = COLUMN.split(text[end : end + MAX_BEFORE].partition("\n")[0])[0]
    pieces = (one for one in behind.split() if "@" not in one and "www." not in one)
    words = re.findall(r"[^\W\d_]+", " ".join(pieces).lower())
    return sum(word not in own_number.KINDS for word in words) <= MAX_WORDS_BEHIND


def _is_in_field(text: str, start: int) -> bool:
    """Return whether a number is behind, or below, a label on a line of its own."""
    above, line = _lines_before(text, start)
    label = line if re.search(r"\w", line) else above[:1] and above[0]
    words = re.findall(r"\w+", (label or "").lower())
    is_label = bool(words) and own_number.LABELS.issuperset(words)
    # "Office:" is one, too.
    return is_label and (not own_number.KINDS.isdisjoint(words) or ":" in label)


def _is_signed(text: str, start: int, end: int) -> bool:
    """Return whether a number ends the text, behind or below a name or a closing."""
    # The last of these is all that is left.
    lines = text[end:].split("\n", 2 * MAX_SIGNATURE_LINES)[1:]
    below = [line for line in lines if line.strip()]
    if len(below) > MAX_SIGNATURE_LINES or not all(map(_is_short, below)):
        return False
    above, line = _lines_before(text, start)
    if re.search(r"\w", line):
        last = own_number.SENTENCE_END.split(line)[-1].strip()
        if sender_name.is_signed(last) or _is_row_of_signature(line):
            return True
        signed = sender_name.BEFORE_PHONE.search(last)
        return bool(signed and not signed.start() and sender_name.is_name(signed[1]))
    short = list(takewhile(_is_short, above))
    is_closed = any(is_closing(one) for one in short)
    return is_closed or bool(short and sender_name.whole(short[0]))


def _is_row_of_signature(line: str) -> bool:
    """Return whether a line before a number begins with a name: "Ann Lee | Clerk |"."""
    name, *others = COLUMN.split(line)
    return bool(others) and sender_name.is_name(name.strip())


def _is_short(line: str) -> bool:
    return len(line.split()) <= MAX_LINE_WORDS


def _lines_before(text: str, start: int) -> tuple[list[str], str]:
    """Return the lines above a position that are not blank, and that before it.

    Returns:
        The nearest line first, at most as many as a signature has; and the line.
    """
    lines = text[:start].rsplit("\n", 2 * MAX_SIGNATURE_LINES)
    above = [line.strip() for line in reversed(lines[:-1]) if line.strip()]
    return above[:MAX_SIGNATURE_LINES], lines[-1][-MAX_BEFORE:]


def _is_of_another(text: str, start: int) -> bool:
    """Return whether the lines above introduce another person's number."""
    before = text[max(0, start - 4 * MAX_BEFORE) : start]
    introduction, _blank, paragraph = before.rpartition("\n\n")
    if introduction.rstrip().endswith(":"):
        paragraph = f"{introduction.rstrip()}\n{paragraph}"
    above, line = _lines_before(paragraph, len(paragraph))
    near = takewhile(lambda one: not is_closing(one), above[:MAX_LINES_ABOVE])
    words = " ".join(one[-MAX_BEFORE:] for one in (line, *near))
    return bool(ANOTHER.search(words)) and bool(ASKING.search(words))
