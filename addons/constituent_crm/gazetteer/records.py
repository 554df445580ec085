"""Gazetteers whose rows are records of several types, or have no headings.

Layouts: Ordnance Survey's technical specifications of AddressBase, AddressBase Plus and
AddressBase Premium; GeoPlace's Data Transfer Format 7.3 of BS 7666. In the last two the
first cell of a row is the type of its record. Their records are joined to one row for
each Land and Property Identifier (LPI), that is, for each address of a property.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..importing.line import Line

HEADER, STREET_DESCRIPTOR, BLPU, LPI, DELIVERY_POINT, ORGANISATION, CLASSIFICATION = (
    "10",
    "15",
    "21",
    "24",
    "28",
    "31",
    "32",
)
# Street, cross references, provenance, metadata, successors, trailer.
OTHER_TYPES = {"11", "12", "13", "14", "16", "17", "18", "22", "23", "29", "30", "99"}
TYPES = OTHER_TYPES | {
    HEADER,
    STREET_DESCRIPTOR,
    BLPU,
    LPI,
    DELIVERY_POINT,
    ORGANISATION,
    CLASSIFICATION,
}
CHANGES = {"I", "U", "D"}
ENGLISH = "ENG"
# The scheme whose codes are the classes of `constituent.property`; others are valuers'.
CLASS_SCHEME = "addressbase"
# A BLPU that is historic, or was rejected, ends its addresses.
ENDED = {"7", "8", "9"}
HISTORIC = "8"
# An LPI that the custodian or the hub has rejected is no address.
REJECTED = {"7", "9"}
# Type, change, order and key.
MIN_WIDTH = 4
CLASS_AT = slice(7, 8)
# Further cells of an LPI of AddressBase Premium.
PREMIUM_REST = 4
SEPARATOR = "\x1f"

OBJECT = (
    "SAO_START_NUMBER SAO_START_SUFFIX SAO_END_NUMBER SAO_END_SUFFIX SAO_TEXT"
    " PAO_START_NUMBER PAO_START_SUFFIX PAO_END_NUMBER PAO_END_SUFFIX PAO_TEXT"
).split()
# Headings of a joined row.
HEADINGS = (
    *"UPRN CHANGE_TYPE LOGICAL_STATUS LANGUAGE PARENT_UPRN USRN ORGANISATION".split(),
    *OBJECT,
    *"STREET_DESCRIPTION LOCALITY TOWN_NAME ADMINISTRATIVE_AREA".split(),
    *"POSTCODE_LOCATOR POSTCODE CLASSIFICATION_CODE WARD_CODE".split(),
    *"X_COORDINATE Y_COORDINATE START_DATE END_DATE".split(),
)

# Names of the cells from the fifth on. The first four are type, change, order and key.
PREMIUM_BLPU = (
    "LOGICAL_STATUS BLPU_STATE BLPU_STATE_DATE PARENT_UPRN X_COORDINATE Y_COORDINATE"
    " LATITUDE LONGITUDE RPC LOCAL_CUSTODIAN_CODE COUNTRY START_DATE END_DATE"
    " LAST_UPDATE_DATE ENTRY_DATE ADDRESSBASE_POSTAL POSTCODE_LOCATOR MULTI_OCC_COUNT"
).split()
TRANSFER_BLPU = (
    "LOGICAL_STATUS BLPU_STATE BLPU_STATE_DATE CLASSIFICATION_CODE PARENT_UPRN"
    " X_COORDINATE Y_COORDINATE RPC LOCAL_CUSTODIAN_CODE START_DATE END_DATE"
    " LAST_UPDATE_DATE ENTRY_DATE ORGANISATION WARD_CODE PARISH_CODE"
).split()
PREMIUM_LPI = [
    *"LPI_KEY LANGUAGE LOGICAL_STATUS START_DATE END_DATE".split(),
    *"LAST_UPDATE_DATE ENTRY_DATE".split(),
    *OBJECT,
    "USRN",
]
TRANSFER_LPI = [
    *PREMIUM_LPI,
    *"LEVEL POSTAL_ADDRESS POSTCODE POST_TOWN".split(),
]
STREET = "STREET_DESCRIPTION LOCALITY TOWN_NAME ADMINISTRATIVE_AREA LANGUAGE".split()
CLASS = "CLASS_KEY CLASSIFICATION_CODE CLASS_SCHEME".split()
POINT = (
    "UDPRN ORGANISATION DEPARTMENT_NAME SUB_BUILDING_NAME BUILDING_NAME"
    " BUILDING_NUMBER DEPENDENT_THOROUGHFARE THOROUGHFARE DOUBLE_DEPENDENT_LOCALITY"
    " DEPENDENT_LOCALITY POST_TOWN POSTCODE"
).split()
ORGANISATIONS = "ORG_KEY ORGANISATION".split()
# What is taken from records about a UPRN, and the names of their cells.
OTHERS = {
    CLASSIFICATION: ("CLASSIFICATION_CODE", CLASS),
    DELIVERY_POINT: ("POSTCODE", POINT),
    ORGANISATION: ("ORGANISATION", ORGANISATIONS),
}
# What is taken from a BLPU and an LPI.
UNIT = (
    "CHANGE_TYPE LOGICAL_STATUS PARENT_UPRN ORGANISATION POSTCODE_LOCATOR"
    " CLASSIFICATION_CODE WARD_CODE X_COORDINATE Y_COORDINATE START_DATE END_DATE"
).split()
ADDRESS = [*"LOGICAL_STATUS LANGUAGE USRN".split(), *OBJECT, "POSTCODE"]

ADDRESSBASE = (
    "UPRN OS_ADDRESS_TOID UDPRN ORGANISATION_NAME DEPARTMENT_NAME PO_BOX_NUMBER"
    " SUB_BUILDING_NAME BUILDING_NAME BUILDING_NUMBER DEPENDENT_THOROUGHFARE"
    " THOROUGHFARE POST_TOWN DOUBLE_DEPENDENT_LOCALITY DEPENDENT_LOCALITY POSTCODE"
    " POSTCODE_TYPE X_COORDINATE Y_COORDINATE LATITUDE LONGITUDE RPC COUNTRY"
    " CHANGE_TYPE LA_START_DATE RM_START_DATE LAST_UPDATE_DATE CLASS"
).split()
PLUS = (
    "UPRN UDPRN CHANGE_TYPE STATE STATE_DATE CLASS PARENT_UPRN X_COORDINATE"
    " Y_COORDINATE LATITUDE LONGITUDE RPC LOCAL_CUSTODIAN_CODE COUNTRY LA_START_DATE"
    " LAST_UPDATE_DATE ENTRY_DATE RM_ORGANISATION_NAME LA_ORGANISATION DEPARTMENT_NAME"
    " LEGAL_NAME SUB_BUILDING_NAME BUILDING_NAME BUILDING_NUMBER SAO_START_NUMBER"
    " SAO_START_SUFFIX SAO_END_NUMBER SAO_END_SUFFIX SAO_TEXT ALT_LANGUAGE_SAO_TEXT"
    " PAO_START_NUMBER PAO_START_SUFFIX PAO_END_NUMBER PAO_END_SUFFIX PAO_TEXT"
    " ALT_LANGUAGE_PAO_TEXT USRN USRN_MATCH_INDICATOR AREA_NAME LEVEL OFFICIAL_FLAG"
    " OS_ADDRESS_TOID OS_ADDRESS_TOID_VERSION OS_ROADLINK_TOID OS_ROADLINK_TOID_VERSION"
    " OS_TOPO_TOID OS_TOPO_TOID_VERSION VOA_CT_RECORD VOA_NDR_RECORD STREET_DESCRIPTION"
    " ALT_LANGUAGE_STREET_DESCRIPTION DEPENDENT_THOROUGHFARE THOROUGHFARE"
    " WELSH_DEPENDENT_THOROUGHFARE WELSH_THOROUGHFARE DOUBLE_DEPENDENT_LOCALITY"
    " DEPENDENT_LOCALITY LOCALITY WELSH_DEPENDENT_LOCALITY"
    " WELSH_DOUBLE_DEPENDENT_LOCALITY TOWN_NAME ADMINISTRATIVE_AREA POST_TOWN"
    " WELSH_POST_TOWN POSTCODE POSTCODE_LOCATOR POSTCODE_TYPE DELIVERY_POINT_SUFFIX"
    " ADDRESSBASE_POSTAL PO_BOX_NUMBER WARD_CODE PARISH_CODE RM_START_DATE"
    " MULTI_OCC_COUNT VOA_NDR_P_DESC_CODE VOA_NDR_SCAT_CODE ALT_LANGUAGE"
).split()
# Where the change stands in those, which have no record types.
TABLES = ((ADDRESSBASE, ADDRESSBASE.index("CHANGE_TYPE")), (PLUS, 2))
NUMBER = re.compile(r"[0-9]{1,12}")
# Returns USRNs by UPRN of the known properties in some streets.
Homes = Callable[[Collection[str]], Mapping[str, str]]


def headings(first: Sequence[Line]) -> list[str] | None:
    """Return the headings of the rows that `rows` makes of a file.

    Args:
        first: the first lines of the file that are not blank, at least one.

    Returns:
        The headings; None if the file is no gazetteer of these formats.
    """
    cells = first[0].cells
    for names, change in TABLES:
        if (
            len(cells) == len(names)
            and NUMBER.fullmatch(cells[0])
            and cells[change] in CHANGES
        ):
            return list(names)
    return list(HEADINGS) if all(map(_is_record, first)) else None


def rows(
    lines: Iterator[Line], names: Sequence[str], homes: Homes | None = None
) -> Iterator[Line]:
    """Return the rows of a file for which `headings` has given headings.

    Args:
        lines: all lines of the file.
        names: those headings.
        homes: finds the known properties of streets of which the file has the name and
            no address, as that of a street that was renamed.

    Returns:
        Iterator of rows with a cell for each heading.
    """
    if tuple(names) != HEADINGS:
        return lines
    return _Join(homes or _no_homes).rows(lines)


def _on_street(usrn: str) -> dict[str, str]:
    """Return the cells of an address of which the file has the street alone."""
    return {"USRN": usrn, "LANGUAGE": ENGLISH}


def _no_homes(_usrns: Collection[str]) -> Mapping[str, str]:
    return {}


def _is_record(line: Line) -> bool:
    cells = line.cells
    if cells[0] not in TYPES or len(cells) < MIN_WIDTH:
        return False
    return cells[0] in (HEADER, "29", "99") or cells[1] in CHANGES


def _named(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return the cells of a record from the fifth on, by their names."""
    return dict(zip(names, cells[MIN_WIDTH:], strict=False))


