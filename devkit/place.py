"""Paths in the clone, in its state folder and in the user's cache."""

import os
from pathlib import Path

PRODUCT = "council-connect"

ROOT = Path(__file__).resolve().parent.parent
ADDONS = ROOT / "addons"
EXAMPLES = ROOT / "examples"
LINT_ADDONS = ROOT / "devkit" / "addons"
STATE = ROOT / ".dev"
VENV = STATE / "venv"
PYTHON = VENV / "bin" / "python"
FILESTORE = STATE / "filestore"
LOGS = STATE / "logs"
SCREENSHOTS = STATE / "screenshots"


def cache() -> Path:
    """Return the user's cache folder for downloads, shared by clones."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / PRODUCT


def addon_names() -> list[str]:
    """Return the addons of this repository, in order of dependency."""
    return [
        "constituent_crm",
        "service_catalog",
        "channel_gateway",
        "field_dispatch",
        "esd_reporting",
    ]
