"""Matching of an address as written to properties of the gazetteer, without the ORM.

`Search` takes a text, says which keys to look for, and ranks the `Entry` of each
property that is found. `Match` is a result.
"""

from .entry import SEARCH_KEYS, Entry, names_of
from .other_addresses import parts_of
from .postcodes import spellings_in
from .ranking import Match, matches
from .search import Search
from .search_keys import spellings_of
from .written import MAX_LENGTH, Written, parse

__all__ = [
    "MAX_LENGTH",
    "SEARCH_KEYS",
    "Entry",
    "Match",
    "Search",
    "Written",
    "matches",
    "names_of",
    "parse",
    "parts_of",
    "spellings_in",
    "spellings_of",
]
