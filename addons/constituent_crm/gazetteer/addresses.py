"""An address on one line, from the parts that BS 7666 keeps it in.

The order is the standard's for a geographic address, as Ordnance Survey's "Creating a
single-line or multi-line address" has it: secondary before primary object, the text of
each before its number, then street, locality, town and postcode.
"""

import re
from dataclasses import dataclass

# A number before the name of the street: 12, 12A, 12-16.
ENDS_IN_NUMBER = re.compile(r"(?:^|[\s-])\d+[A-Za-z]?$")
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class AddressableObject:
    """A building or a part of it: a text, a number or a range of numbers, or both."""

    start: int = 0
    start_suffix: str = ""
    end: int = 0
    end_suffix: str = ""
    text: str = ""

    @property
    def number(self) -> str:
        """Return the number or range as written: `12`, `12A`, `12-16B`; '' if none."""
        first = f"{self.start}{self.start_suffix}" if self.start else ""
        last = f"{self.end}{self.end_suffix}" if self.end else ""
        return "-".join(filter(None, (first, last)))

    def __str__(self) -> str:
        """Return the text and the number; the number once if the text has it too.

        >>> str(AddressableObject(start=2, text="Flat"))
        'Flat 2'
        >>> str(AddressableObject(start=12, start_suffix="A", text="The Old Mill"))
        'The Old Mill, 12A'
        """
        number = self.number
        if not self.text or not number:
            return self.text or number
        if number.casefold() in self.text.casefold().split():
            return self.text
        between = ", " if " " in self.text else " "
        return f"{self.text}{between}{number}"


def house(secondary: AddressableObject, primary: AddressableObject) -> str:
    """Return the part of the address before the street, e.g. `Flat 2, 12A`."""
    return ", ".join(filter(None, (str(secondary), str(primary))))


def first_line(house: str, street: str) -> str:
    """Join house and street: `12-16 Park Avenue`, `The Old Mill, Park Avenue`."""
    between = " " if ENDS_IN_NUMBER.search(house) else ", "
    return between.join(filter(None, (house, street)))


def single_line(house: str, street: str, *rest: str) -> str:
    """Return the address on one line, without repeated parts.

    Args:
        house: the part before the street.
        street: the street's name.
        *rest: locality, town, administrative area, postcode.
    """
    parts = (first_line(house, street), *rest)
    return ", ".join(dict.fromkeys(filter(None, parts)))


def in_order(house: str) -> str:
    """Return a key that sorts house 2 before 10, and flats next to their house.

    >>> in_order("Flat 2, 12A") > in_order("12") > in_order("2")
    True
    """
    parts = [part.strip().casefold() for part in reversed(house.split(","))]
    return DIGITS.sub(lambda found: found[0].zfill(6), " ".join(parts))
