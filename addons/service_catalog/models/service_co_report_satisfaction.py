from odoo import models


class ServiceCoReport(models.Model):
    """What each of those who have joined thought of it, apart from the first one's."""

    _name = "service.co.report"
    _inherit = ["service.co.report", "service.satisfaction.mixin"]

    def _can_be_rated(self):
        return not self.left_at and self.request_id._within_rating_period()

    def _follow_up(self):
        """Have somebody who leads the team speak to one who is not content."""
        request = self.request_id
        who = request.team_id.lead_id or request.user_id or request.team_id.member_ids
        request._schedule_task(
            who,
            self.env._(
                "Follow up with %(who)s, who reported it too: %(what)s",
                who=self.partner_id.name or self.env._("somebody"),
                what=self._satisfaction_summary(),
            ),
            self.satisfaction_comment,
        )
