"""Recognition of what mail programs write before a quoted or forwarded e-mail.

They announce it in the sender's language: by a sentence such as "On … wrote:", by a
block of its headers, or by a rule with a title. Prose resembles all of these, so that
an announcement counts only with what a program always writes, such as a time and an
address.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from .lines import MAX_LINE, Line
from .quote_marks import FORWARDED, LABELS, ORIGINAL, WROTE

MAX_LABEL = 30
MAX_TITLE = 150
MAX_TITLE_WORDS = 5
# An announcement is broken into at most this many lines.
MAX_ANNOUNCEMENT = 4
# Empty lines between it and the quoted lines, and one of these.
MAX_EMPTY = 6
# The headers of a quoted e-mail, with the empty lines between them.
MAX_BLOCK = 16

_ADDRESS = re.compile(r"[^\s<>()\[\]:;,]{1,64}@[^\s<>()\[\]:;,]{1,255}")
_BRACKETED = re.compile(
    r"[<(\[]\s?(?:mailto:)?[^\s<>()\[\]@]{1,64}@[^\s<>()\[\]@]{1,255}\s?[>)\]]"
)
_TIME = re.compile(r"\d{1,2}(?::| ?h ?)\d{2}|\bklo?\.? ?\d|\d{1,2}时|\d{1,2}時")
_YEAR = re.compile(r"\b(?:19|20|25)\d\d(?!\d)|[٠-٩۰-۹০-৯०-९]{4}|[/.-]\d\d\b")
_END = re.compile(r"[:：][\s*_\u200e\u200f\u202c\u2069]{0,10}$")
_RULE_SIGNS = "_=*~—–-"
_RULE = re.compile(rf"^[\s{_RULE_SIGNS}]{{3,}}$")
# How such a sentence begins, where it is broken into lines.
_BEGINNING = re.compile(
    r"^\W{0,5}(?:on|le|am|den|el|em|il|op|w dniu|dnia|în|in data|pe|la data|dne|dňa|på"
    r"|vào|pada|ar|dana|στις|на|v|u|kuupäev|at|a|ar|في|בתאריך|\d{1,4}[./年 -]"
    r"|\w{1,9}[.,]{1,2} ?\d|\w{1,9}\.?,? \w{0,9}\.? ?\d{1,4}[. ])\W",
    re.I,
)
# "##- Please type your reply above this line -##"
_REPLY_MARK = re.compile(
    r"^[\W_]{2,30}(?:please )?(?:type |write |enter |add )?(?:your )?reply "
    r"(?:to .{1,60} )?above this line",
    re.I,
)
# "In a message dated …, c@x.org writes:" and "30 Nov 2026, 10:00 by c@x.org:"
_BARE = re.compile(
    r"^(?:in a message dated .{1,80}|\W{0,3}\d.{6,30} (?:by|von|par|od|de|da|от|door))"
    r",? [^\s<>@]{1,64}@[^\s<>@]{1,200}(?: writes)?:$",
    re.I,
)
_PERSON = re.compile(r"\b(?:i|you|we|they|he|she|my|your|our)\b", re.I)
# Somebody is spoken of: no mail program writes this.
_PROSE = re.compile(r"\b(?:you|your|they|he|she|we|i|it|this|that|the|a|an|my|our)\b")


def boundary(found: list[Line]) -> tuple[int, bool]:
    """Return where a quoted e-mail begins that is not marked line by line.

    Args:
        found: lines of an e-mail.

    Returns:
        Pair of the number of the first line of what announces it, and whether that
        calls it a forward. All from there on is quoted; without one, nothing is.
    """
    for number, line in enumerate(found):
        if not line.is_quoted and _begins(found, number):
            return _first_of_announcement(found, number)
    return len(found), False


def _begins(found: list[Line], number: int) -> bool:
    line = found[number]
    head = line.text[:MAX_LINE]
    if line.starts_quote or _is_titled(head) or _is_reply_mark(head):
        return True
    if _kind(head) and (_is_block(found, number) or _is_block_in_line(head)):
        return True
    if not _END.search(head):
        return False
    if _is_followed_by_quote(found, number):
        return is_forward_title(head)
    return _is_certain_announcement(found, number)


def _first_of_announcement(found: list[Line], number: int) -> tuple[int, bool]:
    """Return the first line of what announces the quoted e-mail at `number`."""
    first, head = number, found[number].text[:MAX_LINE]
    is_forwarded = is_forward_title(head)
    if _END.search(head) and not is_forwarded:
        first -= len(_announcement(found, number)) - 1
    while first:
        above = found[first - 1].text[:MAX_LINE]
        is_title = is_forward_title(above)
        # Here, a title may have any words.
        title = (
            _title(above) or above if _has_any_of(above, ORIGINAL) else _title(above)
        )
        is_rule = bool(_RULE.match(above)) or _is_titled(above)
        is_rule = is_rule or 0 < len(title.split()) <= MAX_TITLE_WORDS
        if above.strip() and not (is_title or is_rule):
            break
        is_forwarded = is_forwarded or is_title
        first -= 1
    return first, is_forwarded


def is_forward_title(head: str) -> bool:
    """Return whether a line announces a forwarded e-mail: "Begin forwarded message:".

    Args:
        head: the beginning of the line.

    Returns:
        True for a short line that ends with a colon, or is a rule, and says so.
    """
    if _title(head):
        return _is_titled(head) and _has_any_of(head, FORWARDED)
    is_short = len(head) < MAX_TITLE and len(head.split()) <= MAX_TITLE_WORDS
    is_title = is_short and bool(_END.search(head)) and not _PERSON.search(head)
    return is_title and _has_any_of(head, FORWARDED)


def _is_titled(head: str) -> bool:
    """Return whether a line is a rule with "Original Message" or the like in it."""
    title = _title(head)
    if _TIME.search(title):
        return _has_any_of(title, WROTE) or _has_any_of(title, FORWARDED)
    is_short = len(title.split()) <= MAX_TITLE_WORDS
    return is_short and (_has_any_of(title, ORIGINAL) or _has_any_of(title, FORWARDED))


def _is_reply_mark(head: str) -> bool:
    """Return whether a line is that of a help desk, above which a reply is written."""
    return bool(_REPLY_MARK.match(head)) and not head.strip("\u200b ")[:1].isalnum()


def _title(head: str) -> str:
    """Return what stands between the signs of a rule; "" for another line."""
    line = head.strip(" \t:")
    title = line.strip(_RULE_SIGNS)
    start = line.find(title)
    is_ruled = start > 1 and len(line) - start - len(title) > 1
    return title if is_ruled and len(title) < MAX_TITLE else ""


def _has_any_of(text: str, words: Iterable[str]) -> bool:
    # The dot of a Turkish capital I is a sign of its own.
    text = text[:MAX_LINE].casefold().replace("\u0307", "")
    return any(word in text for word in words)


def _kind(head: str) -> str:
    """Return which header of an e-mail a line is, e.g. "from"; "" for none."""
    label, colon, _value = head[: MAX_LABEL + 10].replace("：", ":").partition(":")
    if not colon:
        return ""
    label = " ".join(label.strip(" \t*_|>\u200e\u200f\u202a\u2068").split())
    return LABELS.get(label.casefold(), "")


def _is_block(found: list[Line], start: int) -> bool:
    """Return whether the headers of an e-mail begin here, as a program writes them."""
    values: dict[str, str] = {}
    misses = 0
    for line in found[start : start + MAX_BLOCK]:
        head = line.text[:MAX_LINE].strip()
        kind = _kind(head)
        # A long header goes on in the next line, and an empty line may separate two.
        misses = 0 if kind else misses + 1
        if misses > 2 or (line.is_quoted and not found[start].is_quoted):
            break
        if kind:
            values.setdefault(kind, head)
    return _is_evidence(values)


def _is_evidence(values: dict[str, str]) -> bool:
    if "from" not in values or len(values) < 2:
        return False
    has_address = bool(_ADDRESS.search(values["from"]))
    has_time = bool(_TIME.search(values.get("date", "").partition(":")[2]))
    if len(values) == 2:
        return has_address and has_time
    return has_address or has_time


def _is_block_in_line(head: str) -> bool:
    """Return whether all headers of a quoted e-mail stand in one line."""
    if _kind(head) != "from":
        return False
    values = {"from": head}
    pieces = head.split(":")
    for piece, value in pairwise(pieces):
        word = piece.rsplit(None, 1)[-1:] or [""]
        kind = LABELS.get(word[0].casefold(), "")
        if kind and kind != "from":
            values.setdefault(kind, f":{value}")
    return len(values) > 2 and bool(_ADDRESS.search(head))


# Sentences that announce one


def _is_certain_announcement(found: list[Line], number: int) -> bool:
    """Return whether a program announces a quoted e-mail that it has not marked."""
    text = " ".join(_announcement(found, number))
    if len(text) > MAX_LINE or not (_TIME.search(text) or _YEAR.search(text)):
        return False
    if _BRACKETED.search(text) or _has_bare_address(text):
        return True
    is_dated = _is_dated(text)
    is_sentence = _has_any_of(text, WROTE) and bool(_BEGINNING.match(text))
    is_prose = "wrote" in text and _PROSE.search(text)
    return is_dated and is_sentence and not is_prose


def _has_bare_address(text: str) -> bool:
    """Return whether an announcement has a time and an address without brackets."""
    return bool(_BARE.match(text))


def _announcement(found: list[Line], number: int) -> list[str]:
    """Return the lines of the sentence that ends at `number`."""
    above = found[max(0, number + 1 - MAX_ANNOUNCEMENT) : number + 1]
    heads = [line.text[:MAX_LINE].strip() for line in above]
    addressed = heads[-1:]
    for start in range(len(heads) - 1, -1, -1):
        if not heads[start] or above[start].is_quoted:
            break
        sentence = heads[start:]
        if _BEGINNING.match(heads[start]):
            return sentence
        is_dated = _is_dated(" ".join(sentence))
        if is_dated and not _is_dated(" ".join(addressed)):
            addressed = sentence
        has_address = _BRACKETED.search(" ".join(sentence))
        if has_address and not _BRACKETED.search(" ".join(addressed)):
            addressed = sentence
    return addressed


def _is_dated(text: str) -> bool:
    return bool(_TIME.search(text) and _YEAR.search(text))


def quoted_lines(found: list[Line]) -> list[bool]:
    """Return for each line whether it is quoted, or announces quoted lines.

    Args:
        found: lines of an e-mail.

    Returns:
        As many truth values as there are lines.
    """
    hidden = [line.is_quoted for line in found]
    for number, line in enumerate(found):
        if line.is_quoted or not line.text.strip():
            continue
        if not _is_followed_by_quote(found, number):
            continue
        sentence = _announcement(found, number)
        if _is_announcement(" ".join(sentence)):
            first = number + 1 - len(sentence)
            hidden[first : number + 1] = [True] * len(sentence)
    return hidden


def is_of_program(text: str) -> bool:
    """Return whether a sentence has what only programs write: a time or an address.

    Args:
        text: what stands above quoted lines.
    """
    return _is_dated(text) or bool(_ADDRESS.search(text[: MAX_ANNOUNCEMENT * MAX_LINE]))


def is_in(passages: list[Line]) -> bool:
    """Return whether what announces an e-mail is in quoted lines themselves.

    Args:
        passages: quoted lines.
    """
    first = next((line.text[:MAX_LINE] for line in passages if line.text.strip()), "")
    if _BEGINNING.match(first) and ":" in first and _has_any_of(first, WROTE):
        return True
    for number, line in enumerate(passages):
        head = line.text[:MAX_LINE]
        if _is_announcement(head) or _is_titled(head):
            return True
        if _kind(head) and _is_block(passages, number):
            return True
    return False


def _is_followed_by_quote(found: list[Line], number: int) -> bool:
    after = found[number + 1 : number + 1 + MAX_EMPTY]
    following = next((line for line in after if line.text.strip()), None)
    return following is not None and following.is_quoted


def _is_announcement(text: str) -> bool:
    """Return whether a sentence announces the quoted lines below it."""
    if len(text) > MAX_LINE or not _END.search(text):
        return False
    return _is_dated(text) or _has_any_of(text, WROTE) or bool(_ADDRESS.search(text))
