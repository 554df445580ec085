"""Debian packages for the tests: installed in CI, otherwise named to the user."""

import os

from .console import Failure, run, step

WITHOUT_BROWSER = "leave these tests out: ./dev test --no-browser"


def is_ci() -> bool:
    return os.environ.get("CI") == "true"


def install(package: str, purpose: str, otherwise: str = WITHOUT_BROWSER) -> None:
    """Install a package, only in CI and as root.

    Args:
        package: name of the package.
        purpose: what needs it, as the subject of a sentence.
        otherwise: what to do if it cannot be installed.

    Raises:
        Failure: when it may not be installed here, or the installation fails.
    """
    remedy = f"On Debian: apt-get install {package}; or {otherwise}"
    if not (is_ci() and os.geteuid() == 0):
        raise Failure(f"{purpose} need {package} and there is none.", remedy)
    failed = f"{package} could not be installed."
    with step(f"Installing {package}"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", "update"], failed, remedy, env=quiet)
        command = ["apt-get", "install", "-y", "--no-install-recommends", package]
        run(command, failed, remedy, env=quiet)
