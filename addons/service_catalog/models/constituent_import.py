from odoo import fields, models


class ConstituentImport(models.Model):
    """Targets of the import for the catalogue and the national list."""

    _inherit = "constituent.import"

    target = fields.Selection(
        selection_add=[
            ("service", "Services"),
            ("service_keyword", "Residents' Phrases"),
            ("service_question", "Questions of Services"),
            ("service_script", "Call Scripts"),
            ("service_canned_response", "Canned Responses"),
            ("service_outcome", "Outcomes of Requests"),
            ("service_deadline", "Deadlines"),
            ("service_rule", "Routing Rules"),
            ("service_national", "National List of Services"),
        ],
        ondelete={
            "service": "cascade",
            "service_keyword": "cascade",
            "service_question": "cascade",
            "service_script": "cascade",
            "service_canned_response": "cascade",
            "service_outcome": "cascade",
            "service_deadline": "cascade",
            "service_rule": "cascade",
            "service_national": "cascade",
        },
    )
    makes_teams = fields.Boolean(
        string="Create Directorates and Teams",
        help="Create unknown records instead of rejecting the row.",
    )