def _packed(names: Sequence[str], wanted: Sequence[str], cells: Sequence[str]) -> str:
    """Return the wanted cells of a record as one text, which takes little memory."""
    named = _named(names, cells)
    return SEPARATOR.join(named.get(name, "").strip() for name in wanted)


def _unpacked(wanted: Sequence[str], packed: str) -> dict[str, str]:
    """Return the cells of `_packed` that are not empty, by their names."""
    texts = packed.split(SEPARATOR)
    return {name: text for name, text in zip(wanted, texts, strict=True) if text}


@dataclass(slots=True)
class _Join:
    """The records of a file by what they are about.

    Attributes:
        homes: see `rows`.
        streets: descriptors by USRN and language.
        street_lines: the number of the line of each English descriptor, by USRN.
        units: BLPUs by UPRN, with the number of the line.
        addresses: LPIs by UPRN and key, with the number of the line.
        others: what other records tell about a UPRN.
    """

    homes: Homes
    streets: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    street_lines: dict[str, int] = field(default_factory=dict)
    units: dict[str, tuple[int, str]] = field(default_factory=dict)
    addresses: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)
    others: dict[str, dict[str, str]] = field(default_factory=dict)

    def rows(self, lines: Iterator[Line]) -> Iterator[Line]:
        """Read all records, and yield the joined rows."""
        for line in lines:
            if line.fault or len(line.cells) < MIN_WIDTH:
                yield line
            else:
                self._read(line)
        homes = self.homes(self.street_lines)
        for uprn, usrn in homes.items():
            if uprn not in self.units and uprn not in self.addresses:
                number = self.street_lines[usrn]
                yield self._row(number, uprn, {"CHANGE_TYPE": "U"}, _on_street(usrn))
        for uprn, (number, unit) in self.units.items():
            values = _unpacked(UNIT, unit)
            found = self.addresses.pop(uprn, {})
            if values["CHANGE_TYPE"] == "D" or not found:
                street = _on_street(homes[uprn]) if uprn in homes else {}
                yield self._row(number, uprn, values, street)
                continue
            for line_number, address in found.values():
                yield self._row(line_number, uprn, values, _unpacked(ADDRESS, address))
        # A supply of changes has new addresses of properties that have not changed.
        for uprn, found in self.addresses.items():
            for line_number, address in found.values():
                unit_values = {"CHANGE_TYPE": "U"}
                yield self._row(
                    line_number, uprn, unit_values, _unpacked(ADDRESS, address)
                )

    def _read(self, line: Line) -> None:
        kind, change, _order, key = (cell.strip() for cell in line.cells[:MIN_WIDTH])
        if kind == BLPU:
            # The class of a transfer stands where Premium has the number of the parent.
            is_transfer = any(cell[:1].isalpha() for cell in line.cells[CLASS_AT])
            names = TRANSFER_BLPU if is_transfer else PREMIUM_BLPU
            packed = _packed(names, UNIT[1:], line.cells)
            self.units[key] = line.number, f"{change}{SEPARATOR}{packed}"
        elif kind == LPI:
            self._read_address(key, change, line)
        elif change != "D":
            self._read_other(kind, key, line)

    def _read_address(self, uprn: str, change: str, line: Line) -> None:
        is_transfer = len(line.cells) > len(PREMIUM_LPI) + PREMIUM_REST + MIN_WIDTH
        names = TRANSFER_LPI if is_transfer else PREMIUM_LPI
        named = _named(names, line.cells)
        addresses = self.addresses.setdefault(uprn, {})
        # The later record of a key is the later state.
        addresses.pop(named.get("LPI_KEY", ""), None)
        if change != "D" and named.get("LOGICAL_STATUS", "").strip() not in REJECTED:
            packed = _packed(names, ADDRESS, line.cells)
            addresses[named.get("LPI_KEY", "")] = line.number, packed

    def _read_other(self, kind: str, key: str, line: Line) -> None:
        if kind == STREET_DESCRIPTOR:
            named = _named(STREET, line.cells)
            language = named.pop("LANGUAGE", "")
            self.streets[key, language] = named
            self.streets.setdefault((key, ""), named)
            if language in (ENGLISH, ""):
                self.street_lines[key] = line.number
            return
        wanted, names = OTHERS.get(kind, ("", ()))
        named = _named(names, line.cells)
        scheme = named.get("CLASS_SCHEME", CLASS_SCHEME).casefold()
        if text := named.get(wanted, "").strip() if CLASS_SCHEME in scheme else "":
            self.others.setdefault(key, {})[wanted] = text

    def _row(
        self,
        number: int,
        uprn: str,
        unit: dict[str, str],
        address: dict[str, str],
    ) -> Line:
        """Return the row of a property with one of its addresses.

        Args:
            number: number of its line.
            uprn: number of the property.
            unit: cells of its BLPU.
            address: cells of the LPI; empty if only the BLPU is known.
        """
        usrn, language = address.get("USRN", ""), address.get("LANGUAGE", "")
        street = self.streets.get((usrn, language)) or self.streets.get((usrn, ""), {})
        values = {
            "UPRN": uprn,
            **self.others.get(uprn, {}),
            **unit,
            **address,
            **{name: text.strip() for name, text in street.items()},
        }
        if unit.get("LOGICAL_STATUS") in ENDED:
            values["LOGICAL_STATUS"] = HISTORIC
        return Line(number, [values.get(name, "") for name in HEADINGS])
