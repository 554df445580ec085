"""The Node.js packages that check JavaScript: one folder per clone."""

import hashlib
import shutil
import subprocess
from pathlib import Path

from . import debian
from .console import Failure, run, step
from .place import ROOT, STATE

LISTS = ROOT / "devkit" / "node"
FOLDER = STATE / "node"
FILES = (".npmrc", "package.json", "package-lock.json")
# The minimum version for ESLint 9.
OLDEST = (18, 18)
NOT_INSTALLED = "not checked: Node.js is not installed"
REMEDY = "install Node.js {}.{} or newer, with npm.".format(*OLDEST)
TOO_OLD = "not checked: Node.js is older than {}.{}".format(*OLDEST)


def ensure() -> str:
    """Make sure that the packages of `devkit/node` are installed.

    Returns:
        '' if they are installed, else the reason, worded for a check's title.

    Raises:
        Failure: when the installation fails, or when Node.js is missing in CI, where
            nothing may stay unchecked.
    """
    missing = _missing()
    if missing and debian.is_ci():
        debian.install("npm", "The checks of JavaScript", REMEDY)
        missing = _missing()
        if missing:
            raise Failure(f"JavaScript is {missing}.", REMEDY)
    if not missing:
        _install()
    return missing


def tool(name: str) -> Path:
    """Return the path of a program of the packages."""
    return FOLDER / "node_modules" / ".bin" / name


def _missing() -> str:
    if not (shutil.which("node") and shutil.which("npm")):
        return NOT_INSTALLED
    return TOO_OLD if _is_older(_version()) else ""


def _version() -> str:
    return subprocess.run(
        ["node", "--version"], capture_output=True, text=True, check=True
    ).stdout.strip()


def _is_older(version: str) -> bool:
    return tuple(map(int, version.removeprefix("v").split(".")[:2])) < OLDEST


def _install() -> None:
    wanted = b"".join((LISTS / name).read_bytes() for name in FILES)
    wanted += _version().encode()
    digest = hashlib.sha256(wanted).hexdigest()
    stamp = FOLDER / "packages"
    if stamp.exists() and stamp.read_text() == digest:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(LISTS / name, FOLDER / name)
    with step("Installing Node.js packages"):
        run(
            ["npm", "ci", "--ignore-scripts"],
            "The Node.js packages could not be installed.",
            "Check the network and npm's settings (npm config list), then try again.",
            cwd=FOLDER,
        )
    stamp.write_text(digest)
