"""Definitions and figures of performance measures, without the ORM."""
