from odoo import api, fields, models

from ..open311 import statuses


class ServiceRequestState(models.Model):
    """States of requests as Open311 publishes them."""

    _inherit = "service.request.state"

    open311_status = fields.Selection(
        list(statuses.EXTENDED),
        compute="_compute_open311_status",
        store=True,
        readonly=False,
        precompute=True,
        help="Extended status that clients such as FixMyStreet are told.",
    )

    @api.depends("code", "phase")
    def _compute_open311_status(self):
        for state in self:
            state.open311_status = state.open311_status or statuses.of_state(
                state.code or "", state.phase or ""
            )

    def _open311_words(self):
        """Return what everybody may read about requests in this state."""
        if self.phase == "waiting" and self.event == "held":
            return self.env._("Waiting for somebody else.")
        if self.phase == "cancelled":
            return self.public_name or self.name
        return {
            "in_progress": self.env._("Work is under way."),
            "waiting": self.env._("Waiting for the person who reported it."),
        }.get(self.phase, "")
