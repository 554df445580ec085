from . import clocks, controllers, forms, models, references, service_matching, wizards
from .hooks import uninstall_hook
