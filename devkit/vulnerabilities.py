"""Known vulnerabilities of the installed packages, according to pip-audit."""

import hashlib
import json
import subprocess
import sysconfig
import tomllib
import urllib.error
import urllib.request
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

from .place import PYTHON, ROOT, STATE

ACCEPTED = ROOT / "requirements" / "accepted-vulnerabilities.toml"
KEPT = STATE / "vulnerabilities.json"
TITLE = "known vulnerabilities"
# pip-audit's source, queried for a package that always exists.
PROBE = "https://pypi.org/pypi/pip/json"
PROBE_SECONDS = 5
AUDIT_SECONDS = 120
UNREACHABLE = "not checked: service unreachable"


def check() -> tuple[str, str]:
    """Check the installed packages, once a day.

    Returns:
        The title, which says so if the check was impossible, and the vulnerabilities
        that are not accepted.
    """
    found = _kept()
    if found is None:
        found = _audit() if _is_reachable() else None
        if found is None:
            return f"{TITLE} ({UNREACHABLE})", ""
        KEPT.write_text(json.dumps({"key": _key(), "found": found}))
    accepted = {
        (entry["package"], entry["id"])
        for entry in tomllib.loads(ACCEPTED.read_text())["accepted"]
    }
    return TITLE, "\n".join(problems(found, accepted))


def problems(found: list[dict[str, Any]], accepted: set[tuple[str, str]]) -> list[str]:
    """Return the vulnerabilities in pip-audit's output that are not accepted.

    Args:
        found: its "dependencies".
        accepted: pairs of a package and any identifier of a vulnerability.

    Returns:
        A line for each.
    """
    told = []
    for package in found:
        name = package["name"].lower()
        for one in package.get("vulns", []):
            names = {one["id"], *one.get("aliases", [])}
            if any((name, identifier) in accepted for identifier in names):
                continue
            fixed = ", ".join(one.get("fix_versions", [])) or "no version yet"
            told.append(
                f"{name} {package['version']}: {', '.join(sorted(names))};"
                f" fixed in {fixed}"
            )
    return told


def _is_reachable() -> bool:
    try:
        with urllib.request.urlopen(PROBE, timeout=PROBE_SECONDS) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _audit() -> list[dict[str, Any]] | None:
    """Return pip-audit's "dependencies"; None when no look-up succeeded."""
    site = _site_packages()
    words = ["--path", site, "--format", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run(
            [PYTHON, "-m", "pip_audit", *words],
            capture_output=True,
            text=True,
            check=False,
            timeout=AUDIT_SECONDS,
        )
        found = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return None
    return found if any("vulns" in package for package in found) else None


def _site_packages() -> str:
    base = {"base": str(PYTHON.parent.parent), "platbase": str(PYTHON.parent.parent)}
    return sysconfig.get_path("purelib", "venv", vars=base)


def _key() -> str:
    """Return a hash of the installed packages and the day."""
    installed = metadata.distributions(path=[_site_packages()])
    named = sorted(f"{one.metadata['Name']} {one.version}" for one in installed)
    told = f"{date.today()} {named}"
    return hashlib.sha256(told.encode()).hexdigest()


def _kept() -> list[dict[str, Any]] | None:
    """Return today's stored result for these packages, or None."""
    try:
        kept = json.loads(Path(KEPT).read_text())
    except (OSError, ValueError):
        return None
    return kept["found"] if kept.get("key") == _key() else None
