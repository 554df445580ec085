from odoo.addons.constituent_crm.uninstall import remove_inherited_names


def uninstall_hook(env):
    """Remove what would stay behind: the crews' resources, and some names."""
    env["dispatch.crew"].with_context(active_test=False).search([]).unlink()
    remove_inherited_names(env, "field_dispatch", ["dispatch_"])
