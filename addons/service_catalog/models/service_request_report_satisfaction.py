from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from .service_request_satisfaction import ANSWER_DAYS, POOR, SATISFACTION


class ServiceRequestReport(models.Model):
    """What each of those who have joined thought of it, apart from the first one's."""

    _inherit = "service.request.report"

    satisfaction = fields.Selection(SATISFACTION, copy=False)
    satisfaction_comment = fields.Text(copy=False)
    satisfaction_at = fields.Datetime(copy=False)
    satisfaction_asked_at = fields.Datetime(string="Asked", copy=False)

    def _note_asked(self):
        """They have been asked what they think of it."""
        first = self.filtered(lambda report: not report.satisfaction_asked_at)
        first.satisfaction_asked_at = fields.Datetime.now()

    def _rate(self, satisfaction, comment=None):
        """Keep what they think of it; as `_rate` of the request is for the first one.

        Args:
            satisfaction: "1" to "5", 5 being very satisfied.
            comment: their own words.

        Raises:
            UserError: when it is not closed, closed too long ago, or not on the scale.
        """
        self.ensure_one()
        # Residents rate without a login; the route has checked their token.
        report = self.sudo()
        request = report.request_id
        if report.left_at or not request._may_be_answered():
            raise UserError(
                self.env._(
                    "A request can be rated for %s days after it is closed.",
                    ANSWER_DAYS,
                )
            )
        if satisfaction not in dict(SATISFACTION):
            raise UserError(self.env._("Choose one of the five answers."))
        was_poor = report.satisfaction in POOR
        report.write(
            {
                "satisfaction": satisfaction,
                "satisfaction_comment": request._own_words(comment),
                "satisfaction_at": fields.Datetime.now(),
            }
        )
        report._note_asked()
        if satisfaction in POOR and not was_poor:
            report._follow_up()

    def _follow_up(self):
        """Have somebody who leads the team speak to one who is not content."""
        request = self.request_id
        words = dict(self._fields["satisfaction"]._description_selection(self.env))
        summary = self.env._(
            "Follow up with %(who)s, who reported it too: %(what)s",
            who=self.partner_id.name or self.env._("somebody"),
            what=words[self.satisfaction],
        )
        who = request.team_id.lead_id or request.user_id or request.team_id.member_ids
        if who:
            request.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=summary,
                note=plaintext2html(self.satisfaction_comment or ""),
                user_id=who[0].id,
            )
        else:
            request._message_log(body=summary)
