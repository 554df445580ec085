"""Look into a zipped file before a library unpacks it.

A small archive can unpack to more than the server has, and its directory may lie about
it: the sizes are added up from the directory first, and again from what comes out.
"""

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass

MEBIBYTE = 1 << 20
# What is wrong with an archive that `zipfile` reads, beyond its own error.
DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    # Encrypted, or packed in a way that is not known.
    RuntimeError,
    ValueError,
)
CHUNK = MEBIBYTE
# Ends each entry of a workbook's table of strings, whatever its namespace is called.
STRING_ENDS = (b"si>", b"si/>")
MAX_END_LENGTH = max(map(len, STRING_ENDS))


class TooLarge(Exception):
    """The archive is over a limit: `reason` is members, unpacked or strings."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Limits:
    """The most that an archive may have.

    Attributes:
        unpacked: bytes of all members together.
        members: files in it.
        strings: entries of a workbook's table of shared strings.
        string_bytes: bytes of that table.
    """

    unpacked: int = 64 * MEBIBYTE
    members: int = 1000
    strings: int = 1_000_000
    string_bytes: int = 32 * MEBIBYTE


LIMITS = Limits()


def check(data: bytes, limits: Limits | None = None) -> None:
    """Check an archive against `limits`, without keeping anything of it.

    Args:
        limits: `LIMITS` when left out.

    Raises:
        TooLarge: it has more.
        DAMAGES: it cannot be unpacked.
    """
    limits = limits or LIMITS
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > limits.members:
            raise TooLarge("members")
        if sum(member.file_size for member in members) > limits.unpacked:
            raise TooLarge("unpacked")
        left = limits.unpacked
        for member in members:
            left -= _unpacked(archive, member, left, limits)


def _unpacked(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, limits: Limits
) -> int:
    """The bytes that a member unpacks to, which are `most` at most."""
    size = strings = 0
    end = b""
    with archive.open(member) as part:
        while chunk := part.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise TooLarge("unpacked")
            # An end may lie across two chunks; one that is whole counts once.
            text = end + chunk
            strings += _ends(text) - _ends(end)
            end = text[1 - MAX_END_LENGTH :]
            # An entry that is not empty has two: where its tag opens and closes.
            if strings > 2 * limits.strings or (strings and size > limits.string_bytes):
                raise TooLarge("strings")
    return size


def _ends(text: bytes) -> int:
    return sum(map(text.count, STRING_ENDS))
