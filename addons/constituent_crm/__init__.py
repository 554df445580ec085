from . import controllers, matching, models, permission, privacy, wizard
from .hooks import uninstall_hook
