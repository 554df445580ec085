from . import report, joining, membership
