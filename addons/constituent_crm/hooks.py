from . import log_redaction
from .uninstall import remove_inherited_names


def post_load():
    """Redact personal data in the server's log."""
    log_redaction.install()


def post_init_hook(env):
    """Tell administrators which companies have no country to read phone numbers by."""
    todo = env.ref("mail.mail_activity_data_todo")
    # The web client tells them: there may be no mail server yet.
    quiet = env["res.company"].with_context(mail_activity_quick_update=True)
    for company in quiet.search([("partner_id.country_id", "=", False)]):
        for user in env.ref("base.group_system").all_user_ids:
            activity = company.partner_id.activity_schedule(
                activity_type_id=todo.id,
                summary=env._("Set the country of %s", company.name),
                note=env._(
                    "Without it, constituents are not found by phone numbers that have"
                    " no country's code, unless they have a country themselves."
                ),
                user_id=user.id,
            )
            # It is removed together with this addon.
            xml_id = f"constituent_crm.activity_country_{activity.id}"
            values = {"xml_id": xml_id, "record": activity, "noupdate": True}
            env["ir.model.data"]._update_xmlids([values])


def uninstall_hook(env):
    """Remove external IDs that Odoo would leave behind."""
    remove_inherited_names(env, "constituent_crm", ["constituent_"])
