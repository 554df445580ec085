from . import log_redaction
from .uninstall import remove_inherited_names


def post_load():
    """Keep what people told the council out of the server's log."""
    log_redaction.install()


def uninstall_hook(env):
    """Remove what would stay behind."""
    remove_inherited_names(env, "constituent_crm", ["constituent_"])
