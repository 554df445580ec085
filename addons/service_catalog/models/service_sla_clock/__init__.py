from . import clock, planning, escalation
