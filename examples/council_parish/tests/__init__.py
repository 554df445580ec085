from . import test_parish
