"""What Odoo would leave behind when an addon of ours is uninstalled."""

from collections.abc import Iterable

from odoo.fields import Domain
from odoo.tools import escape_psql

PARTS = ("selection", "model_inherit")


def remove_inherited_names(env, module: str, beginnings: Iterable[str]) -> None:
    """Remove names that Odoo gives to parts of our models in other addons' name.

    Selections and inheritances that `mail` and `portal` bring to a model are named as
    theirs, and Odoo forgets those names when the model goes.

    Args:
        module: the addon that is uninstalled.
        beginnings: how the models are called in external IDs, or how that begins: the
            whole name ends in two underscores.
    """
    names = Domain.OR(
        Domain("name", "=like", escape_psql(f"{part}__{beginning}") + "%")
        for part in PARTS
        for beginning in beginnings
    )
    env["ir.model.data"].search(names & Domain("module", "!=", module)).unlink()
