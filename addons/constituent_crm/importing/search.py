"""Whether a table tells of somebody, as far as its bytes show."""

import io
import zipfile
from collections.abc import Iterable, Iterator

from . import archive

# The encodings in which such files come; see `constituent.import.encoding`.
CODECS = ("utf-8", "cp1252", "mac-roman", "utf-16-le", "utf-16-be")


def holds(data: bytes, texts: Iterable[str]) -> bool:
    """Whether one row of a table has all words of one of `texts`, in any order.

    A workbook keeps its texts apart from its rows: there, any of its rows count as
    one. A workbook that cannot be read holds anything.

    Args:
        data: a CSV or XLSX file, or its rows as `rows.stage` writes them.
    """
    wanted = [variant for text in texts for variant in _variants(text)]
    if not data.startswith(b"PK\x03\x04"):
        return _in_rows(data.lower(), wanted)
    try:
        return any(_in_rows(part, wanted, whole=True) for part in _parts(data))
    except (archive.TooLarge, *archive.DAMAGES):
        return True


def _variants(text: str) -> set[tuple[bytes, ...]]:
    """The words of `text` as they may be written, in each encoding that can.

    `bytes.lower`, with which they are compared, knows the letters of ASCII alone, so
    each spelling of the others is a variant.
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
    # Most files have none of the words: then their rows are not looked at.
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
