"""An entry of the gazetteer: derived values, and conversion from a file."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from ..addresses import Entry, parts_of
from ..importing import cells
from ..matching import normalise
from . import addresses, national_grid, search
from .coordinates import MAX_LATITUDE, MAX_LONGITUDE

OBJECT = ("start_number", "start_suffix", "end_number", "end_suffix", "text")
LEVELS = ("sao", "pao")
PARTS = tuple(f"{level}_{part}" for level in LEVELS for part in OBJECT)
# The parts of each object, with their empty values.
EMPTY_PARTS: tuple[tuple[tuple[str, Any], ...], ...] = tuple(
    tuple((f"{level}_{part}", 0 if part.endswith("number") else "") for part in OBJECT)
    for level in LEVELS
)
LINES = ("locality", "city", "administrative_area", "postcode")
# The logical status of BS 7666-2, by its code.
STATUSES = {
    "1": "approved",
    "3": "alternative",
    "5": "candidate",
    "6": "provisional",
    "8": "historic",
}
# The first letter of the classes that GeoPlace gives to every BLPU.
USAGES = {
    "C": "commercial",
    "L": "land",
    "M": "military",
    "O": "other",
    "P": "parent",
    "R": "residential",
    "U": "unclassified",
    "X": "mixed",
    "Z": "interest",
}
# What has become of an entry in a supply of changes: inserted, updated or deleted.
CHANGES = {"I", "U", "D"}
# Columns of a file by which another is completed where it is empty: what Royal Mail
# says is second to what the council says.
FALLBACKS = {
    "street": "thoroughfare",
    "locality": "postal_locality",
    "city": "post_town",
    "postcode": "postal_postcode",
}
# Columns of a file that become the house; the last where there is no other.
BUILDING = ("sub_building", "building_name", "building_number", "organisation")
# A terrace that has its name beside that of the street on which it is, in Royal Mail's
# "Programmers' Guide" to the Postcode Address File.
TERRACE = "dependent_thoroughfare"
IN_FILES = {*FALLBACKS.values(), *BUILDING, TERRACE}
# How dates are written, besides ISO 8601.
DATES = ("%d/%m/%Y", "%d-%m-%Y", "%d %b %Y")
DEGREES = ("latitude", "longitude")
METRES = ("easting", "northing")
# Both coordinates are zero where the place is not known.
ZERO = re.compile(r"[-+]?0+(?:\.0*)?")
MAX_USRN_DIGITS = 8
MAX_NUMBER_DIGITS = 4
# A date, or a coordinate with more decimals than any survey has.
MAX_VALUE_LENGTH = 40


class Unreadable(ValueError):
    """A value in a file that is not valid for its column.

    Attributes:
        field: the name of the field that it was read for.
        value: the text that was there.
    """

    def __init__(self, field: str, value: str):
        super().__init__(f"{field}: {value}")
        self.field, self.value = field, value


def house(parts: Mapping[str, Any]) -> str:
    """Join secondary and primary object, e.g. `Flat 2, 12A`; '' if both are empty."""
    secondary, primary = (
        addresses.AddressableObject(*(parts[name] or empty for name, empty in level))
        for level in EMPTY_PARTS
    )
    return addresses.house(secondary, primary)


def derived_values(parts: Mapping[str, Any]) -> dict[str, str]:
    """Derive single-line address, sort key and search keys from an entry's parts."""
    lines = [parts[name] or "" for name in LINES]
    if lines[1]:
        # The administrative area is given only without a town.
        lines[2] = ""
    house, street = parts["house"] or "", parts["street"] or ""
    name = addresses.single_line(house, street, *lines)
    return {
        "name": name,
        "address_order": addresses.in_order(house),
        "search_text": "".join(
            map(search.text_of, (name, *_other_addresses(parts).splitlines()))
        ),
        **Entry.of(0, house, street, (), "").search_keys,
        "other_keys": _other_keys(parts),
    }


