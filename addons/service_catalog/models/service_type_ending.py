from odoo import api, fields, models
from odoo.exceptions import UserError

from ..priorities import PRIORITIES


class ServiceType(models.Model):
    """How urgent requests for a service are, and how they may end."""

    _inherit = "service.type"

    priority = fields.Selection(
        PRIORITIES, required=True, default="0", help="Priority of new requests."
    )
    outcome_ids = fields.Many2many(
        "service.outcome", string="Outcomes", help="Leave empty for all."
    )
    reopen_days = fields.Integer(
        string="Days to Reopen",
        default=lambda self: self._usual_reopen_days(),
        help="Days after closing during which the constituent can reopen the request;"
        " 0 for never.",
    )

    _reopen_days_positive = models.Constraint(
        "CHECK (reopen_days >= 0)", "Days are counted from 0."
    )

    @api.model
    def _usual_reopen_days(self):
        # A default for whoever makes a service; the setting is no secret.
        setting = self.env["ir.config_parameter"].sudo()
        return int(setting.get_param("service_catalog.reopen_days", 30))

    def _check_outcome(self, outcome):
        """Refuse an outcome that requests for this service do not have."""
        if self.outcome_ids and outcome not in self.outcome_ids:
            raise UserError(
                self.env._(
                    "“%(service)s” cannot be closed as “%(outcome)s”. Possible"
                    " outcomes: %(all)s.",
                    service=self.name,
                    outcome=outcome.name,
                    all=", ".join(self.outcome_ids.mapped("name")),
                )
            )
