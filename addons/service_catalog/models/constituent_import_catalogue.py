from odoo import fields, models


class ConstituentImport(models.Model):
    """The catalogue and the national list come in as constituents do."""

    _inherit = "constituent.import"

    target = fields.Selection(
        selection_add=[
            ("service", "Services"),
            ("service_keyword", "Residents' Words"),
            ("service_question", "Questions of Services"),
            ("service_script", "Call Scripts"),
            ("service_national", "National List of Services"),
        ],
        ondelete={
            "service": "cascade",
            "service_keyword": "cascade",
            "service_question": "cascade",
            "service_script": "cascade",
            "service_national": "cascade",
        },
    )
    makes_teams = fields.Boolean(
        string="Make Directorates and Teams",
        help="One that is not known is made, instead of the row being rejected.",
    )
