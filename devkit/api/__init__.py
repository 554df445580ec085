"""Check that addons use of each other only what `docs/api.md` states.

`models` reads which models the addons have, `receivers` what an expression is a record
of, `uses` finds what one addon uses of another, and `page` reads the tables.
"""

from .page import Page
from .uses import Use, problems

__all__ = ["Page", "Use", "problems"]
