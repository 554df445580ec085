"""An entry of the gazetteer: derived values, and conversion from a file."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from ..addresses import Entry
from ..matching import normalise
from . import addresses, national_grid, search
from .coordinates import MAX_LATITUDE, MAX_LONGITUDE

OBJECT = ("start_number", "start_suffix", "end_number", "end_suffix", "text")
LEVELS = ("sao", "pao")
PARTS = tuple(f"{level}_{part}" for level in LEVELS for part in OBJECT)
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
# How dates are written, besides ISO 8601.
DATES = ("%d/%m/%Y", "%d-%m-%Y", "%d %b %Y")
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
        addresses.AddressableObject(
            *(parts[f"{level}_{part}"] or empty for part, empty in _empty_parts())
        )
        for level in LEVELS
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
        "search_text": search.text_of(name),
        **Entry.of(0, house, street, (), "").search_keys,
    }


def usage(blpu_class: str | None) -> str:
    """Return the usage of a BLPU class: `residential` for `RD04`; '' if unknown."""
    return USAGES.get((blpu_class or "")[:1].upper(), "")


def _empty_parts() -> Iterator[tuple[str, Any]]:
    return ((part, 0 if part.endswith("number") else "") for part in OBJECT)


def parse_entry(row: Mapping[str, str]) -> dict[str, Any]:
    """Convert the texts of a row of a file to the values of an entry.

    Args:
        row: text by field name, where `easting` and `northing` may stand for latitude
            and longitude; a field that is missing is left out, an empty one is empty.

    Raises:
        Unreadable: for the first value that cannot be converted.
    """
    texts = {name: " ".join((text or "").split()) for name, text in row.items()}
    values = {
        name: READERS[name](name, texts[name]) for name in READERS if name in texts
    }
    values |= _coordinates(texts)
    return values


def complete_entry(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` with derived fields added; the house from its parts, if any."""
    names = (*PARTS, *LINES, "house", "street", "blpu_class")
    full: dict[str, Any] = dict.fromkeys(names)
    full |= values
    full["house"] = house(full) or full["house"]
    return full | derived_values(full) | {"usage": usage(full["blpu_class"])}


def _text(name: str, text: str) -> str:
    return text[: normalise.MAX_LENGTH]


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
    given = {
        name: texts[name]
        for name in ("latitude", "longitude", "easting", "northing")
        if texts.get(name)
    }
    if "latitude" in given or "longitude" in given:
        latitude = _degrees("latitude", texts, MAX_LATITUDE)
        longitude = _degrees("longitude", texts, MAX_LONGITUDE)
    elif given:
        latitude, longitude = _from_grid(texts)
    else:
        return {}
    return {"latitude": round(latitude, 6), "longitude": round(longitude, 6)}


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
            OBJECT, (_number, _suffix, _number, _suffix, _text), strict=True
        )
    },
    "house": _text,
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
}
