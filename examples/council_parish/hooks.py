from odoo.addons.constituent_crm.uninstall import remove_inherited_names


def uninstall_hook(env):
    """Remove names of our kind and carrier that Odoo files under `channel_gateway`."""
    models = ["channel_kind_parish_app__", "channel_carrier_parish_app__"]
    remove_inherited_names(env, "council_parish", models)
