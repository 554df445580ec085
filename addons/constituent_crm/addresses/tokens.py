"""Words and numbers of a text, in one spelling."""

import re
from dataclasses import dataclass, replace

from anyascii import anyascii

from .vocabulary import NO_SUFFIXES, NUMBER_WORDS, UNIT_WORDS

MAX_TOKENS = 400
# House numbers are shorter; longer ones are telephone numbers and references.
MAX_DIGITS = 4
# A fraction after a number: 12½. Written as a letter, so that it is not read as 121/2.
HALVES = str.maketrans({"½": "\x01", "¼": "\x02", "¾": "\x03"})
# That of N°14.
DEGREES = str.maketrans("°º", "  ")
WRITTEN_HALF = re.compile(r"(?<=\d)[ \xa0-]?1[/⁄]2(?!\d)|(?<=\d)\s+\x01")
# Dog 'n' Duck Lane.
SHORT_AND = re.compile(r" ['’‘`]n['’‘`]? ", re.IGNORECASE)
APOSTROPHES = re.compile(r"(?<=\w)['’‘`´](?=\w)")
# A date, a time, a decimal or a telephone number with its separators: one word.
OTHER_NUMBER = (
    r"\d++(?:[-/]\d++){2,}+|\d++(?:[.:]\d++)++(?:\s?[ap]m\b)?"
    r"|\+\d[\d ]*+|0\d{2,4}+(?: \d{3,6}+){1,2}+"
)
RANGE = r"\d{1,4}+[a-z\x01]?\s?[-/]\s?(?:[a-z]?\d{1,4}+[a-z]?|[a-z])(?![a-z0-9\x01])"
WORD = r"\d++[\x01-\x03]|[a-z0-9\x01-\x03]++"
TOKEN = re.compile(rf"(?<![a-z0-9])(?:({OTHER_NUMBER})|({RANGE})|({WORD}))", re.ASCII)
# Letters that houses and flats have.
LETTERS = frozenset("abcdefgh")
# Numbers in words, from nought.
WORDS = (
    "nought one two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
# Words before a number in words.
COUNTED = {*NUMBER_WORDS, *UNIT_WORDS}
PARTS = re.compile(r"(\d{1,4})([a-z]{0,2}|[\x01-\x03])")
GLUED = re.compile(
    r"(\d{1,4})([a-z]{3,})|(flat|apt|apartment|unit)(\d{1,4}[a-z]?|[a-z])"
    r"|(basement|ground|first|second|third|fourth|top)(floor|flat)"
)
RANGE_PARTS = re.compile(
    r"(\d{1,4})([a-z\x01]?)\s?([-/])\s?(?:[a-z]?(\d{1,4})([a-z]?)|([a-z]))"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a house, or a range: 12, 12A, 12½, 3-5.

    Attributes:
        value: the number, or the first of a range.
        suffix: letter or fraction behind it, "" for none.
        end: last number of a range; 0 for none.
        end_suffix: letter behind the last number.
        is_slashed: whether it was written as 2/14, which may be flat and house.
    """

    value: int
    suffix: str = ""
    end: int = 0
    end_suffix: str = ""
    is_slashed: bool = False

    @property
    def identifier(self) -> str:
        """Return a single number and its suffix as one word: `12a`."""
        return f"{self.value}{self.suffix}"

    @property
    def last(self) -> "Number":
        """Return the last number of a range."""
        return Number(self.end, self.end_suffix)

    @property
    def pair(self) -> str:
        """Return both numbers of a slashed one as one word: `2/1`."""
        return f"{self.identifier}/{self.end}{self.end_suffix}"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number.

    Attributes:
        text: the word in lower case Latin letters.
        start: its first character in the folded text.
        number: what it says as the number of a house, if it may be one.
        is_last: whether a comma, full stop or line break follows it.
        has_comma: whether a comma follows it.
        is_capital: whether it was written with a capital letter.
    """

    text: str
    start: int
    number: Number | None = None
    is_last: bool = False
    is_capital: bool = False
    has_comma: bool = False


def fold(text: str) -> str:
    """Return the text in Latin letters, cases kept, with fractions as one letter."""
    text = WRITTEN_HALF.sub("\x01", text.translate(HALVES).translate(DEGREES))
    text = APOSTROPHES.sub("", SHORT_AND.sub(" and ", text))
    return text if text.isascii() else anyascii(text)


def split(folded: str) -> list[Token]:
    """Return the tokens of a folded text, at most `MAX_TOKENS`."""
    lower = folded.lower()
    tokens: list[Token] = []
    found = TOKEN.search(lower)
    while found and len(tokens) < MAX_TOKENS:
        following = TOKEN.search(lower, found.end())
        between = lower[found.end() : following.start() if following else None]
        is_last = not following or any(sign in between for sign in ",.;\n\r()|")
        is_capital = folded[found.start()].isupper()
        for token in _tokens(found, is_last=is_last, is_capital=is_capital):
            _add(tokens, token)
        if "," in between:
            tokens[-1] = replace(tokens[-1], has_comma=True)
        found = following
    return tokens


def _add(tokens: list[Token], token: Token) -> None:
    """Add a token; the A of `12 A` belongs to the number before it.

    A number in words is one behind a word such as `number` or `flat`.
    """
    last = tokens[-1] if tokens else None
    if (
        last
        and token.text in LETTERS
        and last.number
        and not last.is_last
        and last.text.isdigit()
    ):
        text = last.text + token.text
        tokens[-1] = Token(text, last.start, number_of(text), token.is_last)
    elif last and last.text in COUNTED and token.text in WORDS[1:]:
        text = str(WORDS.index(token.text))
        tokens.append(replace(token, text=text, number=number_of(text)))
    else:
        tokens.append(token)


def number_of(word: str) -> Number | None:
    """Return the house number that a word is, such as `12a`; None if it is none."""
    parts = PARTS.fullmatch(word)
    if not parts or parts[2] in NO_SUFFIXES:
        return None
    return Number(int(parts[1]), parts[2])


def _tokens(found: re.Match[str], *, is_last: bool, is_capital: bool) -> list[Token]:
    text, start = found[0], found.start()
    if found[1]:
        return [Token(text, start, is_last=is_last)]
    if found[2]:
        return [Token(text, start, _range(text), is_last)]
    if text not in UNIT_WORDS and (glued := GLUED.fullmatch(text)):
        first, second = filter(None, glued.groups())
        return [
            Token(first, start, number_of(first)),
            Token(second, start + len(first), number_of(second), is_last, True),
        ]
    return [Token(text, start, number_of(text), is_last, is_capital)]


def _range(text: str) -> Number | None:
    parts = RANGE_PARTS.fullmatch(text)
    if not parts:
        return None
    start, suffix, sign, end, end_suffix, letter = parts.groups()
    if letter:
        # 12-a is 12a.
        return Number(int(start), suffix or letter)
    first, last = int(start), int(end)
    is_slashed = sign == "/"
    if last < first and not is_slashed:
        return None
    return Number(first, suffix, last, end_suffix, is_slashed)
