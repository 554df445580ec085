from . import report, membership
