from . import log_redaction
from .uninstall import remove_inherited_names


def post_load():
    """Redact personal data in the server's log."""
    log_redaction.install()


def uninstall_hook(env):
    """Remove external IDs that Odoo would leave behind."""
    remove_inherited_names(env, "constituent_crm", ["constituent_"])
