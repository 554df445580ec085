"""Parse wire formats into plain values, one module for each format, without Odoo."""

from . import address, attachments, clues, contact, email, markup, quoting
