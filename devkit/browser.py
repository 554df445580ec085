"""Chromium, for the tests that need one."""

import shutil

from . import debian

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """Return Chromium's path; None if it is not installed."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def ensure() -> None:
    """Make sure that Chromium is installed: tests that need it never skip silently.

    Raises:
        Failure: when it is missing and may not be installed here.
    """
    if not find():
        debian.install("chromium", "The browser tests")
