"""The catalogue as tables that people keep: cells and names, without the ORM."""

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
