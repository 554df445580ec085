from odoo import api, fields, models

from ..open311 import statuses


class ServiceOutcome(models.Model):
    """Outcomes of requests as Open311 publishes them: done told from refused."""

    _inherit = "service.outcome"

    open311_status = fields.Selection(
        list(statuses.EXTENDED),
        compute="_compute_open311_status",
        store=True,
        readonly=False,
        precompute=True,
        help="Extended status that clients such as FixMyStreet are told.",
    )

    @api.depends("code", "is_fixed", "needs_organisation")
    def _compute_open311_status(self):
        for outcome in self:
            outcome.open311_status = outcome.open311_status or statuses.of_outcome(
                outcome.code or "",
                is_fixed=outcome.is_fixed,
                is_referral=outcome.needs_organisation,
            )
