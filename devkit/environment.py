"""The Python environment: one venv per clone, updated when requirements change."""

import hashlib
import re
import shutil
import sys

from .console import run, step
from .place import PYTHON, ROOT, STATE, VENV

RUN = ["requirements/odoo.txt", "requirements/server.txt", "requirements.txt"]
TEST = [*RUN, "requirements/test.txt"]

# Modules are compiled when they are first imported: most never are.
INSTALL = ("install", "--quiet", "--no-compile")

# psycopg2-binary provides psycopg2 under the same import name. Metadata of that name
# tells pip and Odoo so.
PROVIDED = {"psycopg2"}
SAY_PROVIDED = r"""
import pathlib, sys, sysconfig
from importlib import metadata
site = pathlib.Path(sysconfig.get_path("purelib"))
for name in sys.argv[1:]:
    version = metadata.version(name + "-binary")
    folder = site / f"{name}-{version}.dist-info"
    folder.mkdir(exist_ok=True)
    head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    (folder / "METADATA").write_text(head)
"""


def ensure(lists: list[str]) -> None:
    """Make sure that the packages of these requirements files are installed."""
    wanted = _wanted(lists)
    digest = hashlib.sha256((sys.version + wanted).encode()).hexdigest()
    stamp = VENV / "packages"
    have = stamp.read_text().split() if stamp.exists() else []
    if digest in have:
        return
    STATE.mkdir(exist_ok=True)
    if not PYTHON.exists():
        with step("Making a Python environment"):
            _make_venv()
    with step("Installing Python packages"):
        listed = STATE / "requirements.txt"
        listed.write_text(wanted)
        run(
            [PYTHON, "-m", "pip", *INSTALL, "--requirement", listed],
            "The Python packages could not be installed.",
            "Check the network and pip's settings (pip config list), then try again.",
            cwd=ROOT,
        )
        run(
            [PYTHON, "-c", SAY_PROVIDED, *sorted(PROVIDED)],
            "The Python packages could not be completed.",
            f"Remove {VENV} and try again.",
        )
    # The test list contains the run list, so installing it satisfies both.
    digests = {digest} | (
        {hashlib.sha256((sys.version + _wanted(RUN)).encode()).hexdigest()}
        if set(RUN) <= set(lists)
        else set()
    )
    stamp.write_text("\n".join(sorted(digests)))


def _make_venv() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    run(
        [sys.executable, "-m", "venv", VENV],
        "A Python environment could not be made: the venv module is missing.",
        "On Debian and Ubuntu: apt-get install python3-venv",
    )


def _wanted(lists: list[str]) -> str:
    lines = []
    for name in lists:
        for line in (ROOT / name).read_text().splitlines():
            if line and not line.startswith("#") and _name(line) not in PROVIDED:
                lines.append(line)
    return "\n".join(lines) + "\n"


def _name(requirement: str) -> str:
    """Return the package of a line of a requirements file."""
    return re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0]
