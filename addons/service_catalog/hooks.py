from odoo.addons.constituent_crm.uninstall import remove_inherited_names


def uninstall_hook(env):
    """Remove what would stay behind."""
    ours = ["service_request__", "service_thread_mixin__"]
    remove_inherited_names(env, "service_catalog", ours)
