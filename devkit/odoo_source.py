"""Odoo 19's source: named by ODOO_PATH, or downloaded once to the user's cache.

On Debian and its derivatives it is Debian's package odoo-19, unpacked without
installation from the configured package archive. Elsewhere it is a shallow clone of
Odoo's public repository.
"""

import contextlib
import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from .console import Failure, run, step
from .place import cache

ODOO_REPOSITORY = "https://github.com/odoo/odoo"
ODOO_BRANCH = "19.0"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")

# The package links to these by relative paths, so they are unpacked next to it. Odoo's
# style sheets need Font Awesome 4.7, which bookworm has.
DEBIAN_PACKAGES = [
    "odoo-19/sid",
    "libjs-jquery/sid",
    "libjs-underscore/sid",
    "libjs-jquery-form/sid",
    "fonts-font-awesome/bookworm",
    "fonts-inconsolata/bookworm",
    "fonts-roboto-unhinted/sid",
    "fonts-montserrat/sid",
    "fonts-ocr-b/sid",
]

# Debian removes this minified file, but the web client's bundle still lists it.
STRIPPED = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"

ELSEWHERE = "Name an existing Odoo 19 in the environment variable ODOO_PATH instead."


def path() -> Path:
    """Return the folder to put on PYTHONPATH, which holds the `odoo` package.

    Returns:
        The folder.

    Raises:
        Failure: when there is no Odoo 19 and the download fails.
    """
    named = os.environ.get("ODOO_PATH")
    if named:
        return _checked(Path(named).expanduser())
    home = cache() / f"odoo-{ODOO_BRANCH}"
    cache().mkdir(parents=True, exist_ok=True)
    with _only_one_at_a_time():
        if not home.exists():
            with step("Fetching Odoo 19 (about 130 MB, once for all clones)"):
                _fetch(home)
    return _checked(home)


def _checked(home: Path) -> Path:
    """Return the folder of the package; raise `Failure` for another version."""
    debian = home / "usr/lib/python3/dist-packages"
    root = debian if debian.exists() else home
    if not (root / "odoo" / "release.py").exists():
        raise Failure(f"There is no Odoo in {home}.", f"Remove it, or: {ELSEWHERE}")
    if "19, 0" not in (root / "odoo" / "release.py").read_text():
        raise Failure(f"The Odoo in {home} is not version 19.0.", ELSEWHERE)
    return root


@contextlib.contextmanager
def _only_one_at_a_time() -> Iterator[None]:
    with (cache() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fetch(home: Path) -> None:
    """Download the source from Debian or Git."""
    part = home.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    if shutil.which("apt-get") and KEYRING.exists() and debian_archive():
        _fetch_from_debian(part, debian_archive())
    else:
        _fetch_from_git(part)
    part.rename(home)


def _fetch_from_git(part: Path) -> None:
    run(
        ["git", "clone", "--depth=1", "-b", ODOO_BRANCH, ODOO_REPOSITORY, part],
        "Odoo 19 could not be cloned.",
        f"Check the network. {ELSEWHERE}",
    )


def debian_archive(etc: Path = Path("/etc/apt")) -> str:
    """Return the configured Debian package archive, '' if there is none."""
    files = [etc / "sources.list", *sorted((etc / "sources.list.d").glob("*"))]
    for file in files:
        if not file.is_file():
            continue
        for line in file.read_text(errors="replace").splitlines():
            found = re.match(
                r"(?:deb\s+(?:\[.*?\]\s+)?|URIs:\s*)(\S+/debian/?)(\s|$)", line
            )
            if found:
                return found[1]
    return ""


def _fetch_from_debian(part: Path, archive: str) -> None:
    """Download and unpack Debian's packages."""
    work = part.with_suffix(".apt")
    shutil.rmtree(work, ignore_errors=True)
    for folder in ("lists/partial", "cache/archives/partial", "debs"):
        (work / folder).mkdir(parents=True)
    (work / "status").touch()
    (work / "sources.list").write_text(
        "".join(
            f"deb [signed-by={KEYRING}] {archive} {suite} main\n"
            for suite in ("sid", "bookworm")
        )
    )
    failed = "Debian's package odoo-19 could not be fetched."
    remedy = f"Check the network and the package archive in /etc/apt. {ELSEWHERE}"
    apt = ["apt-get", *_private_apt_options(work)]
    run([*apt, "update"], failed, remedy)
    run([*apt, "download", *DEBIAN_PACKAGES], failed, remedy, cwd=work / "debs")
    part.mkdir(parents=True)
    for package in sorted((work / "debs").glob("*.deb")):
        run(["dpkg-deb", "-x", package, part], failed, remedy)
    shutil.rmtree(work)
    _mend(part)


def _private_apt_options(work: Path) -> list[str]:
    """Return options that keep apt's state, with sid, away from the host."""
    options = {
        "Dir::Etc::sourcelist": work / "sources.list",
        "Dir::Etc::sourceparts": "-",
        "Dir::State::Lists": work / "lists",
        "Dir::State::status": work / "status",
        "Dir::Cache": work / "cache",
        "Acquire::Languages": "none",
        "Acquire::Check-Valid-Until": "false",
        # apt's sandbox user may not write into the user's folder.
        "APT::Sandbox::User": "root",
    }
    return [word for key, value in options.items() for word in ("-o", f"{key}={value}")]


def _mend(root: Path) -> None:
    """Add the file that Debian removes, and check the links."""
    addons = root / "usr/lib/python3/dist-packages/odoo/addons"
    stripped = addons / STRIPPED
    stripped.parent.mkdir(parents=True, exist_ok=True)
    stripped.touch()
    dangling = [
        link for link in root.rglob("*") if link.is_symlink() and not link.exists()
    ]
    if dangling:
        raise Failure(
            f"Debian's package odoo-19 now needs more: {dangling[0]} leads nowhere.",
            ELSEWHERE,
        )
