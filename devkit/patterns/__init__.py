"""Prove that every regular expression of the addons takes linear time.

`alphabet` finds the characters that a pattern distinguishes, `automaton` builds
positions and edges, `growth` looks for causes of superlinear backtracking, and
`sources` finds the patterns in the code.
"""

from .growth import problem
from .sources import Finding, problems_in

__all__ = ["Finding", "problem", "problems_in"]
