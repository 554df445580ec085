from odoo.fields import Domain


def uninstall_hook(env):
    """Take away what would stay behind: the crews' resources, and some names.

    Selections and inheritances that `mail` and `portal` bring to our models are named
    as theirs, and Odoo forgets those names when the models go.
    """
    env["dispatch.crew"].with_context(active_test=False).search([]).unlink()
    ours = Domain.OR(
        Domain("name", "=like", rf"{part}\_\_dispatch\_%")
        for part in ("selection", "model\\_inherit")
    )
    env["ir.model.data"].search(
        ours & Domain("module", "!=", "field_dispatch")
    ).unlink()
