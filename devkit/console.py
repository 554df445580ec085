"""Progress and failures on the terminal."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any


class Failure(Exception):
    """An error that the user can fix.

    Args:
        sentence: what happened, as a sentence.
        remedy: how to fix it.
    """

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.remedy = remedy


def say(text: str) -> None:
    print(text, flush=True)


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a step of work, and print how long it took."""
    print(f"  … {title}", end="", flush=True)
    if not sys.stdout.isatty():
        print(flush=True)
    start = time.monotonic()
    try:
        yield
    except BaseException:
        print(f"\r  ✗ {title}" if sys.stdout.isatty() else f"  ✗ {title}", flush=True)
        raise
    took = time.monotonic() - start
    prefix = "\r" if sys.stdout.isatty() else ""
    print(f"{prefix}  ✓ {title} ({took:.0f} s)", flush=True)


def run(command: Sequence[object], sentence: str, remedy: str, **options: Any) -> str:
    """Run a command; show its last lines only when it fails.

    Args:
        command: program and arguments.
        sentence: what failed.
        remedy: how to fix it.
        options: further arguments of `subprocess.run`.

    Returns:
        The output.

    Raises:
        Failure: when the command cannot be started or its exit status is not 0.
    """
    try:
        done = subprocess.run(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **options,
        )
    except OSError as error:
        raise Failure(f"{sentence} ({error})", remedy) from error
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-15:])
        raise Failure(f"{sentence}\n{tail}", remedy)
    output: str = done.stdout
    return output
