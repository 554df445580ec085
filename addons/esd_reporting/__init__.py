from . import measures, models
from .hooks import uninstall_hook
