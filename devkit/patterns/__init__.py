"""Prove that no regular expression of the addons costs more than linear time.

`alphabet` tells which characters a pattern tells apart, `automaton` makes positions and
edges of it, `growth` looks for what makes a backtracking engine slow, and `sources`
finds the patterns in the code.
"""

from .growth import problem
from .sources import Finding, problems_in

__all__ = ["Finding", "problem", "problems_in"]
