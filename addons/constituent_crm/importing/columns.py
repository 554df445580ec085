"""Which field each column of a file goes to."""

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ..matching import normalise

# How alike, of 100, a heading and a name of a field are that mean the same.
ALIKE = 88
# Headings of the columns that a report of rejected rows has beside the file's own.
REPORTED = ("Line in File", "Reason")


@dataclass(frozen=True)
class Field:
    """Something that a row can tell of a record.

    `is_repeatable`: several columns may go to it; `synonyms`: headings under which
    other systems have it.
    """

    name: str
    label: str
    help: str = ""
    is_required: bool = False
    is_repeatable: bool = False
    synonyms: tuple[str, ...] = ()


def plain(heading: str) -> str:
    """A heading as words: `Post_Code` and `postCode` are `post code`."""
    heading = heading[: normalise.MAX_LENGTH].replace("_", " ")
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return normalise.name(parted)


def guess(
    headings: Sequence[str],
    fields: Sequence[Field],
    remembered: Mapping[str, str] | None = None,
) -> list[str]:
    """The name of the field that each heading means; '' where none does.

    A field that takes one column gets the first that means it.

    Args:
        remembered: the field's name by heading, from the last file of this layout.
    """
    known = {
        plain(spelling): field.name
        for field in fields
        for spelling in (*field.synonyms, field.label, field.name)
    }
    repeatable = {field.name for field in fields if field.is_repeatable}
    names = {field.name for field in fields}
    found: list[str] = []
    taken: set[str] = set()
    for heading in headings:
        if remembered and heading in remembered:
            name = remembered[heading]
        else:
            name = _meant(plain(heading), known)
        is_taken = name in taken and name not in repeatable
        found.append(name if name in names and not is_taken else "")
        taken.add(found[-1])
    return found


def _meant(heading: str, known: Mapping[str, str]) -> str:
    if not heading or heading in map(plain, REPORTED):
        return ""
    # `Phone 2` is a phone.
    for spelling in (heading, heading.rstrip(string.digits).rstrip()):
        if spelling in known:
            return known[spelling]
    best = process.extractOne(
        heading, list(known), scorer=fuzz.ratio, score_cutoff=ALIKE
    )
    return known[best[0]] if best else ""


def layout_key(headings: Sequence[str]) -> str:
    """What two files of one layout have in common, mended rejected rows included."""
    own = [heading for heading in headings if heading not in REPORTED]
    return "\n".join(plain(heading) for heading in own)
