from . import controllers, matching, models, permission, privacy, wizard
from .hooks import post_init_hook, post_load, uninstall_hook
