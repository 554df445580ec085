from odoo.fields import Command


def uninstall_hook(env):
    """Remove the template editor role from the contact centre's administrators."""
    editors = env.ref("mail.group_mail_template_editor")
    env.ref("constituent_crm.group_manager").implied_ids = [Command.unlink(editors.id)]
