from odoo.fields import Command


def uninstall_hook(env):
    """Take back what the contact centre's administrators could do for our templates."""
    editors = env.ref("mail.group_mail_template_editor")
    env.ref("constituent_crm.group_manager").implied_ids = [Command.unlink(editors.id)]
