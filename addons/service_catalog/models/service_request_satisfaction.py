from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

SATISFACTION = [
    ("5", "Very satisfied"),
    ("4", "Satisfied"),
    ("3", "Neither satisfied nor dissatisfied"),
    ("2", "Dissatisfied"),
    ("1", "Very dissatisfied"),
]
POOR = ("1", "2")
ANSWER_DAYS = 30  # after closing
LONGEST_COMMENT = 2000


class ServiceRequest(models.Model):
    """What the constituent thought of it.

    Five points are the measure of national surveys; Odoo's rating takes three only.
    """

    _inherit = "service.request"

    satisfaction = fields.Selection(SATISFACTION, copy=False)
    satisfaction_comment = fields.Text(copy=False)
    satisfaction_at = fields.Datetime(copy=False)
    satisfaction_asked_at = fields.Datetime(
        string="Asked", copy=False, help="Once, however often it is closed."
    )
    _asked_idx = models.Index(
        "(satisfaction_asked_at) WHERE satisfaction_asked_at IS NOT NULL"
    )

    def _may_be_answered(self):
        """Whether the constituent may still rate it."""
        self.ensure_one()
        since = fields.Datetime.now() - timedelta(days=ANSWER_DAYS)
        return self.state == "closed" and self.closed_at >= since

    def _note_asked(self):
        """The constituent has been asked what they think of it."""
        first = self.filtered(lambda request: not request.satisfaction_asked_at)
        first.satisfaction_asked_at = fields.Datetime.now()

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
        if satisfaction not in dict(SATISFACTION):
            raise UserError(self.env._("Choose one of the five answers."))
        # Residents rate without a login; the route has checked their token.
        request = self.sudo()
        was_poor = request.satisfaction in POOR
        request.write(
            {
                "satisfaction": satisfaction,
                "satisfaction_comment": self._own_words(comment),
                "satisfaction_at": fields.Datetime.now(),
            }
        )
        # Whoever answers was asked, on the page if not by letter.
        request._note_asked()
        if satisfaction in POOR and not was_poor:
            request._follow_up()

    def _follow_up(self):
        """Have the lead of the team speak to a constituent who is not content."""
        self.ensure_one()
        words = dict(self._fields["satisfaction"]._description_selection(self.env))
        summary = self.env._("Follow up: %s", words[self.satisfaction])
        who = self.team_id.lead_id or self.user_id or self.team_id.member_ids[:1]
        if who:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=summary,
                note=plaintext2html(self.satisfaction_comment or ""),
                user_id=who.id,
            )
        else:
            self._message_log(body=summary)

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
        # PostgreSQL keeps no null byte in a text.
        return (text or "").replace("\0", "").strip()[:LONGEST_COMMENT]
