"""Matching of an address as written to properties of the gazetteer, without the ORM.

`parse` reads a text once. `Entry` holds a property. `matches` ranks the properties that
may be meant, and says of the best one whether it is certain.
"""

from .entry import SEARCH_KEYS, Entry, names_of
from .names import alike
from .ranking import Match, matches
from .search_keys import spellings_of
from .written import MAX_LENGTH, Written, parse

__all__ = [
    "MAX_LENGTH",
    "SEARCH_KEYS",
    "Entry",
    "Match",
    "Written",
    "alike",
    "matches",
    "names_of",
    "parse",
    "spellings_of",
]
