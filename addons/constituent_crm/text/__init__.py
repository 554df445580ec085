"""Texts of strangers on their way into fields, headers and calendars."""

from .single_line import first_line, paragraphs, single_line
from .visible import visible
