"""A property of the gazetteer as address matching compares it."""

from dataclasses import dataclass, replace
from functools import lru_cache

from . import tokens, units
from .other_addresses import parts_of
from .search_keys import key_of, stem_of
from .tokens import Number, Token
from .vocabulary import ABOVE

# The fields of a property that `Entry.search_keys` gives.
SEARCH_KEYS = ("door_key", "door_end_key", "building_key")


@dataclass(frozen=True, slots=True)
class House:
    """The part of an address before the street.

    Attributes:
        identifiers: pairs of kind and identifier of its flat or unit.
        floors: floor and position of its flat.
        name: words of the building's name.
        number: number of the house.
        parts: kinds of its parts that have no identifier, such as `annexe`.
        is_of_name: whether the number belongs to the name, as in `3 Ivy Grove`, a
            terrace off the street.
    """

    identifiers: tuple[tuple[str, str], ...] = ()
    floors: frozenset[str] = frozenset()
    name: tuple[str, ...] = ()
    number: Number | None = None
    parts: frozenset[str] = frozenset()
    is_of_name: bool = False

    @property
    def is_part(self) -> bool:
        """Return whether it is a part of a building."""
        return bool(self.identifiers or self.floors or self.parts)


@dataclass(frozen=True, slots=True)
class Entry:
    """A property of the gazetteer.

    Attributes:
        id: its id.
        house: the part before the street.
        street: key of the street's name, "" for none.
        street_words: words of the street's name.
        name: key of the building's name, "" for none.
        places: words of locality, town and administrative area.
        area: locality and town as one text.
        postcode: its postcode.
        is_other: whether this is an alternative or former address of the property.
    """

    id: int
    house: House
    street: str
    street_words: tuple[str, ...]
    name: str
    places: frozenset[str]
    area: str
    postcode: str
    is_other: bool = False

    @property
    def number(self) -> Number | None:
        """Return the number of the house."""
        return self.house.number

    @property
    def building(self) -> tuple[object, ...]:
        """Return what the parts of one building have in common."""
        number = self.house.number
        if number:
            return (self.street, self.area, self.postcode[:-2], number.identifier)
        return (self.street, self.area, self.postcode[:-2], self.name)

    @property
    def search_keys(self) -> dict[str, str]:
        """Return the keys by which it is found; "" for those that it lacks."""
        number = self.house.number
        door = end = ""
        if self.street:
            door = f"{self.street}/{number.value if number else ''}"
            end = f"{self.street}/{number.end}" if number and number.end else ""
        return {"door_key": door, "door_end_key": end, "building_key": self.name}

    @classmethod
    def of(
        cls, id: int, house: str, street: str, places: tuple[str, ...], postcode: str
    ) -> "Entry":
        """Make an entry from texts.

        Args:
            id: id of the property.
            house: what stands before the street, such as `Flat 2, Mill House, 14`.
            street: name of the street.
            places: locality, town and administrative area, "" for each that is none.
            postcode: postcode.
        """
        read, name = _house(house)
        words, key = _street(street)
        area, place_words = _places(places)
        return cls(id, read, key, words, name, place_words, area, postcode)

    @classmethod
    def others(
        cls, id: int, lines: str, street: str, places: tuple[str, ...], postcode: str
    ) -> list["Entry"]:
        """Make an entry from each other address of a property.

        Args:
            id: id of the property.
            lines: alternative and former addresses, one a line.
            street: as in `of`.
            places: as in `of`.
            postcode: as in `of`.
        """
        if not lines:
            return []
        found = parts_of(lines, street, places, postcode)
        return [replace(cls.of(id, *parts), is_other=True) for parts in found]


@lru_cache(maxsize=20_000)
def _house(text: str) -> tuple[House, str]:
    """Return what stands before the street, and the key of the building's name."""
    house = house_of(text)
    return house, key_of(house.name)


@lru_cache(maxsize=20_000)
def _street(text: str) -> tuple[tuple[str, ...], str]:
    """Return the words and the key of a street's name."""
    words = tuple(token.text for token in tokens.split(tokens.fold(text)))
    return words, key_of(words)


@lru_cache(maxsize=5_000)
def _places(places: tuple[str, ...]) -> tuple[str, frozenset[str]]:
    split = [
        [token.text for token in tokens.split(tokens.fold(place))] for place in places
    ]
    words = [word for place in split for word in place]
    joined = {"".join(place) for place in split if len(place) > 1}
    return " ".join(dict.fromkeys(words)), frozenset(words) | joined


def names_of(house: str, street: str) -> dict[tuple[str, bool], str]:
    """Return the stems of the names of street and building.

    Args:
        house: as in `Entry.of`.
        street: as in `Entry.of`.

    Returns:
        Dict of key, and whether it is a street's, to stem.
    """
    name = _house(house)[1]
    words, key = _street(street)
    names = {(name, False): "", (key, True): stem_of(words)}
    return {pair: stem for pair, stem in names.items() if pair[0]}


def house_of(text: str) -> House:
    """Read what stands before the street.

    Args:
        text: such as `Flat 2, Mill House, 14`, `12A`, `3-5` or `Mill House 14`.
    """
    read = tokens.split(tokens.fold(text))
    found = units.find(read)
    numbers = [
        place
        for place, token in enumerate(read)
        if place not in found.places and token.number
    ]
    identifiers = list(found.identifiers)
    number = read[numbers[-1]].number if numbers else None
    name_places = [
        place
        for place in range(len(read))
        if place not in found.places
        and place not in numbers
        and not (read[place].text in ABOVE and place - 1 in found.places)
    ]
    if len(numbers) > 1:
        # The number of the flat comes first: 10, Maple Court, 12.
        identifiers += _identifiers(read, numbers[:-1])
    elif numbers and _is_flat_of_name(read, numbers[0], name_places):
        identifiers += _identifiers(read, numbers)
        number = None
    is_whole = bool(identifiers or found.floors)
    is_building = bool(name_places or number)
    return House(
        tuple(identifiers),
        frozenset(found.floors),
        tuple(read[place].text for place in name_places),
        number,
        frozenset(found.names if is_building and not is_whole else ()),
        is_of_name=len(numbers) == 1
        and number is not None
        and numbers[0] + 1 in name_places
        and not read[numbers[0]].is_last,
    )


def _identifiers(read: list[Token], places: list[int]) -> list[tuple[str, str]]:
    return [
        ("unit", number.pair if number.is_slashed else number.identifier)
        for place in places
        if (number := read[place].number)
    ]


def _is_flat_of_name(read: list[Token], number: int, name_places: list[int]) -> bool:
    """Return whether a number is that of a flat, as in `10, Maple Court`."""
    return bool(name_places) and read[number].is_last and number < name_places[0]
