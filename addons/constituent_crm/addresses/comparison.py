"""Comparison of a text with one property of the gazetteer."""

from dataclasses import dataclass

from . import flats, house_numbers
from .entry import Entry
from .reading import Located, Reading
from .towns import TOWNS
from .vocabulary import (
    BUILDING_TYPES,
    CLOSINGS,
    COUNTY_WORDS,
    IN_FULL,
    POINTS,
    SAME_BUILDING,
    STREET_TYPES,
)

# From this similarity a name is the one that is written.
NAMED = 0.84


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
        has_name_beside: whether words before one of them may name a building.
        unit: how well its flat fits; see `flats.FITS`.
        has_more_numbers: whether there are numbers that it does not explain.
        words: tokens that name its street.
        name_words: tokens that name its building.
        places: tokens that name its locality and town.
        has_other_street: whether another street is written in place of its own.
        is_elsewhere: whether another town is named behind its street.
        is_beside: whether the text says that something is near it.
        is_longer: whether a longer name than the building's is written: Manor Farm
            Barn.
        is_number_of_name: whether the number stands directly before the building's
            name.
        is_single: whether a postcode says which one it is, and nothing contradicts.
    """

    entry: Entry
    street: float
    name: float
    number: float
    is_number_placed: bool
    is_number_before: bool
    has_name_beside: bool
    unit: str
    has_more_numbers: bool
    words: frozenset[int]
    name_words: frozenset[int]
    places: frozenset[int]
    has_other_street: bool
    is_elsewhere: bool
    is_beside: bool
    is_longer: bool = False
    is_number_of_name: bool = False
    is_single: bool = False

    @property
    def is_commonplace(self) -> bool:
        """Return whether prose has it by chance: `the road outside number 4`."""
        words = self.entry.street_words
        is_bare = len(words) == 2 and words[0] == "the" and words[1] in STREET_TYPES
        is_apart = not self.is_number_before and self.name < NAMED
        return self.number > 0 and is_apart and is_bare

    @property
    def is_flat_named(self) -> bool:
        """Return whether building and flat are written as they are."""
        is_flat = self.unit == "same" and self.entry.house.is_part
        return is_flat and self.name == 1

    @property
    def is_whole(self) -> bool:
        """Return whether house and street are written as they are."""
        return (
            self.street == 1
            and self.number == house_numbers.SAME
            and self.is_number_before
        )


def compare(reading: Reading, entry: Entry) -> Comparison | None:
    """Compare a text with a property.

    Args:
        reading: the text.
        entry: the property.

    Returns:
        None if number or flat contradict each other.
    """
    compared = _compare(reading, entry)
    if compared or entry.postcode not in reading.single:
        return compared
    return _compare_single(reading, entry)


def _compare_single(reading: Reading, entry: Entry) -> Comparison | None:
    """Compare a text with the property that has one of its postcodes alone."""
    tokens = reading.written.tokens
    is_other_house = any(
        phrase.first
        and tokens[phrase.first - 1].number
        and phrase.key in {entry.street, *reading.streets}
        for phrase in reading.written.phrases
    )
    if is_other_house:
        return None
    return Comparison(
        entry,
        street=0.0,
        name=0.0,
        number=0.0,
        is_number_placed=False,
        is_number_before=False,
        has_name_beside=False,
        unit="same",
        has_more_numbers=False,
        words=frozenset(),
        name_words=frozenset(),
        places=frozenset(),
        has_other_street=False,
        is_elsewhere=False,
        is_beside=_is_beside(reading, set(reading.closed), -1),
        is_single=True,
    )


def _compare(reading: Reading, entry: Entry) -> Comparison | None:
    name = reading.locate(entry.name, entry.house.name)
    if name.alike < NAMED and not _may_fit(reading, entry):
        return None
    street = reading.locate(entry.street, entry.street_words)
    explained = _explained(reading, entry, street, name)
    number, is_placed, where, others = house_numbers.find(
        reading, entry, street, name, explained
    )
    rest = [
        place
        for place in others
        if house_numbers.may_be_flat(reading, place, name, explained)
        and not _is_end(reading, place, entry)
    ]
    if entry.number and number == 0 and (is_placed or name.alike < NAMED):
        return None
    if (
        not entry.number
        and name.alike < NAMED
        and (entry.name or not entry.house.is_part)
    ):
        return None
    if entry.house.is_of_name and name.alike < NAMED:
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
        number > 0 and house_numbers.has_name_beside(reading, where, street, explained),
        unit,
        bool(others),
        _tokens_of(street),
        _tokens_of(name),
        reading.tokens_of_places(entry.places),
        street.alike < 1 and _has_other_street(reading, entry, street, name, explained),
        _is_elsewhere(reading, street, explained),
        _is_beside(reading, explained, where) or _is_either(reading, street),
        _is_longer(
            reading,
            name,
            explained | reading.units.places if entry.house.is_part else explained,
        ),
        any(phrase.first == where + 1 for phrase in name.phrases) and where >= 0,
    )


def _tokens_of(located: Located) -> frozenset[int]:
    return frozenset(
        place
        for phrase in located.phrases
        for place in range(phrase.first, phrase.last + 1)
    )


def _is_end(reading: Reading, place: int, entry: Entry) -> bool:
    """Return whether a number is an end of the house's range: `60 to 62`."""
    number, written = entry.number, reading.written.tokens[place].number
    return bool(
        number
        and number.end
        and written
        and not written.end
        and written.value in (number.value, number.end)
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
    explained |= _tokens_of(street) | _tokens_of(name)
    if street.alike < 1 and entry.street_words:
        kind = IN_FULL.get(entry.street_words[-1], entry.street_words[-1])
        explained |= {
            place
            for place, token in enumerate(reading.written.tokens)
            if IN_FULL.get(token.text, token.text) == kind
        }
    return explained


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
    own = reading.tokens_of_places(entry.places) | _tokens_of(name)
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
    is_marked = tokens[last].has_comma
    if place < len(tokens) and tokens[place].text == "in":
        place, is_marked = place + 1, True
    if place >= len(tokens) or place in explained or reading.is_filler(place):
        return False
    word = tokens[place]
    following = tokens[place + 1].text if place + 1 < len(tokens) else ""
    if word.text in TOWNS or f"{word.text} {following}" in TOWNS:
        # York Road, and Reading Room, are no towns.
        return IN_FULL.get(following, following) not in STREET_TYPES | BUILDING_TYPES
    is_county = word.text in POINTS and following in COUNTY_WORDS
    if not is_marked or is_county or _is_street(reading, place):
        return False
    is_end = place + 1 == len(tokens)
    return (
        word.text.isalpha()
        and word.text not in CLOSINGS
        and (word.is_capital or is_end)
    )


def _is_street(reading: Reading, first: int) -> bool:
    """Return whether the name of a street of the gazetteer begins at a token."""
    return any(
        phrase.first == first and phrase.key in reading.streets
        for phrase in reading.written.phrases
    )


def _is_longer(reading: Reading, name: Located, explained: set[int]) -> bool:
    """Return whether the name of a building goes on: `Manor Farm Barn`."""
    tokens = reading.written.tokens
    return name.alike == 1 and all(
        not tokens[phrase.last].is_last
        and phrase.last + 1 < len(tokens)
        and phrase.last + 1 not in explained
        and IN_FULL.get(word := tokens[phrase.last + 1].text, word)
        in BUILDING_TYPES - SAME_BUILDING
        for phrase in name.phrases
    )


def _is_either(reading: Reading, street: Located) -> bool:
    """Return whether another street may be meant.

    It is with `Elm Road or Street`, and with Elm Road East, which the gazetteer lacks.
    """
    tokens = reading.written.tokens
    return any(
        _is_point(reading, phrase.last + 1) and not tokens[phrase.last].is_last
        for phrase in street.phrases
    ) or any(
        tokens[phrase.last + 1].text == "or"
        and any(
            IN_FULL.get(one.text, one.text) in STREET_TYPES
            for one in tokens[phrase.last + 2 : phrase.last + 5]
        )
        for phrase in street.phrases
        if phrase.last + 1 < len(tokens)
    )


def _is_point(reading: Reading, place: int) -> bool:
    """Return whether a word is one such as `east`, and not of East Yorkshire."""
    words = [token.text for token in reading.written.tokens[place : place + 2]]
    is_county = len(words) > 1 and words[1] in COUNTY_WORDS
    if not words or place in reading.closed:
        return False
    return IN_FULL.get(words[0], words[0]) in POINTS and not is_county


def _is_beside(reading: Reading, explained: set[int], number: int) -> bool:
    """Return whether a word such as `opposite` stands shortly before the address.

    Args:
        reading: the text.
        explained: tokens of the names of street, building and places.
        number: token of the house's number; -1 for none.
    """
    tokens = reading.written.tokens
    return any(
        following == number
        or following in explained
        or (number < 0 and bool(tokens[following].number))
        for first, last in reading.beside
        if first not in explained
        for following in range(last + 1, min(last + 4, len(tokens)))
    )