def names(parts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the pairs of house and street of an entry, other addresses included.

    Args:
        parts: as of `derived_values`.
    """
    others = parts_of(_other_addresses(parts), *_context(parts))
    own = (parts["house"] or "", parts["street"] or "")
    return [own, *(other[:2] for other in others)]


def _other_keys(parts: Mapping[str, Any]) -> str:
    """Return the search keys of the other addresses of an entry, with spaces."""
    others = Entry.others(0, _other_addresses(parts), *_context(parts))
    keys = {key for entry in others for key in entry.search_keys.values()}
    return " ".join(sorted(keys - {""}))


def _context(parts: Mapping[str, Any]) -> tuple[str, tuple[str, ...], str]:
    """Return street, places and postcode, as `Entry.others` takes them."""
    *towns, postcode = (parts[name] or "" for name in LINES)
    return parts["street"] or "", tuple(towns), postcode


def _other_addresses(parts: Mapping[str, Any]) -> str:
    """Return the other addresses of an entry, one a line."""
    names = ("house", "organisation", "other_addresses")
    # A record of the ORM has no `get`.
    found = ((name in parts and parts[name]) or "" for name in names)
    return with_organisation(*found)


def with_organisation(house: str, organisation: str, others: str) -> str:
    """Return the other addresses of a property, with the name of who is there.

    >>> with_organisation("110-114", "Sawyer's Carpets", "")
    "Sawyer's Carpets"

    Args:
        house: its house.
        organisation: the shop, school or firm there; "" for none.
        others: alternative and former addresses, one a line.
    """
    lines = (organisation if organisation != house else "", others)
    return "\n".join(filter(None, lines))


def usage(blpu_class: str | None) -> str:
    """Return the usage of a BLPU class: `residential` for `RD04`; '' if unknown."""
    return USAGES.get((blpu_class or "")[:1].upper(), "")


def parse_entry(row: Mapping[str, str]) -> dict[str, Any]:
    """Convert the texts of a row of a file to the values of an entry.

    Args:
        row: text by field name, where `easting` and `northing` may stand for latitude
            and longitude; a field that is missing is left out, an empty one is empty.

    Raises:
        Unreadable: for the first value that cannot be converted.
    """
    texts = {name: " ".join((text or "").split()) for name, text in row.items()}
    if not texts.keys().isdisjoint(IN_FILES):
        _complete_texts(texts)
    values = {
        name: READERS[name](name, text)
        for name, text in texts.items()
        if name in READERS
    }
    if "other_addresses" in row:
        values["other_addresses"] = _lines(row["other_addresses"])
    values |= _coordinates(texts)
    return values


def single_line(row: Mapping[str, str]) -> str:
    """Return the address of a row of a file on one line.

    Args:
        row: as in `parse_entry`.

    Raises:
        Unreadable: for the first value that cannot be converted.
    """
    name: str = complete_entry(parse_entry(row))["name"]
    return name


def _complete_texts(texts: dict[str, str]) -> None:
    """Set fields of an entry from columns that only a file has."""
    if texts.get(TERRACE) and not texts.get("street"):
        texts["street"] = texts[TERRACE]
        locality = texts.get("locality") or texts.get("postal_locality", "")
        around = (texts.get("thoroughfare", ""), locality)
        texts["locality"] = ", ".join(filter(None, around))
    for name, other in FALLBACKS.items():
        if other in texts and not texts.get(name):
            texts[name] = texts[other]
    if any(name in texts for name in BUILDING):
        texts["house"] = _building_text(texts)


def _building_text(texts: Mapping[str, str]) -> str:
    """Return the house of a row that has parts of a building, e.g. `Flat 2, 12A`."""
    unit, name, number, organisation = (texts.get(part, "") for part in BUILDING)
    number = number or texts.get("house", "")
    if number.casefold() in name.casefold().split():
        number = ""
    return ", ".join(filter(None, (unit, name, number))) or organisation


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in (text or "").splitlines())
    return "\n".join(dict.fromkeys(filter(None, lines)))


def complete_entry(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` with derived fields added; the house from its parts, if any."""
    names = (*PARTS, *LINES, "house", "organisation", "street", "blpu_class")
    names += ("other_addresses",)
    full: dict[str, Any] = dict.fromkeys(names)
    full |= values
    full["house"] = house(full) or full["house"]
    return full | derived_values(full) | {"usage": usage(full["blpu_class"])}


def _text(name: str, text: str) -> str:
    return text[: normalise.MAX_LENGTH]


def _house(name: str, text: str) -> str:
    # Which number has become a date is not certain.
    if cells.is_date(text):
        raise Unreadable(name, text)
    return _text(name, text)


def _change(name: str, text: str) -> str:
    change = text[:1].upper()
    if change not in CHANGES:
        raise Unreadable(name, text)
    return change


def _uprn(name: str, text: str) -> str:
    if not (found := normalise.uprn(text)):
        raise Unreadable(name, text)
    return found


def _maybe_uprn(name: str, text: str) -> str:
    return _uprn(name, text) if text else ""


def _usrn(name: str, text: str) -> str:
    digits = text.lstrip("0")
    if digits and not (digits.isdecimal() and len(digits) <= MAX_USRN_DIGITS):
        raise Unreadable(name, text)
    return digits


def _number(name: str, text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) <= MAX_NUMBER_DIGITS):
        raise Unreadable(name, text)
    return int(text)


