"""Separation of the sender's own text from quoted e-mails and the signature.

Quoted is what a mail program has marked so: lines with ">", and in HTML what `markup`
recognises. What it has not marked is recognised by its announcement. Answers between
quoted lines are the sender's own.

Of the replies and the prose in `tests/sample_….py`, libraries read less than half:
quotequail 46 %, mail-parser-reply 42 %, email-reply-parser 35 %.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import announcements, answers, signatures
from .lines import Line, join
from .quote_marks import FORWARD_PREFIXES, REPLY_PREFIXES

MAX_PREFIX = 30

# mbox files have ">" before a line that begins with "From ".
_QUOTED = re.compile(r"^\s{0,3}>(?!From )")


@dataclass(frozen=True)
class Parts:
    """What an e-mail consists of.

    Attributes:
        text: what it says. Never "" for an e-mail that contains words.
        own: what of it the sender wrote; "" if all of it is quoted or forwarded.
        signature: the signature.
    """

    text: str
    own: str
    signature: str = ""


def split(text: str) -> tuple[str, str]:
    r"""Split the text of an e-mail into the sender's own text and the signature.

    An e-mail that consists of quotation alone was forwarded, so that it is kept whole.

    >>> split("Thanks!\n-- \nJane\n\nOn Monday 3 May, Council <c@x.org> wrote:\n> Hi")
    ('Thanks!', 'Jane')

    Args:
        text: body of an e-mail as plain text.

    Returns:
        Pair of own text and signature; "" for what is missing.
    """
    parts = separate(lines(text))
    return parts.text, parts.signature


def lines(text: str) -> list[Line]:
    """Return the lines of a plain text.

    Args:
        text: body of an e-mail as plain text.

    Returns:
        Its lines; quoted are those with ">".
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return [Line(line, bool(_QUOTED.match(line))) for line in text.split("\n")]


def separate(
    given: Sequence[Line],
    *,
    is_forward: bool = False,
    is_reply: bool = True,
    writer: str = "",
) -> Parts:
    """Separate the sender's own text from what is quoted and from the signature.

    What is forwarded belongs to the text: it is new to us.

    Args:
        given: lines of an e-mail.
        is_forward: whether its subject says that it forwards another e-mail.
        is_reply: whether it may answer another e-mail.
        writer: name of its sender.

    Returns:
        The parts. Text and own text differ if an e-mail is forwarded, if all of it is
        quoted, or if it says that its sender has answered within the quotation.
    """
    found = list(given)
    end, says_forwarded = announcements.boundary(found)
    quoted = announcements.quoted_lines(found[:end])
    is_first = not (is_reply or is_forward or end < len(found))
    if is_first and (_is_list(found, quoted) or _is_of_letter(found, quoted)):
        quoted = [False] * len(found)
    kept = [
        line.text for line, hide in zip(found[:end], quoted, strict=True) if not hide
    ]
    own, signature = signatures.split(kept)
    if not own:
        return Parts(join(line.text for line in found), "")
    if is_forward or says_forwarded:
        rest = found[end:] if end < len(found) else _only(found, quoted)
        text = join([own, "", *(line.text for line in rest)])
        return Parts(text, own, signature)
    if answers.are_announced(own) and end < len(found):
        return Parts(
            join([own, "", *(line.text for line in found[end:])]), own, signature
        )
    if own_answers := answers.find(found[end:], writer):
        own = join([own, "", *own_answers])
    return Parts(own, own, signature)


def is_forward(subject: str) -> bool:
    """Return whether a subject says that an e-mail was forwarded.

    Args:
        subject: decoded subject.

    Returns:
        True if its first prefix is one for forwards, e.g. "Fwd:" or "WG:".
    """
    return _prefix(subject) in FORWARD_PREFIXES


def is_reply(subject: str) -> bool:
    """Return whether a subject says that an e-mail answers another one.

    Args:
        subject: decoded subject.

    Returns:
        True if its first prefix is one for replies, e.g. "Re:" or "AW:".
    """
    return _prefix(subject) in REPLY_PREFIXES


def reply_subject(subject: str) -> str:
    """Return the subject of an answer.

    >>> reply_subject("Missed bin"), reply_subject("AW: Missed bin")
    ('Re: Missed bin', 'AW: Missed bin')

    Args:
        subject: decoded subject of what is answered.
    """
    return subject if not subject or is_reply(subject) else f"Re: {subject}"


def _prefix(subject: str) -> str:
    prefix, colon, _rest = subject[:MAX_PREFIX].replace("：", ":").partition(":")
    return prefix.strip(" [(").casefold() if colon else ""


def _is_list(found: list[Line], quoted: list[bool]) -> bool:
    """Return whether the sender has used ">" for a list: one, within their own text."""
    if [line.is_quoted for line in found] != quoted or not any(quoted):
        return False
    first, last = quoted.index(True), len(quoted) - quoted[::-1].index(True)
    between = zip(found[first:last], quoted[first:last], strict=True)
    if any(line.text.strip() and not hide for line, hide in between):
        return False
    if any(not line.text.lstrip().startswith(">") for line in _only(found, quoted)):
        return False
    before, after = join(line.text for line in found[:first]), found[last:]
    is_inside = any(line.text.strip() for line in after)
    return bool(before) and (is_inside or before.endswith((":", "：")))


def _is_of_letter(found: list[Line], quoted: list[bool]) -> bool:
    """Return whether the sender has quoted something else than an e-mail.

    HTML has one element for both. A program announces an e-mail.
    """
    hidden = _only(found, quoted)
    passages = [line for line in hidden if line.is_quoted]
    is_marked = any(line.text.lstrip().startswith(">") for line in passages)
    above = [line for line in hidden if not line.is_quoted]
    is_announced = announcements.is_of_program(" ".join(line.text for line in above))
    return not (is_marked or is_announced or announcements.is_in(passages))


def _only(found: list[Line], quoted: list[bool]) -> list[Line]:
    return [line for line, hide in zip(found, quoted, strict=True) if hide]
