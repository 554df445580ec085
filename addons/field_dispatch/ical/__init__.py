"""Appointments as iCalendar files (RFC 5545 and RFC 5546)."""

from .event import Event, Method, calendar
