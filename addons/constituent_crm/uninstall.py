"""Removal of data that Odoo leaves behind after an addon is uninstalled."""

from collections.abc import Iterable

from odoo.fields import Domain
from odoo.tools import escape_psql

PARTS = ("selection", "model_inherit")


def remove_inherited_names(env, module: str, beginnings: Iterable[str]) -> None:
    """Remove external IDs of our models' parts that Odoo files under other addons.

    Selections and inheritances that `mail` and `portal` add to a model get external IDs
    of those addons, which Odoo does not remove together with the model.

    Args:
        env: the environment of the uninstall hook.
        module: the addon that is uninstalled.
        beginnings: names of models in external IDs, or their beginnings; a complete
            name ends in two underscores.
    """
    names = Domain.OR(
        Domain("name", "=like", escape_psql(f"{part}__{beginning}") + "%")
        for part in PARTS
        for beginning in beginnings
    )
    env["ir.model.data"].search(names & Domain("module", "!=", module)).unlink()
