from odoo.fields import Domain


def uninstall_hook(env):
    """Take away names that Odoo gives to parts of our models in other addons' name.

    Selections and inheritances that `mail` and `portal` bring to a model are named as
    theirs, and Odoo forgets those names when the model goes.
    """
    ours = Domain.OR(
        Domain("name", "=like", f"{part}__{model}__%".replace("_", r"\_"))
        for part in ("selection", "model_inherit")
        for model in ("service_request", "service_thread_mixin")
    )
    env["ir.model.data"].search(
        ours & Domain("module", "!=", "service_catalog")
    ).unlink()
