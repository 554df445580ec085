from . import clocks, controllers, finding, models, references
from .hooks import uninstall_hook
