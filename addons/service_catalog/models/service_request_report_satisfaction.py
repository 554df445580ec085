from odoo import models


class ServiceRequestReport(models.Model):
    """What each of those who have joined thought of it, apart from the first one's."""

    _name = "service.request.report"
    _inherit = ["service.request.report", "service.rated"]

    def _may_be_rated(self):
        return not self.left_at and self.request_id._may_be_answered()

    def _follow_up(self):
        """Have somebody who leads the team speak to one who is not content."""
        request = self.request_id
        who = request.team_id.lead_id or request.user_id or request.team_id.member_ids
        request._give_task(
            who,
            self.env._(
                "Follow up with %(who)s, who reported it too: %(what)s",
                who=self.partner_id.name or self.env._("somebody"),
                what=self._satisfaction_words(),
            ),
            self.satisfaction_comment,
        )
