from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

ANSWER_DAYS = 30  # after closing
LONGEST_COMMENT = 2000


class ServiceRequest(models.Model):
    _inherit = "service.request"

    def _may_be_answered(self):
        """Whether the constituent may still rate it."""
        self.ensure_one()
        since = fields.Datetime.now() - timedelta(days=ANSWER_DAYS)
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
        if not self._may_be_answered():
            raise UserError(
                self.env._(
                    "A request can be rated for %s days after it is closed.",
                    ANSWER_DAYS,
                )
            )
        if satisfaction not in dict(self._fields["satisfaction"].selection):
            raise UserError(self.env._("Choose one of the five answers."))
        # Residents rate without a login; the route has checked their token.
        self.sudo().write(
            {
                "satisfaction": satisfaction,
                "satisfaction_comment": self._own_words(comment),
                "satisfaction_at": fields.Datetime.now(),
            }
        )

    def _dispute(self, comment):
        """The constituent says that it is not done: it goes back to its team.

        Args:
            comment: what is still wrong, in their own words.

        Raises:
            UserError: when nothing is said, or it was closed too long ago.
        """
        self.ensure_one()
        words = self._own_words(comment)
        if not words:
            raise UserError(self.env._("Tell us what is still wrong."))
        if not self._may_be_reopened():
            raise UserError(
                self.env._("It was closed too long ago. Please make a new request.")
            )
        self.env["constituent.interaction"]._record(
            {
                "channel": "web",
                "partner_id": self.partner_id.id,
                "request_id": self.id,
                "service_id": self.service_id.id,
                "subject": self.env._("Not done: %s", self.name),
                "repeat_of_id": self.interaction_ids[-1:].id,
            }
        )
        self._move("open", note=words, by=self.partner_id)

    @staticmethod
    def _own_words(text):
        return (text or "").strip()[:LONGEST_COMMENT]
