"""Cleaning of external text before it is used in fields, headers and calendars."""

from .single_line import first_line, paragraphs, single_line
from .visible import visible
