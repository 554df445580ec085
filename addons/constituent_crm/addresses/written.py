"""A text that may hold an address, read once."""

from collections.abc import Collection
from dataclasses import dataclass

from . import postcodes, tokens
from .postcodes import Postcode
from .search_keys import MIN_KEY_LENGTH, key_of, stem_of
from .tokens import Token
from .vocabulary import FILLERS, LINKS, STREET_TYPES, UNIT_WORDS, WHOLE_STREETS

# Longer texts are cut: an address stands at the beginning of a report.
MAX_LENGTH = 4000
# Most words of the name of a street or building.
MAX_WORDS = 5
# Up to this many words, names may stand anywhere; in prose, beside a number, a postcode
# or the type of a street.
MAX_PLAIN_TOKENS = 24
MAX_PHRASES = 400
# Shorter names of buildings are not taken for misspelt.
MIN_BUILDING_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the text that may be the name of a street or building.

    Attributes:
        key: key of the name.
        stem: key without the type of street; "" without one.
        first: place of its first token.
        last: place of its last token.
        is_completed: whether an article is added, as in The Rectory for `Rectory`.
    """

    key: str
    stem: str
    first: int
    last: int
    is_completed: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A text as tokens, and what in it may be names and postcodes.

    Attributes:
        tokens: words and numbers.
        postcodes: what may be postcodes.
        phrases: what may be names.
        numbers: what may be the number of a house.
    """

    tokens: tuple[Token, ...]
    postcodes: tuple[Postcode, ...]
    phrases: tuple[Phrase, ...]
    numbers: frozenset[int]

    @property
    def is_empty(self) -> bool:
        """Return whether it cannot be an address."""
        return not self.phrases and not self.postcodes

    @property
    def is_cut(self) -> bool:
        """Return whether it holds more names or postcodes than are looked at."""
        return (
            len(self.phrases) >= MAX_PHRASES
            or len(self.postcodes) >= postcodes.MAX_POSTCODES
        )

    def name_keys(self) -> set[str]:
        """Return the keys of names that it may hold."""
        return {phrase.key for phrase in self.phrases}

    def numbered_keys(self) -> set[str]:
        """Return the keys that are looked up as misspelt: those beside a number."""
        numbered = {
            place + 1 for place, token in enumerate(self.tokens) if token.number
        }
        return {
            phrase.key
            for phrase in self.phrases
            if (phrase.first in numbered or phrase.stem) and not phrase.is_completed
        }

    def leading_keys(self) -> set[str]:
        """Return the keys of names of buildings that may be misspelt.

        They stand at the beginning, or behind a comma, a flat or a number.
        """
        leading = {0}
        for place, token in enumerate(self.tokens):
            is_link = place in leading and token.text in LINKS
            if is_link or token.number or token.is_last or token.text in UNIT_WORDS:
                leading.add(place + 1)
        return {
            phrase.key
            for phrase in self.phrases
            if phrase.first in leading
            and len(phrase.key) >= MIN_BUILDING_LENGTH
            and not phrase.is_completed
        }

    def places_of(self, postcode: Postcode) -> set[int]:
        """Return the tokens that a postcode consists of."""
        return {
            place
            for place, token in enumerate(self.tokens)
            if postcode.start <= token.start < postcode.end
        }


def parse(text: str | None, country: str = "") -> Written:
    """Read a text.

    Args:
        text: an address, or prose that holds one. What exceeds `MAX_LENGTH` is ignored.
        country: ISO 3166 code of the council's country, "" if it is not known.

    Returns:
        What it may say.
    """
    folded = tokens.fold((text or "")[:MAX_LENGTH])[:MAX_LENGTH]
    read = tokens.split(folded)
    found = postcodes.find(folded, country)
    numbers = {
        number
        for token in read
        if token.number
        for number in (token.number.value, token.number.end)
        if number
    }
    return Written(
        tuple(read),
        tuple(found),
        tuple(_phrases(read, found)),
        frozenset(numbers),
    )


def _phrases(read: list[Token], found: Collection[Postcode]) -> list[Phrase]:
    words = [token.text for token in read]
    closed = _places_of_postcodes(read, found)
    is_plain = len(read) <= MAX_PLAIN_TOKENS
    near = set() if is_plain else _near(read, closed)
    phrases = []
    for first in range(len(read)):
        for last in range(first, min(first + MAX_WORDS, len(read))):
            if last in closed or read[last].number:
                break
            if not is_plain and first not in near and words[last] not in STREET_TYPES:
                continue
            if first == last and (
                words[first] in STREET_TYPES - WHOLE_STREETS
                or words[first] in FILLERS
                or words[first] in UNIT_WORDS
            ):
                continue
            part = words[first : last + 1]
            key = key_of(part)
            if len(key) < MIN_KEY_LENGTH:
                continue
            phrases.append(Phrase(key, stem_of(part), first, last))
            if last <= first + 1 and _may_lack_article(read, first):
                phrases.append(Phrase(f"the{key}", "", first, last, is_completed=True))
        if len(phrases) >= MAX_PHRASES:
            break
    return phrases


def _may_lack_article(read: list[Token], first: int) -> bool:
    """Return whether a name may be one that begins with `The`: `4 Greenway`."""
    before = read[first - 1] if first else None
    is_leading = not before or before.number is not None or before.is_last
    return is_leading and read[first].text != "the"


def _places_of_postcodes(read: list[Token], found: Collection[Postcode]) -> set[int]:
    sound = [one for one in found if one.is_sound]
    return {
        place
        for place, token in enumerate(read)
        if any(one.start <= token.start < one.end for one in sound)
    }


def _near(read: list[Token], closed: set[int]) -> set[int]:
    """Return the tokens at which a name may begin in prose."""
    near = {place + 1 for place, token in enumerate(read) if token.number}
    for place in closed:
        near |= set(range(place - MAX_WORDS - 1, place))
    return near
