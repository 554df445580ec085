from . import clocks, controllers, finding, models, references