def _suffix(name: str, text: str) -> str:
    if len(text) > 2:
        raise Unreadable(name, text)
    return text.upper()


def _postcode(name: str, text: str) -> str:
    return normalise.postcode(text) or text.upper()[:10]


def _status(name: str, text: str) -> str:
    status = STATUSES.get(text, text.lower() or "approved")
    if status == "historical":
        status = "historic"
    if status not in STATUSES.values():
        raise Unreadable(name, text)
    return status


def _class(name: str, text: str) -> str:
    if text and not usage(text):
        raise Unreadable(name, text)
    return text.upper()[:10]


def _date(name: str, text: str) -> date | None:
    if not text:
        return None
    if len(text) > MAX_VALUE_LENGTH:
        raise Unreadable(name, text)
    with suppress(ValueError):
        return date.fromisoformat(text[:10])
    for form in DATES:
        with suppress(ValueError):
            return datetime.strptime(text, form).date()
    raise Unreadable(name, text)


def _coordinates(texts: Mapping[str, str]) -> dict[str, float]:
    for names, convert in ((DEGREES, _from_degrees), (METRES, _from_grid)):
        given = [texts.get(name) or "" for name in names]
        if any(given) and not all(map(ZERO.fullmatch, given)):
            latitude, longitude = convert(texts)
            return {"latitude": round(latitude, 6), "longitude": round(longitude, 6)}
    return {}


def _from_degrees(texts: Mapping[str, str]) -> tuple[float, float]:
    latitude, longitude = DEGREES
    return (
        _degrees(latitude, texts, MAX_LATITUDE),
        _degrees(longitude, texts, MAX_LONGITUDE),
    )


def _degrees(name: str, texts: Mapping[str, str], most: int) -> float:
    degrees = _decimal(name, texts)
    if not -most <= degrees <= most:
        raise Unreadable(name, texts[name])
    return degrees


def _from_grid(texts: Mapping[str, str]) -> tuple[float, float]:
    east, north = _decimal("easting", texts), _decimal("northing", texts)
    try:
        return national_grid.to_latitude_longitude(east, north)
    except ValueError as error:
        raise Unreadable(
            "easting", f"{texts['easting']}, {texts['northing']}"
        ) from error


def _decimal(name: str, texts: Mapping[str, str]) -> float:
    text = texts.get(name) or ""
    if len(text) > MAX_VALUE_LENGTH:
        raise Unreadable(name, text)
    try:
        return float(text)
    except ValueError as error:
        raise Unreadable(name, text) from error


READERS = {
    "uprn": _uprn,
    "parent_uprn": _maybe_uprn,
    "usrn": _usrn,
    **{
        f"{level}_{part}": reader
        for level in LEVELS
        for part, reader in zip(
            OBJECT, (_number, _suffix, _number, _suffix, _house), strict=True
        )
    },
    "house": _house,
    "organisation": _text,
    "street": _text,
    "locality": _text,
    "city": _text,
    "administrative_area": _text,
    "postcode": _postcode,
    "status": _status,
    "blpu_class": _class,
    "ward": _text,
    "start_date": _date,
    "end_date": _date,
    "change": _change,
}
