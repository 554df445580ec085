"""Parser of rows with constituents."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ..gazetteer import addresses
from ..matching import normalise, personal_numbers
from . import cells

# Date formats of British users and of machines.
DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
# `module.name`, or a name alone, like external identifiers of the ORM.
EXTERNAL_ID = re.compile(r"^\w+(\.[\w.-]+)?$")
EARLIEST = date(1900, 1, 1)
# Fields that are taken as written, except for spaces.
TEXTS = ("street", "street2", "city")
# Types of `constituent.identifier` except phone, e-mail and UPRN.
ACCOUNTS = (
    "customer_account",
    "council_tax",
    "business_rates",
    "company_number",
    "charity_number",
    "personal_number",
    "messaging",
    "api_account",
)
# Those that are unique to one constituent.
OWN = ("customer_account", "company_number", "charity_number")

REPEATABLE = {"phone", "email", "house", *ACCOUNTS}
# Fields with numbers of houses, which spreadsheet programs turn into dates.
HOUSES = {"unit", "house", "street"}
# What a yes or no is in a workbook: no name and no address.
BOOLEANS = {"TRUE", "FALSE"}
NUMBER = re.compile(r"[0-9]+[A-Za-z]?|[A-Za-z]")


class Unfit(ValueError):
    """A cell whose value does not fit its field `name`."""

    def __init__(self, name: str, text: str):
        super().__init__(name, text)
        self.name = name
        self.text = text


@dataclass(slots=True)
class ParsedRow:
    """A parsed row; "" and empty where it has no value.

    Attributes:
        external_id: external identifier as written.
        name: full name.
        kind: kind of constituent as written.
        texts: the fields in `TEXTS`.
        postcode: in normal form, or as written if it is none.
        country: country as written.
        uprn: in normal form.
        birth_date: date of birth.
        lang: language as written.
        channel: preferred channel as written.
        phones: phone numbers in E.164.
        emails: e-mail addresses in normal form.
        accounts: pairs of type and number, see `ACCOUNTS`.
        written: personal numbers as written, by normal form.
    """

    external_id: str = ""
    name: str = ""
    kind: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    postcode: str = ""
    country: str = ""
    uprn: str = ""
    birth_date: date | None = None
    lang: str = ""
    channel: str = ""
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    accounts: list[tuple[str, str]] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)

    @property
    def identifying_accounts(self) -> list[tuple[str, str]]:
        """Return the accounts without numbers that stand for an unknown one."""
        return [
            (kind, number)
            for kind, number in self.accounts
            if kind != "personal_number" or not personal_numbers.is_filler(number)
        ]

    def identifiers(self, has_place: bool) -> list[tuple[str, str]]:
        """Return all identifiers as pairs of type and value.

        Args:
            has_place: whether the UPRN is known to the gazetteer and therefore an
                address.

        Returns:
            Phones, e-mail addresses, the UPRN unless it is an address, and accounts.
        """
        reached = [("phone", phone) for phone in self.phones]
        reached += [("email", email) for email in self.emails]
        place = [("uprn", self.uprn)] if self.uprn and not has_place else []
        return [*reached, *place, *self.accounts]


def parse_row(
    values: Mapping[str, str], region: str, today: date, council: str = ""
) -> ParsedRow:
    """Parse the cells of a row.

    Args:
        values: text by field name; several texts of one field are separated by line
            feeds.
        region: ISO 3166 code of the country that national phone numbers belong to.
        today: latest valid date of birth.
        council: ISO 3166 code of the council's country, where people from abroad have a
            personal number, too.

    Returns:
        The parsed row.

    Raises:
        Unfit: The value of a cell is invalid; raised for the first such cell.
    """
    for name, text in values.items():
        if len(text) > normalise.MAX_LENGTH * (1 + text.count("\n")):
            raise Unfit(f"{name}:long", text)
    name = " ".join((values.get("name") or _joined_name(values)).split())
    if name in BOOLEANS or not any(character.isalpha() for character in name):
        raise Unfit("name", name)
    external_id = values.get("external_id", "")
    if external_id and not EXTERNAL_ID.match(external_id):
        raise Unfit("external_id", external_id)
    numbers = _personal_numbers(values.get("personal_number", ""), region, council)
    return ParsedRow(
        external_id=external_id,
        name=name,
        kind=values.get("kind", ""),
        texts={**_texts(values), "street": _street(values)},
        postcode=normalise.postcode(values.get("zip")) or values.get("zip", ""),
        country=values.get("country", ""),
        uprn=_normal_value("uprn", values.get("uprn", ""), region),
        birth_date=_birth_date(values.get("birth_date", ""), today),
        lang=values.get("lang", ""),
        channel=values.get("channel", ""),
        phones=_normal_values("phone", values, region),
        emails=_normal_values("email", values, region),
        accounts=[
            (kind, number)
            for kind in ACCOUNTS
            for number in (
                numbers
                if kind == "personal_number"
                else _normal_values(kind, values, region)
            )
        ],
        written=numbers,
    )


def row_keys(
    values: Mapping[str, str], region: str, council: str = ""
) -> list[tuple[object, ...]]:
    """Return keys that two rows of one constituent share.

    A unique number is a key. Any other number, phone number or e-mail address is a key
    together with the name, because a household shares them. So are name, address and
    date of birth together.

    Args:
        values: text by field name.
        region: ISO 3166 code of the country that national phone numbers belong to.
        council: as in `parse_row`.

    Returns:
        Hashable keys; none for an invalid row.
    """
    try:
        person = parse_row(values, region, date.max, council)
    except Unfit:
        return []
    name = normalise.name(person.name)
    accounts = person.identifying_accounts
    own = [account for account in accounts if account[0] in OWN]
    if person.external_id:
        own.append(("external_id", person.external_id))
    reached = [(name, contact) for contact in (*person.phones, *person.emails)]
    shared = [(name, *account) for account in accounts]
    street = normalise.name(person.texts["street"])
    place = person.uprn or (person.postcode and f"{street} {person.postcode}")
    placed = [(name, place, person.birth_date)] if place else []
    return [*own, *reached, *shared, *placed]


def _texts(values: Mapping[str, str]) -> dict[str, str]:
    texts = {name: " ".join(values.get(name, "").split()) for name in TEXTS}
    for name, text in texts.items():
        if text in BOOLEANS:
            raise Unfit(name, text)
    return texts


def _street(values: Mapping[str, str]) -> str:
    """Return unit, house and street in one line: `Flat 2, 12 Park Avenue`."""
    parts = {}
    for name in ("unit", "house", "street"):
        given = [" ".join(text.split()) for text in values.get(name, "").split("\n")]
        # A street's cell may have several lines; a house may have several columns.
        parts[name] = (" " if name == "street" else ", ").join(filter(None, given))
        if cells.is_date(parts[name]) or parts[name] in BOOLEANS:
            raise Unfit(name, parts[name])
    unit, house, street = parts.values()
    if NUMBER.fullmatch(unit):
        unit = f"Flat {unit}"
    # Some files have the number of the house in both columns.
    words = street.replace(",", " ").casefold().split()
    if words[: len(house.split())] == house.replace(",", " ").casefold().split():
        house = ""
    house = ", ".join(filter(None, (unit, house)))
    if house and street[:1].isdigit():
        return f"{house}, {street}"
    return addresses.first_line(house, street)


def _joined_name(values: Mapping[str, str]) -> str:
    parts = (
        values.get(part, "") for part in ("given_name", "middle_name", "family_name")
    )
    return " ".join(filter(None, parts))


def _normal_value(kind: str, text: str, region: str) -> str:
    normal = normalise.identifier(kind, text, region) if text else ""
    if text and not normal:
        raise Unfit(kind, text)
    return normal


def _normal_values(kind: str, values: Mapping[str, str], region: str) -> list[str]:
    if kind == "phone":
        return _phones(values.get(kind, ""), region)
    texts = _parts(values.get(kind, ""))
    return list(dict.fromkeys(_normal_value(kind, text, region) for text in texts))


def _parts(cell: str) -> list[str]:
    """Return the values of a cell that may have several."""
    return list(filter(None, map(str.strip, re.split(r"[\n;,]", cell))))


def _personal_numbers(cell: str, *regions: str) -> dict[str, str]:
    """Return the personal numbers of a cell as written, by their normal form.

    Args:
        cell: text of the cell.
        regions: ISO 3166 codes of the countries whose numbers they may be.
    """
    found = {}
    for text in _parts(cell):
        forms = (personal_numbers.normal_form(text, region) for region in regions)
        normal = next(filter(None, forms), "")
        if not normal:
            raise Unfit("personal_number", text)
        found[normal] = text
    return found


def _phones(text: str, region: str) -> list[str]:
    found: list[str] = []
    for line in filter(str.strip, text.split("\n")):
        numbers = normalise.phones(line, region)
        if not numbers:
            raise Unfit("phone", line)
        found += numbers
    return list(dict.fromkeys(found))


def _birth_date(text: str, today: date) -> date | None:
    if not text:
        return None
    # A date in a workbook has a time, too.
    day = re.sub(r"[ T]00:00(:00)?$", "", text)
    for pattern in DATES:
        try:
            born = datetime.strptime(day, pattern).date()
        except ValueError:
            continue
        if EARLIEST <= born <= today:
            return born
    raise Unfit("birth_date", text)
