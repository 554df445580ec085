"""What the tests need of Debian: in CI it is installed, elsewhere it is asked for."""

import os

from .console import Failure, run, step

WITHOUT_BROWSER = "leave these tests out: ./dev test --no-browser"


def is_ci() -> bool:
    return os.environ.get("CI") == "true"


def install(package: str, purpose: str, otherwise: str = WITHOUT_BROWSER) -> None:
    """Install a package, in CI and as root; nobody else's machine is changed.

    Args:
        purpose: what needs it, as the beginning of a sentence.
        otherwise: what to do where it cannot be installed.

    Raises:
        Failure: when it may not be installed here, or cannot be.
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
