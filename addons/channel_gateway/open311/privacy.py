"""Removal of personal data from a resident's text before it is published."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from odoo.addons.constituent_crm.text import visible

from . import addresses
from .ordinary_words import Span, is_ordinary
from .shorten import shorten

HIDDEN = "[removed]"
# A report has at most 4,000 characters, and no more are published of it. Staff may
# write more.
MAX_REPORT_LENGTH = 4000
MAX_TEXT_LENGTH = 10_000
# Bounds far above real names and addresses, and above the number of names and words.
MAX_VALUE_LENGTH = 300
MAX_NAMES = 40
MAX_NAME_WORDS = 10
MIN_NAME_LENGTH = 3
# For scripts without spaces, where two characters are a whole name.
MIN_UNSPACED_LENGTH = 2
# Phone, NHS and card numbers. A price, a house number or a date has fewer digits.
MIN_DIGITS = 9
# Between two words of one name: "O'Neil", "Anne - Marie".
MAX_GAP = 3

# Quantifiers are possessive, so that matching costs linear time.
_CHUNK = re.compile(r"[^\s<>()\[\],;:\"]++")
# Digits may be separated as in "01482 - 300 300" or "07700/900123", and by non-breaking
# spaces and hyphens in text copied from a page.
_NUMBER = re.compile(r"(?<![\w.])\+?\d(?:[\s()./\u2010-\u2013-]{0,3}+\d)*+")
# A National Insurance number: HMRC, National Insurance Manual, NIM39110.
_INSURANCE = re.compile(
    r"(?<!\w)[a-z]{2}(?:[\s.\u2010-\u2013-]{0,2}+\d\d){3}[\s.\u2010-\u2013-]{0,2}+[a-d]"
    r"(?!\w)",
    re.I,
)
# An underscore does not belong to a word: people write _name_ for emphasis.
_WORD = re.compile(r"[^\W_]++")
_HIDDEN_TWICE = re.compile(rf"{re.escape(HIDDEN)}(?:\s++{re.escape(HIDDEN)})++")
# Letters of scripts without spaces between words or around names: Thai, Lao, Burmese,
# Khmer, Chinese, Japanese and Korean.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
# One word with an apostrophe, of which keyboards and word processors have many. Some
# count as letters.
_APOSTROPHES = dict.fromkeys(
    map(ord, "`´‘’‛′‵＇ʹʻʼʽˈˊˋ՚׳ꞌꞋ"),
    "'",
)
# Characters of addresses as East Asian keyboards write them.
_WIDE = str.maketrans("\uff20\ufe6b\uff0e", "@@.")
# Characters that end a sentence after an address and do not belong to it.
_ENDINGS = ".,!?'’”*/\\-_~"

Words = tuple[str, ...]


def scrub(text: str, known: Iterable[str] = ()) -> str:
    """Hide e-mail addresses, long numbers and known personal data in a text.

    National Insurance numbers are hidden, too.

    Args:
        text: text of a report. What exceeds `MAX_TEXT_LENGTH` characters is omitted.
        known: names and addresses of the reporter. Each word of a name is hidden where
            it is a separate word. A name in a script without spaces is hidden wherever
            it occurs. A word that is no name where it stands, as "Green" in "Green
            Lane", is kept.

    Returns:
        The text with `HIDDEN` in place of personal data, without invisible characters.
        It is not longer than `MAX_REPORT_LENGTH`, or `MAX_TEXT_LENGTH` where the text
        was longer than a report.
    """
    known = [_comparable(value[:MAX_VALUE_LENGTH]) for value in known]
    limit = MAX_REPORT_LENGTH if len(text) <= MAX_REPORT_LENGTH else MAX_TEXT_LENGTH
    text = _comparable(text[:MAX_TEXT_LENGTH])
    text = _CHUNK.sub(_hide_address, text)
    text = addresses.replace(text, HIDDEN)
    text = _INSURANCE.sub(HIDDEN, text)
    text = _NUMBER.sub(_hide_number, text)
    text = _hide_unspaced(_hide_names(text, known), known)
    return shorten(_HIDDEN_TWICE.sub(HIDDEN, text), limit)


def _comparable(text: str) -> str:
    # NFC makes an accent part of its letter, however the sender's system encodes it.
    return unicodedata.normalize("NFC", visible(text)).translate(_WIDE)


def _hide_address(found: re.Match[str]) -> str:
    chunk: str = found[0]
    bare = chunk.rstrip(_ENDINGS)
    at = bare.find("@", 1)
    # At least one character before the @, and a dot inside what follows it.
    is_address = at > 0 and bare.find(".", at + 2, len(bare) - 1) > 0
    return HIDDEN + chunk[len(bare) :] if is_address else chunk


def _hide_number(found: re.Match[str]) -> str:
    digits = sum(map(str.isdecimal, found[0]))
    return HIDDEN if digits >= MIN_DIGITS else found[0]


def _hide_names(text: str, known: Iterable[str]) -> str:
    names = _by_first_word(known)
    if not names:
        return text
    compared = text.translate(_APOSTROPHES)
    spans = [
        (word.start(), word.end(), word[0].casefold())
        for word in _WORD.finditer(compared)
    ]
    parts, kept_from, at = [], 0, 0
    while at < len(spans):
        count = _count_words(compared, spans, at, names)
        if count:
            parts += [text[kept_from : spans[at][0]], HIDDEN]
            kept_from = spans[at + count - 1][1]
        at += count or 1
    return "".join([*parts, text[kept_from:]])


def _count_words(
    text: str, spans: list[Span], at: int, names: dict[str, list[Words]]
) -> int:
    """Return how many words from `at` are a name; 0 for none."""
    start, end, word = spans[at]
    if text[start - 1 : end + 1] == HIDDEN:
        # Hidden before, or a person of that name.
        return 0
    found = [
        len(name)
        for name in names.get(word, ())
        if _is_at(spans, at, name)
        and not (len(name) == 1 and is_ordinary(text, spans, at))
    ]
    joined = _joined(text, spans, at)
    if joined and (joined,) in names.get(joined, ()):
        found.append(2)
    return max(found, default=0)


def _joined(text: str, spans: list[Span], at: int) -> str:
    """Return a word and the next as one if an apostrophe is between: "O'Neil"."""
    if at + 1 == len(spans) or text[spans[at][1] : spans[at + 1][0]] != "'":
        return ""
    return spans[at][2] + spans[at + 1][2]


def _is_at(spans: list[Span], at: int, name: Words) -> bool:
    """Return whether the words of `name` follow from position `at`, close together."""
    found = spans[at : at + len(name)]
    gaps = (after[0] - before[1] for before, after in pairwise(found))
    words = tuple(word for _start, _end, word in found)
    return words == name and all(gap <= MAX_GAP for gap in gaps)


def _by_first_word(known: Iterable[str]) -> dict[str, list[Words]]:
    """Return at most `MAX_NAMES` names to hide, as tuples of words, by first word."""
    names: dict[str, list[Words]] = {}
    count = 0
    for name in _names(known):
        if count == MAX_NAMES:
            break
        name = name.casefold().translate(_APOSTROPHES)
        for form in dict.fromkeys((name, name.replace("'", ""))):
            words = tuple(_WORD.findall(form)[:MAX_NAME_WORDS])
            if words and words not in names.get(words[0], ()):
                names.setdefault(words[0], []).append(words)
                count += 1
    return names


def _names(known: Iterable[str]) -> Iterator[str]:
    """Yield each value, and each of its words, that is long enough to be a name."""
    for value in known:
        words = value.replace(",", " ").split()
        for one in (value, "".join(words), *words):
            if len(one) >= MIN_NAME_LENGTH and not one.isdigit():
                yield one


def _hide_unspaced(text: str, known: Iterable[str]) -> str:
    """Hide names in scripts without spaces, also within longer words."""
    names = list(islice(dict.fromkeys(_unspaced_names(known)), MAX_NAMES))
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, HIDDEN)
    return text


def _unspaced_names(known: Iterable[str]) -> Iterator[str]:
    """Yield each whole value, in either order of its words, and each of its words."""
    for value in known:
        words = [
            one for one in value.replace(",", " ").split() if _UNSPACED.search(one)
        ]
        for one in ("".join(words), "".join(reversed(words)), *words):
            if len(one) >= MIN_UNSPACED_LENGTH:
                yield one
