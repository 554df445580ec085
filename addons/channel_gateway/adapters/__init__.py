"""Wire formats read into plain values: one module for each, none knows Odoo."""

from . import clues, contact, email, markup, quoting
