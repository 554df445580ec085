"""Assignment of a file's columns to fields."""

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ..matching import normalise
from .line import Line

# Minimal similarity, of 100, of a heading and a field's name with the same meaning.
# Chosen by hand; tests/test_import_table.py checks it on examples.
ALIKE = 88
# Number of rows among which the headings are looked for.
MAX_TITLES = 20
# Headings of the columns that a report of rejected rows adds to the file's own.
REPORTED = ("Line in File", "Reason")


@dataclass(frozen=True)
class Field:
    """A field of an import target.

    Attributes:
        name: name of the field.
        label: heading in templates and reports.
        help: explanation for users.
        is_required: whether a file must have it.
        is_repeatable: whether several columns may go to it.
        is_house: whether it holds the number of a house, which spreadsheet programs may
            turn into a date.
        synonyms: headings that other systems use for it.
    """

    name: str
    label: str
    help: str = ""
    is_required: bool = False
    is_repeatable: bool = False
    is_house: bool = False
    synonyms: tuple[str, ...] = ()


def plain(heading: str) -> str:
    """Return a heading as words: `Post_Code` and `postCode` become `post code`.

    Args:
        heading: heading of a column.

    Returns:
        Words in lower case, separated by spaces.
    """
    heading = heading[: normalise.MAX_LENGTH].replace("_", " ")
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return normalise.name(parted)


def guess(
    headings: Sequence[str],
    fields: Sequence[Field],
    remembered: Mapping[str, str] | None = None,
) -> list[str]:
    """Return the name of the field that each heading means.

    A field that takes one column gets the first one that matches.

    Args:
        headings: headings of the file.
        fields: fields of the target.
        remembered: names of fields by heading, from the last file of the same layout.

    Returns:
        A name for each heading, "" where no field matches.
    """
    known = _names_by_spelling(fields)
    repeatable = {field.name for field in fields if field.is_repeatable}
    names = {field.name for field in fields}
    found: list[str] = []
    taken: set[str] = set()
    for heading in headings:
        if remembered and heading in remembered:
            name = remembered[heading]
        else:
            name = _guess_name(plain(heading), known)
        is_taken = name in taken and name not in repeatable
        found.append(name if name in names and not is_taken else "")
        taken.add(found[-1])
    return found


def _names_by_spelling(fields: Sequence[Field]) -> dict[str, str]:
    return {
        plain(spelling): field.name
        for field in fields
        for spelling in (*field.synonyms, field.label, field.name)
    }


def find_headings(first: Sequence[Line], fields: Sequence[Field]) -> int:
    """Return the position of the row with the headings.

    Titles and notes may stand above it. It is the row with the most known headings, or
    one above it that has some and is as wide. Where none is known, it is the first with
    nearly as many cells as the widest.

    Args:
        first: the first rows of a file that are not blank, at least one.
        fields: fields of the target.

    Returns:
        Position in `first`.
    """
    known = _names_by_spelling(fields)
    texts = [{plain(cell) for cell in line.cells} - {""} for line in first[:MAX_TITLES]]
    counts = [sum(text in known for text in row) for row in texts]
    widths = [len(row) for row in texts]
    most = max(counts)
    if not most:
        wide = (at for at, width in enumerate(widths) if 3 * width >= 2 * max(widths))
        return next(wide)
    best = counts.index(most)
    # A row of the table may have such words, too: `Phone` as the preferred channel.
    return next(
        at
        for at in range(best + 1)
        if widths[at] >= widths[best] and (counts[at] or most == 1 or at == best)
    )


def headings_of(line: Line) -> list[str]:
    """Return the headings in a row; one that spans several columns is that of each.

    Args:
        line: a row of the file.
    """
    headings = [" ".join(cell.split()) for cell in line.cells]
    for at, count in (line.spans or {}).items():
        headings.extend([""] * (at + count - len(headings)))
        headings[at : at + count] = [
            heading or headings[at] for heading in headings[at : at + count]
        ]
    return headings


def _guess_name(heading: str, known: Mapping[str, str]) -> str:
    if not heading or heading in map(plain, REPORTED):
        return ""
    # `Phone 2` matches `phone`.
    for spelling in (heading, heading.rstrip(string.digits).rstrip()):
        if spelling in known:
            return known[spelling]
    best = process.extractOne(
        heading, list(known), scorer=fuzz.ratio, score_cutoff=ALIKE
    )
    return known[best[0]] if best else ""


def layout_key(headings: Sequence[str]) -> str:
    """Return a key that files of one layout share, corrected rejected rows included.

    Args:
        headings: headings of the file.

    Returns:
        The headings as words, one a line.
    """
    own = [heading for heading in headings if heading not in REPORTED]
    return "\n".join(plain(heading) for heading in own)
