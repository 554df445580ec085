"""The files that a branch changes, according to git."""

import subprocess
from pathlib import Path

from .place import ROOT

TRUNKS = ("main", "origin/main")


def files(root: Path = ROOT) -> list[str]:
    """Return the files that differ from main: committed, staged or new.

    Args:
        root: folder of the repository.

    Returns:
        Paths relative to `root`, sorted, without deleted files.
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
