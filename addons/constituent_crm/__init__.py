from . import matching, models
