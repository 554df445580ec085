from datetime import timedelta

from odoo import fields

from .common import CouncilCase


class MarkerCase(CouncilCase):
    """A council whose officers add markers to a constituent."""

    def mark(self, reason="Ring twice", **values):
        return self.make_marker(self.zofia, reason, **values)

    def visible_markers(self, group):
        return self.zofia.with_user(self.users[group]).current_marker_ids

    def in_days(self, days):
        return fields.Date.context_today(self.env.user) + timedelta(days=days)
