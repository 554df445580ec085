"""The queue of a reception: tickets, the order of visitors, and their waits."""

from . import line, tickets
