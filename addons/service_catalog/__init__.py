from . import asking, clocks, controllers, finding, models, references, wizards
from .hooks import uninstall_hook
