"""Search for a person's data in the bytes of a table."""

import io
import zipfile
from collections.abc import Iterable, Iterator

from . import archive

# The encodings of such files; see `constituent.import.encoding`.
CODECS = ("utf-8", "cp1252", "mac-roman", "utf-16-le", "utf-16-be")


def holds(data: bytes, texts: Iterable[str]) -> bool:
    """Return whether a row of a table has all words of one of `texts`, in any order.

    A workbook stores its texts apart from its rows, so that all its rows count as one.
    A workbook that cannot be read counts as a match.

    Args:
        data: a CSV or XLSX file, or rows as `rows.stage` writes them.
        texts: names or addresses to search for.

    Returns:
        True if any of the texts occurs.
    """
    wanted = [variant for text in texts for variant in _variants(text)]
    if not data.startswith(b"PK\x03\x04"):
        return _in_rows(data.lower(), wanted)
    try:
        return any(_in_rows(part, wanted, whole=True) for part in _parts(data))
    except (archive.TooLarge, *archive.DAMAGES):
        return True


def _variants(text: str) -> set[tuple[bytes, ...]]:
    """Return the words of a text as bytes, in each spelling and encoding.

    They are compared by `bytes.lower`, which converts ASCII letters only. Therefore
    each spelling of other letters is a variant.
    """
    found = set()
    for spelling in (text, text.lower(), text.upper(), text.title()):
        for codec in CODECS:
            try:
                words = tuple(word.encode(codec).lower() for word in spelling.split())
            except UnicodeEncodeError:
                continue
            found.add(words)
    return found - {()}


def _in_rows(data: bytes, wanted: list[tuple[bytes, ...]], whole: bool = False) -> bool:
    # Most files have none of the words, so that their rows need no search.
    wanted = [words for words in wanted if all(word in data for word in words)]
    if whole or not wanted:
        return bool(wanted)
    return any(
        all(word in row for word in words)
        for row in data.split(b"\n")
        for words in wanted
    )


def _parts(data: bytes) -> Iterator[bytes]:
    archive.check(data)
    with zipfile.ZipFile(io.BytesIO(data)) as workbook:
        for part in workbook.infolist():
            if part.filename.endswith((".xml", ".rels")):
                yield workbook.read(part).lower()
