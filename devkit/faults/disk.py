"""A disk for attachments that is small enough to be filled."""

import contextlib
import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

SIZE_MB = 128
BLOCK = b"\0" * (64 * 1024)
BALLAST = ".ballast"

TMPFS = "tmpfs filled by a file"
READ_ONLY = "folder without write permission"
NONE = "not possible here"


class AttachmentDisk:
    """The filestore's folder, on a file system of its own where mounting is allowed.

    For root it is a tmpfs of `SIZE_MB`, filled by a file of zeros. Other users get a
    folder whose write permission is removed. That does not affect root, hence `NONE` if
    root may not mount.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.method = NONE

    @contextlib.contextmanager
    def mounted(self) -> Iterator["AttachmentDisk"]:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.method = self._prepare()
        try:
            yield self
        finally:
            self.free()
            if self.method == TMPFS:
                _quiet("umount", "--lazy", str(self.folder))

    def _prepare(self) -> str:
        if os.geteuid():
            return READ_ONLY
        size = f"size={SIZE_MB}m,mode=0700"
        done = _quiet("mount", "-t", "tmpfs", "-o", size, "tmpfs", str(self.folder))
        return TMPFS if done else NONE

    def fill(self) -> None:
        """Fill the disk."""
        if self.method == READ_ONLY:
            self.folder.chmod(0o500)
        elif self.method == TMPFS:
            self._write_ballast()

    def _write_ballast(self) -> None:
        with (self.folder / BALLAST).open("wb", buffering=0) as ballast:
            try:
                while ballast.write(BLOCK):
                    pass
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def free(self) -> None:
        """Release the space."""
        if self.method == READ_ONLY:
            self.folder.chmod(0o700)
        (self.folder / BALLAST).unlink(missing_ok=True)


def _quiet(*command: str) -> bool:
    done = subprocess.run(command, capture_output=True, check=False)
    return not done.returncode
