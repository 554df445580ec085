"""Chromium, for the tests that need one."""

import os
import shutil

from .console import Failure, run, step

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """Chromium's path, None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def ensure() -> None:
    """Make sure that Chromium is there: tests that need it never skip silently.

    Raises:
        Failure: when it is missing and may not be installed here.
    """
    if find():
        return
    remedy = (
        "On Debian: apt-get install chromium;"
        " or leave these tests out: ./dev test --no-browser"
    )
    if not (os.environ.get("CI") == "true" and os.geteuid() == 0):
        raise Failure("The browser tests need Chromium and there is none.", remedy)
    failed = "Chromium could not be installed."
    with step("Installing Chromium"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", "update"], failed, remedy, env=quiet)
        install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
        run(install, failed, remedy, env=quiet)
