"""The files that a change touches, as git sees them."""

import subprocess
from pathlib import Path

from .place import ROOT

TRUNKS = ("main", "origin/main")


def files(root: Path = ROOT) -> list[str]:
    """Find what differs from where the branch left main: committed, staged or new.

    Returns:
        Paths relative to `root`, sorted; deleted files are not among them.
    """
    differing = _git(root, "diff", "--name-only", "--diff-filter=d", "-z", _base(root))
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return sorted({name for name in (differing + new).split("\0") if name})


def _base(root: Path) -> str:
    for trunk in TRUNKS:
        base = _git(root, "merge-base", "HEAD", trunk, check=False).strip()
        if base:
            return base
    return "HEAD"


def _git(root: Path, *arguments: str, check: bool = True) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=root, capture_output=True, text=True, check=check
    ).stdout
