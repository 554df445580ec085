"""The phases of requests, which is all that deadlines and figures need to know.

The states of requests that councils set up each belong to one of them.
"""

PHASES = [
    ("open", "Open"),
    ("in_progress", "In Progress"),
    ("waiting", "Waiting"),
    ("closed", "Closed"),
    ("cancelled", "Cancelled"),
]
# Phases in which the council has to act.
ACTIVE_PHASES = ("open", "in_progress")
OPEN_PHASES = (*ACTIVE_PHASES, "waiting")
FINAL_PHASES = ("closed", "cancelled")

# The same as conditions of indexes; a query uses one whose condition is among its own.
OPEN_SQL = f"phase IN {OPEN_PHASES}"
ACTIVE_SQL = f"phase IN {ACTIVE_PHASES}"
