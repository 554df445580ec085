"""Telephone systems: their events, and what became of calls; no ORM."""
