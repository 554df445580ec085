"""Calls as they are made in a contact centre.

Each scenario makes its calls, and returns what the telephones saw: a `rig.Visit` for
each visit to a queue.
"""

from . import serving, transfers, waiting

SCENARIOS = (*waiting.SCENARIOS, *serving.SCENARIOS, *transfers.SCENARIOS)
