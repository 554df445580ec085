"""Check of a zipped file before a library unpacks it.

A small archive can unpack to more than the server's memory, and its directory may be
wrong. Therefore sizes are summed from the directory first, and again while unpacking.
"""

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass

MEBIBYTE = 1 << 20
# Exceptions that `zipfile` raises for a damaged archive.
DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    # Encrypted, or compressed by an unknown method.
    RuntimeError,
    ValueError,
)
CHUNK = MEBIBYTE
# End of each entry of a workbook's shared strings, in any namespace.
STRING_ENDS = (b"si>", b"si/>")
MAX_END_LENGTH = max(map(len, STRING_ENDS))


class TooLarge(Exception):
    """The archive exceeds a limit; `reason` is members, unpacked or strings."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Limits:
    """Limits of an archive.

    Attributes:
        unpacked: bytes of all members together.
        members: number of files.
        strings: number of entries of a workbook's shared strings.
        string_bytes: bytes of the shared strings.
    """

    unpacked: int = 64 * MEBIBYTE
    members: int = 1000
    strings: int = 1_000_000
    string_bytes: int = 32 * MEBIBYTE


LIMITS = Limits()


def check(data: bytes, limits: Limits | None = None) -> None:
    """Check an archive against limits without keeping its content.

    Args:
        data: content of the archive.
        limits: limits to apply, `LIMITS` by default.

    Raises:
        TooLarge: The archive exceeds a limit.
        DAMAGES: The archive cannot be unpacked.
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
            left -= _unpacked_size(archive, member, left, limits)


def _unpacked_size(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, limits: Limits
) -> int:
    """Return how many bytes a member unpacks to, which are `most` at most."""
    size = strings = 0
    end = b""
    with archive.open(member) as part:
        while chunk := part.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise TooLarge("unpacked")
            # An end may be split between two chunks. A complete one counts once.
            text = end + chunk
            strings += _count_ends(text) - _count_ends(end)
            end = text[1 - MAX_END_LENGTH :]
            # An entry that is not empty contains two ends: those of its start and end
            # tags.
            if strings > 2 * limits.strings or (strings and size > limits.string_bytes):
                raise TooLarge("strings")
    return size


def _count_ends(text: bytes) -> int:
    return sum(map(text.count, STRING_ENDS))
