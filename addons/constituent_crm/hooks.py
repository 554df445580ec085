from . import log_redaction


def post_load():
    """Keep what people told the council out of the server's log."""
    log_redaction.install()


def uninstall_hook(env):
    """Take away names that Odoo gives to parts of our models in other addons' name.

    Selections and inheritances that `mail` and `portal` bring to a model are named as
    theirs, and Odoo forgets those names when the model goes.
    """
    for part in ("selection", "model_inherit"):
        name = f"{part}__constituent_%".replace("_", r"\_")
        env["ir.model.data"].search(
            [("module", "!=", "constituent_crm"), ("name", "=like", name)]
        ).unlink()
