"""Import of the addons' packages without the ORM, outside of Odoo."""

import sys
from types import ModuleType

from ..place import ADDONS


def register(addon: str) -> None:
    """Make an addon importable by its name, without the models that it imports itself.

    Its packages may then import each other: `from ..text.visible import visible`.

    Args:
        addon: technical name of an addon.
    """
    package = ModuleType(addon)
    package.__path__ = [str(ADDONS / addon)]
    sys.modules.setdefault(addon, package)
