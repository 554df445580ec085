"""Dovecot, for the tests of mailboxes that are fetched."""

import os
import shutil

from . import debian


def find() -> str | None:
    """Return Dovecot's path; None if it is not installed."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    return shutil.which("dovecot", path=path)


def ensure() -> None:
    """Install Dovecot in CI; elsewhere, tests that need it are skipped and say so."""
    if not find() and debian.is_ci():
        debian.install("dovecot-imapd", "The tests of mailboxes")
