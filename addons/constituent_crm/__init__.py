from . import matching, models, wizard
