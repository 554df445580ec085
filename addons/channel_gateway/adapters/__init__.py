"""Wire formats read into plain values: one module for each, none knows Odoo."""

from . import address, clues, contact, email, markup, quoting
