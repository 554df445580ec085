"""The number of a house in a text: where it stands, and how well it fits."""

from .entry import Entry
from .reading import Located, Reading
from .tokens import Number
from .vocabulary import LINKS, NUMBER_WORDS, NUMBERED_THINGS, PLURALS

# How well a number fits.
SAME = 1.0
END_OF_RANGE = 0.8
AS_FLAT = 0.82
IN_RANGE = 0.75
NEARLY = 0.5
# Words before a day and month, such as 5/11.
DATED = frozenset("on collected missed since dated date due from until".split())
# A higher number before that of a house is another thing's.
MAX_BARE_FLAT = 999
# Prose has these; flats have lower numbers.
YEARS = range(1900, 2100)


def find(
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
    before = {phrase.first - 1 for phrase in street.phrases}
    before -= _flats_behind_name(reading, entry, name)
    if name.phrases:
        before |= _before_name(reading, entry, name)
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
        fit = _fit(number, entry, reading.units.identifiers) if number else 0.0
        if not fit:
            # Another number stands before the street, unless it is a flat's.
            is_other = place in before and entry.number is not None and not best
            is_placed = is_placed or is_other
            continue
        placed = place in before or _is_placed(reading, place, explained)
        placed = placed and not _is_elsewhere(reading, place, street, name)
        if (fit, placed) > (best, is_placed and best > 0):
            best, where, is_placed = fit, place, placed
    return best, is_placed, where, [place for place in places if place != where]


def _before_name(reading: Reading, entry: Entry, name: Located) -> set[int]:
    """Return the tokens before a building's name, but for the number of its flat."""
    flats = {one for kind, one in entry.house.identifiers if kind == "unit"}
    places = {phrase.first - 1 for phrase in name.phrases}
    tokens = reading.written.tokens
    return {
        place
        for place in places
        if place < 0 or tokens[place].text.lstrip("0") not in flats
    }


def _flats_behind_name(reading: Reading, entry: Entry, name: Located) -> set[int]:
    """Return the tokens that are the flat's number: `Mill House, 2, Spring Bank`."""
    if name.alike < 1 or (
        entry.number and entry.number.value in reading.written.numbers
    ):
        return set()
    flats = {one for kind, one in entry.house.identifiers if kind == "unit"}
    tokens = reading.written.tokens
    return {
        phrase.last + 1
        for phrase in name.phrases
        if phrase.last + 1 < len(tokens)
        and tokens[phrase.last + 1].is_last
        and tokens[phrase.last + 1].text.lstrip("0") in flats
    }


def _is_elsewhere(reading: Reading, place: int, street: Located, name: Located) -> bool:
    """Return whether a number is a thing's, or its house only off the street."""
    tokens = reading.written.tokens
    is_named = any(phrase.first == place + 1 for phrase in name.phrases)
    is_off = bool(street.phrases) and not is_named
    is_off = is_off and all(
        phrase.first and tokens[phrase.first - 1].text == "off"
        for phrase in street.phrases
    )
    return is_off or _is_of_thing(reading, place)


def may_be_flat(
    reading: Reading, place: int, name: Located, explained: set[int]
) -> bool:
    """Return whether a number may be a flat's.

    It is that of `2, 14 Park Avenue` or `Mill House, 2, 14 Park Avenue`.
    """
    tokens = reading.written.tokens
    number = tokens[place].number
    if number and number.value in YEARS:
        return False
    before = tokens[place - 1] if place else None
    if number and number.is_slashed and before and before.text in DATED:
        return False
    if any(phrase.last + 1 == place for phrase in name.phrases):
        return True
    following = _following(reading, place)
    is_end = following < 0 or tokens[place].is_last
    if is_end and place > 1 and place - 2 in explained:
        # Park Avenue 12, 14; 12 Park Avenue and 14.
        link = tokens[place - 1]
        if link.number or link.text in ("and", "or"):
            return True
    if tokens[place].is_last and following > place + 1:
        # My father (87) at 14 Park Avenue.
        return False
    if following < 0 or tokens[following].text in PLURALS:
        return False
    if number and number.value > MAX_BARE_FLAT and tokens[following].number:
        return False
    return (
        following in explained
        or following in reading.units.places
        or bool(tokens[following].number)
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


def _is_of_thing(reading: Reading, place: int) -> bool:
    """Return whether a number is that of a thing in the street: lamp column no. 14."""
    tokens = reading.written.tokens
    while place and tokens[place - 1].text in NUMBER_WORDS:
        place -= 1
    if not place:
        return False
    before = tokens[place - 1]
    return before.text in NUMBERED_THINGS and not before.is_last


def _following(reading: Reading, place: int) -> int:
    """Return the next token that is not a word such as `at`; -1 for none."""
    tokens = reading.written.tokens
    for following in range(place + 1, min(place + 4, len(tokens))):
        if tokens[following].text not in LINKS:
            return following
    return -1


def has_name_beside(
    reading: Reading, number: int, street: Located, explained: set[int]
) -> bool:
    """Return whether words before number or street may name a building."""
    tokens = reading.written.tokens
    places = {
        place for phrase in street.phrases for place in range(number + 1, phrase.first)
    }
    before = tokens[number - 1]
    if number > 1 and before.is_capital and before.has_comma and tokens[number].is_last:
        # Mill House, 14, Park Avenue; the last word may be a filler.
        places |= {number - 1, number - 2}
    return any(
        tokens[place].text.isalpha()
        and not reading.is_filler(place)
        and tokens[place].text not in LINKS
        and place not in explained
        for place in places
    )


def _fit(written: Number, entry: Entry, units: list[tuple[str, str]]) -> float:
    number = entry.number
    if not number:
        return 0.0
    if written == number:
        return SAME
    if written.is_slashed:
        return _fit_slashed(written, entry, number)
    if written.end and not number.end:
        if number.value not in (written.value, written.end):
            return 0.0
        # Flat A, 20-22, is in the building that the gazetteer has as 20.
        return END_OF_RANGE if entry.house.is_part else NEARLY
    if number.end:
        return _fit_range(written, number)
    if written.value != number.value:
        return 0.0
    if number.suffix and units == [("unit", number.suffix)]:
        # Flat B, 58, is 58B, unless there is a 58 beside it.
        return NEARLY if written.suffix else AS_FLAT
    letters = {name for _kind, name in entry.house.identifiers}
    if written.suffix and not number.suffix and written.suffix in letters:
        return SAME
    return NEARLY


def _fit_slashed(written: Number, entry: Entry, number: Number) -> float:
    """Return the fit of 2/14, which is flat 2 of house 14, or the houses 2 to 14."""
    if (number.value, number.end) == (written.value, written.end):
        return SAME
    flats = {one for kind, one in entry.house.identifiers if kind == "unit"}
    if number.value == written.end:
        return SAME if written.identifier in flats else 0.0
    # In Scotland the house comes first: 14/2.
    is_last = number.value == written.value and written.last.identifier in flats
    return SAME if is_last else 0.0


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
    return IN_RANGE if is_between and is_same_side and not written.suffix else 0.0
