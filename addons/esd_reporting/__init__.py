from . import measures, models
