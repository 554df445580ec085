"""Check that addons use only what `docs/api.md` states of each other.

`models` reads which models the addons define, `receivers` infers of which model an
expression is a record, `uses` finds what one addon uses of another, and `page` reads
the tables.
"""

from .page import Page
from .uses import Use, problems

__all__ = ["Page", "Use", "problems"]
