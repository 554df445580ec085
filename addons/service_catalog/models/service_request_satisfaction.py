from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from .service_satisfaction_mixin import ANSWER_DAYS

MAX_COMMENT_LENGTH = 2000


class ServiceRequest(models.Model):
    """What the constituent thought of it, and what follows from that."""

    _name = "service.request"
    _inherit = ["service.request", "service.satisfaction.mixin"]

    _asked_idx = models.Index(
        "(satisfaction_asked_at) WHERE satisfaction_asked_at IS NOT NULL"
    )

    def _within_rating_period(self):
        """Whether the constituent may still rate it."""
        self.ensure_one()
        since = fields.Datetime.now() - timedelta(days=ANSWER_DAYS)
        return self.state == "closed" and self.closed_at >= since

    def _can_be_rated(self):
        return self._within_rating_period()

    def _follow_up(self):
        """Have the lead of the team speak to a constituent who is not content."""
        self.ensure_one()
        who = self.team_id.lead_id or self.user_id or self.team_id.member_ids
        self._schedule_task(
            who,
            self.env._("Follow up: %s", self._satisfaction_summary()),
            self.satisfaction_comment,
        )

    def _schedule_task(self, who, summary, note=None):
        """Have the first of `who` (`res.users`) do something; else the request says so.

        Args:
            note: more words, plain text.
        """
        if who:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=summary,
                note=plaintext2html(note) if note else "",
                user_id=who[0].id,
            )
        else:
            self._message_log(body=summary)

    def _dispute(self, comment, by=None):
        """The constituent says that it is not done: it goes back to its team.

        Args:
            comment: what is still wrong, in their own words.
            by: the `res.partner` who says so, where it is one who has joined; empty
                for one without a name.

        Raises:
            UserError: when nothing is said, or it was closed too long ago.
        """
        self.ensure_one()
        words = self._clean_text(comment)
        if not words:
            raise UserError(self.env._("Tell us what is still wrong."))
        if not self._can_be_reopened():
            raise UserError(
                self.env._("It was closed too long ago. Please make a new request.")
            )
        by = self.partner_id if by is None else by
        self.env["constituent.interaction"]._record_contact(
            {
                "channel": "web",
                "partner_id": by.id,
                "request_id": self.id,
                "service_id": self.service_id.id,
                "subject": self.env._("Not done: %s", self.name),
                "repeat_of_id": self.interaction_ids[-1:].id,
            }
        )
        self._change_state("open", note=words, by=by)

    @staticmethod
    def _clean_text(text):
        # PostgreSQL keeps no null byte in a text.
        return (text or "").replace("\0", "").strip()[:MAX_COMMENT_LENGTH]
