from odoo.fields import Command

from odoo.addons.constituent_crm.uninstall import remove_inherited_names


def uninstall_hook(env):
    """Remove what this addon has added to others, and Odoo leaves."""
    remove_inherited_names(env, "channel_gateway", ["channel_"])
    editors = env.ref("mail.group_mail_template_editor")
    env.ref("constituent_crm.group_manager").implied_ids = [Command.unlink(editors.id)]
