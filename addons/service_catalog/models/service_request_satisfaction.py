from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

RATING_DAYS = 30
LONGEST_COMMENT = 2000


class ServiceRequest(models.Model):
    _inherit = "service.request"

    def _may_be_rated(self):
        """Whether the constituent may say what they think of it, or change that."""
        self.ensure_one()
        since = fields.Datetime.now() - timedelta(days=RATING_DAYS)
        return self.state == "closed" and self.closed_at >= since

    def _rate(self, satisfaction, comment=None):
        """Keep what the constituent thinks of it; a later word replaces an earlier.

        Args:
            satisfaction: "1" to "5", 5 being very satisfied.
            comment: their own words.

        Raises:
            UserError: when it is not closed, closed too long ago, or not on the scale.
        """
        self.ensure_one()
        if not self._may_be_rated():
            raise UserError(
                self.env._(
                    "A request can be rated for %s days after it is closed.",
                    RATING_DAYS,
                )
            )
        if satisfaction not in dict(self._fields["satisfaction"].selection):
            raise UserError(self.env._("Choose one of the five answers."))
        # Residents rate without a login; the route has checked their token.
        self.sudo().write(
            {
                "satisfaction": satisfaction,
                "satisfaction_comment": (comment or "").strip()[:LONGEST_COMMENT],
                "satisfaction_at": fields.Datetime.now(),
            }
        )
