"""The phases of ./dev test, in order."""

from dataclasses import dataclass
from pathlib import Path

from .console import Failure
from .place import addon_names

PHASES = {
    "lint": "what ./dev lint checks",
    "alone": "each addon's tests where only it and its dependencies are",
    "lifecycle": "each addon's upgrade and uninstallation",
    "together": "all addons' tests on one database with demo data",
    "upgrade": "a dump of the last release, upgraded and compared with an installation",
    "browser": "the addons' tours in Chromium",
    "core-lint": "core's own checks of our registry",
    "example": "the addon in examples/ beside all addons",
    "tests": "tests/, on a running server",
}
OF_AN_ADDON = {"alone", "lifecycle", "browser"}
OF_A_PATH = {"tests"}
ON_TOGETHER = {"together", "upgrade", "browser", "core-lint", "example", "tests"}
WITH_BROWSER = {"browser", "tests"}


@dataclass(frozen=True)
class Chosen:
    """What a run is to do.

    Attributes:
        addons: names of the addons.
        paths: paths under tests/.
        phases: keys of `PHASES`.
        whole: whether nothing was named, so that all addons and tests are run.
        tours: whether tests that need Chromium are included.
    """

    addons: list[str]
    paths: list[str]
    phases: set[str]
    whole: bool
    tours: bool

    @property
    def of_each(self) -> set[str]:
        """Return the phases that run for each addon alone."""
        # A whole run has its tours with all addons together.
        return self.phases & OF_AN_ADDON - ({"browser"} if self.whole else set())

    @property
    def on_together(self) -> set[str]:
        """Return the phases that need all addons in one database."""
        return self.phases & ON_TOGETHER - self.of_each


def choose(what: list[str], only: list[str], no_browser: bool = False) -> Chosen:
    """Decide what to run.

    Args:
        what: addons and paths under tests/; empty for all.
        only: phases; empty for all that `what` has.
        no_browser: leave out what needs Chromium.

    Returns:
        The choice.

    Raises:
        Failure: when `what` is unknown, or nothing is left to run.
    """
    addons, paths = _named(what)
    phases = set(PHASES)
    if what:
        phases = (OF_AN_ADDON if addons else set()) | (OF_A_PATH if paths else set())
    if only:
        phases &= set(only)
    if no_browser:
        phases -= {"browser"}
    if not phases:
        raise Failure(
            "Nothing is left to run.",
            f"Addons have the phases {', '.join(sorted(OF_AN_ADDON))}; paths: tests.",
        )
    return Chosen(addons, paths, phases, whole=not what, tours=not no_browser)


def _named(what: list[str]) -> tuple[list[str], list[str]]:
    if not what:
        return addon_names(), ["tests"]
    names = [Path(word).name for word in what if Path(word).name in addon_names()]
    paths = [word for word in what if word.split("::")[0].startswith("tests")]
    unknown = [w for w in what if Path(w).name not in names and w not in paths]
    if unknown:
        raise Failure(
            f"{unknown[0]} is neither an addon nor a path under tests/.",
            f"The addons are: {', '.join(addon_names())}",
        )
    return names, paths
