from . import test_normalise
