"""Pages of a file as images, and the text that is recognised on them.

Both are done by other programs, with a limit of time: `renderer.py`, and Tesseract
where it is installed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

RENDERER = Path(__file__).with_name("renderer.py")
RENDER_SECONDS = 120
RECOGNISE_SECONDS = 60
MAX_RECOGNISED = 20
MAX_WORDS = 20_000
MAX_LANGUAGES = 4
# Orientation and equations.
NO_LANGUAGES = {"osd", "equ", "snum"}


@dataclass(frozen=True)
class Page:
    """A page.

    Attributes:
        image: bytes of a PNG or JPEG.
        words: text as it was recognised; "" where nothing was.
    """

    image: bytes
    words: str = ""


@dataclass(frozen=True)
class Pages:
    """The pages of a file.

    Attributes:
        pages: those that could be shown.
        count: number of all.
        pdf: a PDF of them, where the file is none; else b"".
        faults: pages that could not be shown, 0 for all, and why: unreadable,
            too_large or too_long.
    """

    pages: tuple[Page, ...] = ()
    count: int = 0
    pdf: bytes = b""
    faults: tuple[tuple[int, str], ...] = ()


def render(content: bytes, *, recognises: bool = True) -> Pages:
    """Return the pages of a file.

    Args:
        content: bytes of a TIFF, PNG, JPEG or PDF.
        recognises: whether their text is recognised, too.

    Returns:
        The pages; with `faults` if some, or all, could not be shown.
    """
    with tempfile.TemporaryDirectory(prefix="pages-") as place:
        folder = Path(place)
        source = folder / "source"
        source.write_bytes(content)
        command = [sys.executable, "-I", str(RENDERER), str(source), place]
        answer, fault = _run(command, RENDER_SECONDS)
        if fault:
            return Pages(faults=((0, fault),))
        found = json.loads(answer)
        languages = installed_languages() if recognises else ()
        pages = tuple(
            Page(
                (folder / page["image"]).read_bytes(),
                _recognise(folder / page["scan"], languages)
                if number < MAX_RECOGNISED
                else "",
            )
            for number, page in enumerate(found["pages"])
        )
        faults = tuple((number, code) for number, code in found["faults"])
        pdf = (folder / found["pdf"]).read_bytes() if found["pdf"] else b""
        return Pages(pages, found["count"], pdf, faults)


def installed_languages() -> tuple[str, ...]:
    """Return the languages that Tesseract can read here; none without it."""
    program = shutil.which("tesseract")
    if not program:
        return ()
    answer, _fault = _run([program, "--list-langs"], RECOGNISE_SECONDS)
    names = answer.decode(errors="replace").split("\n")[1:]
    found = [name for name in map(str.strip, names) if name and "/" not in name]
    return tuple(name for name in found if name not in NO_LANGUAGES)[:MAX_LANGUAGES]


def _recognise(scan: Path, languages: tuple[str, ...]) -> str:
    """Return the text on an image as Tesseract reads it, "" where it fails."""
    if not languages:
        return ""
    command = ["tesseract", str(scan), "stdout", "-l", "+".join(languages)]
    # Several threads make it slower: each waits for the others.
    answer, _fault = _run(command, RECOGNISE_SECONDS, OMP_THREAD_LIMIT="1")
    text = answer.decode(errors="replace").replace("\0", "").replace("\f", "\n")
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)[:MAX_WORDS]


def _run(command: list[str], seconds: int, **more: str) -> tuple[bytes, str]:
    """Run a program, and return what it prints, or why it failed."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            check=True,
            timeout=seconds,
            env={**os.environ, **more},
        )
    except subprocess.TimeoutExpired:
        return b"", "too_long"
    except (OSError, subprocess.CalledProcessError):
        return b"", "unreadable"
    return done.stdout, ""
