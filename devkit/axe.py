"""Download of axe-core, the accessibility checker of the browser tests."""

import hashlib
import os
import shutil
import tarfile
import tempfile
from pathlib import Path

from . import debian
from .console import Failure, run, step
from .place import cache

VERSION = "4.10.3"
SCRIPT = "package/axe.min.js"
SHA256 = "880970c081707360e64f34cea25ff91892f5bc95675b0776925b9709dd8a68bb"


def ensure() -> Path:
    """Download axe-core from the npm registry, unless it is cached.

    The environment variable AXE_CORE then tells the tests its path.

    Returns:
        The path of the script.

    Raises:
        Failure: when the download fails or its checksum differs.
    """
    path = cache() / f"axe-core-{VERSION}.min.js"
    if not path.exists():
        with step("Fetching axe-core"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_fetched())
    # The tests read the path from here.
    os.environ["AXE_CORE"] = str(path)
    return path


def _fetched() -> bytes:
    failed = "axe-core could not be fetched."
    remedy = "Check the network, or leave these tests out: ./dev test --no-browser"
    if not shutil.which("npm"):
        debian.install("npm", "The tests of the public pages")
    with tempfile.TemporaryDirectory() as folder:
        run(["npm", "pack", f"axe-core@{VERSION}"], failed, remedy, cwd=folder)
        with tarfile.open(Path(folder) / f"axe-core-{VERSION}.tgz") as archive:
            script = archive.extractfile(SCRIPT)
            content = script.read() if script else b""
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise Failure(failed, "npm gave other content than this version had.")
    return content
