"""Cells and names of catalogue tables, without the ORM."""

from .cells import (
    EMPTY,
    Unreadable,
    condition,
    day,
    decimal,
    joined,
    options,
    parts,
    shown,
    whole,
    yes,
)
from .names import Names, folded
from .reading import Column, Reading
