from . import plots
from . import controllers, models
