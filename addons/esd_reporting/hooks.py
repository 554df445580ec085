from odoo.addons.constituent_crm.uninstall import remove_inherited_names


def uninstall_hook(env):
    """Remove what would stay behind."""
    remove_inherited_names(env, "esd_reporting", ["esd_"])
