from . import plots
from . import models
