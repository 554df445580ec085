"""Comparison of a text with one property of the gazetteer."""

from dataclasses import dataclass

from . import flats
from .entry import Entry
from .reading import Located, Reading
from .tokens import Number
from .vocabulary import BESIDE, CLOSINGS, IN_FULL, LINKS, STREET_TYPES

# How well a number fits.
SAME = 1.0
END_OF_RANGE = 0.8
NEARLY = 0.5
# From this similarity a name is the one that is written.
NAMED = 0.84
# Most words of the name of a town, where it ends the text.
MAX_TOWN_LENGTH = 2


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a text and a property agree on; each from 0 to 1.

    Attributes:
        entry: the property.
        street: similarity of its street to what is written.
        name: similarity of its building's name.
        number: how well its number fits; 0 if none is written.
        is_number_placed: whether the number stands where a house number stands.
        is_number_before: whether it stands directly before the street.
        unit: how well its flat fits; see `flats.FITS`.
        has_more_numbers: whether there are numbers that it does not explain.
        words: tokens that name its street.
        places: tokens that name its locality and town.
        has_other_street: whether another street is written in place of its own.
        is_elsewhere: whether another town is named behind its street.
        is_beside: whether the text says that something is near it.
    """

    entry: Entry
    street: float
    name: float
    number: float
    is_number_placed: bool
    is_number_before: bool
    unit: str
    has_more_numbers: bool
    words: frozenset[int]
    places: frozenset[int]
    has_other_street: bool
    is_elsewhere: bool
    is_beside: bool

    @property
    def is_whole(self) -> bool:
        """Return whether house and street are written as they are."""
        return self.street == 1 and self.number == SAME and self.is_number_before


def compare(reading: Reading, entry: Entry) -> Comparison | None:
    """Compare a text with a property.

    Args:
        reading: the text.
        entry: the property.

    Returns:
        None if number or flat contradict each other.
    """
    name = reading.locate(entry.name, entry.house.name)
    if name.alike < NAMED and not _may_fit(reading, entry):
        return None
    street = reading.locate(entry.street, entry.street_words)
    explained = _explained(reading, entry, street, name)
    number, is_placed, where, others = _number(reading, entry, street, name, explained)
    rest = [place for place in others if _may_be_flat(reading, place, explained)]
    if entry.number and number == 0 and (is_placed or name.alike < NAMED):
        return None
    if (
        not entry.number
        and name.alike < NAMED
        and (entry.name or not entry.house.is_part)
    ):
        return None
    unit = flats.fit(reading, entry, rest, name, has_more=bool(others))
    if unit == "other":
        return None
    return Comparison(
        entry,
        street.alike,
        name.alike,
        number,
        is_placed,
        any(phrase.first == where + 1 for phrase in street.phrases),
        unit,
        bool(others),
        frozenset(
            place
            for phrase in street.phrases
            for place in range(phrase.first, phrase.last + 1)
        ),
        reading.tokens_of_places(entry.places),
        street.alike < 1 and _has_other_street(reading, entry, street, name, explained),
        _is_elsewhere(reading, street, explained),
        _is_beside(reading, explained),
    )


def _may_fit(reading: Reading, entry: Entry) -> bool:
    """Return whether the text has a number that may be the house's."""
    number = entry.house.number
    if not number or number.end:
        return True
    return number.value in reading.written.numbers


def _explained(
    reading: Reading, entry: Entry, street: Located, name: Located
) -> set[int]:
    """Return the tokens that stand for parts of the property."""
    explained = set(reading.tokens_of_places(entry.places))
    for located in (street, name):
        for phrase in located.phrases:
            explained |= set(range(phrase.first, phrase.last + 1))
    if street.alike < 1 and entry.street_words:
        kind = IN_FULL.get(entry.street_words[-1], entry.street_words[-1])
        explained |= {
            place
            for place, token in enumerate(reading.written.tokens)
            if IN_FULL.get(token.text, token.text) == kind
        }
    return explained


# Numbers


def _number(
    reading: Reading,
    entry: Entry,
    street: Located,
    name: Located,
    explained: set[int],
) -> tuple[float, bool, int, list[int]]:
    """Return how well the number fits, whether it is well placed, where, and others.

    A number is well placed before street or name, or before any word that is a part of
    the address: the 3 of `3 weeks` is not.
    """
    tokens = reading.written.tokens
    before = {
        phrase.first - 1 for located in (street, name) for phrase in located.phrases
    }
    places = [
        place
        for place, token in enumerate(tokens)
        if token.number
        and place not in reading.closed
        and place not in reading.units.places
    ]
    best, where, is_placed = 0.0, -1, False
    for place in places:
        number = tokens[place].number
        fit = _fit(number, entry) if number else 0.0
        placed = place in before or _is_placed(reading, place, explained)
        if place in before and not fit and entry.number:
            # Another number stands before the street, unless it is a flat's.
            is_placed = is_placed or best == 0
        if fit and (fit, placed) > (best, is_placed and best > 0):
            best, where, is_placed = fit, place, placed
    return best, is_placed, where, [place for place in places if place != where]


