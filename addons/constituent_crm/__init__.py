from . import matching, models, permission, wizard
from .hooks import uninstall_hook
