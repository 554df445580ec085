"""Appointments as files that every calendar program takes (RFC 5545 and 5546)."""

from .event import Event, Method, calendar
