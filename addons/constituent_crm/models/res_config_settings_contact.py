from odoo import fields, models

from .constituent_marker import REVIEW_MONTHS


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    has_quiet_hours = fields.Boolean(
        related="company_id.has_quiet_hours", readonly=False
    )
    quiet_from = fields.Float(related="company_id.quiet_from", readonly=False)
    quiet_to = fields.Float(related="company_id.quiet_to", readonly=False)
    council_tz = fields.Selection(
        related="company_id.partner_id.tz",
        string="Council's Time Zone",
        readonly=False,
        help="Leave empty for the default of the council's country.",
    )
    marker_reviewer_id = fields.Many2one(
        related="company_id.marker_reviewer_id", readonly=False
    )
    review_months_caution = fields.Integer(
        string="Caution",
        default=REVIEW_MONTHS,
        config_parameter="constituent_crm.review_months_caution",
    )
    review_months_vulnerability = fields.Integer(
        string="Vulnerability",
        default=REVIEW_MONTHS,
        config_parameter="constituent_crm.review_months_vulnerability",
    )
    review_months_accessibility = fields.Integer(
        string="Accessibility",
        default=REVIEW_MONTHS,
        config_parameter="constituent_crm.review_months_accessibility",
    )
    review_months_language = fields.Integer(
        string="Language",
        default=REVIEW_MONTHS,
        config_parameter="constituent_crm.review_months_language",
    )