def _may_be_flat(reading: Reading, place: int, explained: set[int]) -> bool:
    """Return whether a number may be a flat's: that of `2, 14 Park Avenue`."""
    following = _following(reading, place)
    return following >= 0 and (
        following in explained
        or following in reading.units.places
        or bool(reading.written.tokens[following].number)
    )


def _is_placed(reading: Reading, place: int, explained: set[int]) -> bool:
    following = _following(reading, place)
    if reading.written.tokens[place].is_last or following < 0:
        return True
    return (
        following in explained
        or following in reading.closed
        or following in reading.units.places
    )


def _following(reading: Reading, place: int) -> int:
    """Return the next token that is not a word such as `at`; -1 for none."""
    tokens = reading.written.tokens
    for following in range(place + 1, min(place + 4, len(tokens))):
        if tokens[following].text not in LINKS:
            return following
    return -1


def _fit(written: Number, entry: Entry) -> float:
    number = entry.number
    if not number:
        return 0.0
    if written == number:
        return SAME
    if written.is_slashed:
        return _fit_slashed(written, entry, number)
    if written.end and not number.end:
        return NEARLY if number.value in (written.value, written.end) else 0.0
    if number.end:
        return _fit_range(written, number)
    if written.value != number.value:
        return 0.0
    letters = {name for _kind, name in entry.house.identifiers}
    if written.suffix and not number.suffix and written.suffix in letters:
        return SAME
    return NEARLY


def _fit_slashed(written: Number, entry: Entry, number: Number) -> float:
    """Return the fit of 2/14, which is flat 2 of house 14, or the houses 2 to 14."""
    if (number.value, number.end) == (written.value, written.end):
        return SAME
    if number.value != written.end:
        return 0.0
    first = Number(written.value, written.suffix).identifier
    return SAME if ("unit", first) in entry.house.identifiers else 0.0


def _fit_range(written: Number, number: Number) -> float:
    if written.end:
        if (written.value, written.end) == (number.value, number.end):
            return END_OF_RANGE
        return NEARLY if written.value == number.value else 0.0
    ends = ((number.value, number.suffix), (number.end, number.end_suffix))
    if (written.value, written.suffix) in ends:
        return END_OF_RANGE
    if written.value in (number.value, number.end):
        return NEARLY
    is_between = number.value < written.value < number.end
    is_same_side = (written.value - number.value) % 2 == 0
    return NEARLY if is_between and is_same_side and not written.suffix else 0.0


# Other streets and towns


def _has_other_street(
    reading: Reading,
    entry: Entry,
    street: Located,
    name: Located,
    explained: set[int],
) -> bool:
    """Return whether a street is written that is not the property's."""
    written = reading.written
    if not street.alike and _has_street_type(reading, explained):
        return True
    own = set(reading.tokens_of_places(entry.places))
    for phrase in name.phrases:
        own |= set(range(phrase.first, phrase.last + 1))
    for phrase in written.phrases:
        span = set(range(phrase.first, phrase.last + 1))
        if span & reading.closed or span <= own:
            continue
        if phrase.key in reading.streets:
            return True
        if span & explained or phrase.first == phrase.last:
            continue
        last = written.tokens[phrase.last].text
        is_street = (
            IN_FULL.get(last, "street" if last == "st" else last) in STREET_TYPES
        )
        if is_street and phrase.first and written.tokens[phrase.first - 1].number:
            return True
    return False


def _has_street_type(reading: Reading, explained: set[int]) -> bool:
    """Return whether a word such as `lane` stands for nothing of the property."""
    return any(
        IN_FULL.get(token.text, token.text) in STREET_TYPES
        and place not in explained
        and place not in reading.closed
        for place, token in enumerate(reading.written.tokens)
    )


def _is_elsewhere(reading: Reading, street: Located, explained: set[int]) -> bool:
    """Return whether the street is followed by the name of another town."""
    return any(_is_town(reading, phrase.last, explained) for phrase in street.phrases)


def _is_town(reading: Reading, last: int, explained: set[int]) -> bool:
    """Return whether what follows a token is a town: `, Leeds` or ` in Leeds`."""
    tokens = reading.written.tokens
    place = last + 1
    if place < len(tokens) and tokens[place].text == "in":
        place += 1
    elif not tokens[last].has_comma:
        return False
    if place >= len(tokens) or place in explained or reading.is_filler(place):
        return False
    word = tokens[place]
    is_end = len(tokens) - place <= MAX_TOWN_LENGTH
    return (
        word.text.isalpha()
        and word.text not in CLOSINGS
        and (word.is_capital or is_end)
    )


def _is_beside(reading: Reading, explained: set[int]) -> bool:
    """Return whether a word such as `opposite` stands shortly before the address."""
    tokens = reading.written.tokens
    return any(
        token.text in BESIDE
        and any(
            tokens[following].number or following in explained
            for following in range(place + 1, min(place + 4, len(tokens)))
        )
        for place, token in enumerate(tokens)
        if place not in explained
    )
