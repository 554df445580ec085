from odoo import api, fields, models
from odoo.fields import Domain

# What a service lacks that somebody will miss.
LACKS = {
    "team": [("team_id", "=", False)],
    "deadline": [("sla_policy_id", "=", False), ("nature", "!=", "information")],
    "words": [("keyword_ids", "=", False)],
    "heading": [("is_published", "=", True), ("group", "=", False)],
    "description": [("is_published", "=", True), ("description", "in", [False, ""])],
    "choices": [
        (
            "question_ids",
            "any",
            [
                ("datatype", "in", ["singlevaluelist", "multivaluelist"]),
                ("option_ids", "=", False),
            ],
        )
    ],
}


class ServiceType(models.Model):
    """What an administrator should still see to."""

    _inherit = "service.type"

    needs_attention = fields.Boolean(
        compute="_compute_attention", search="_search_needs_attention"
    )
    attention = fields.Char(compute="_compute_attention", string="Open Issues")

    @api.depends(
        "team_id",
        "sla_policy_id",
        "nature",
        "keyword_ids",
        "is_published",
        "group",
        "description",
        "question_ids.datatype",
        "question_ids.option_ids",
    )
    def _compute_attention(self):
        words = {
            "team": self.env._("no responsible team"),
            "deadline": self.env._("it has no deadline"),
            "words": self.env._("no residents' phrases"),
            "heading": self.env._("no public heading"),
            "description": self.env._("no public description"),
            "choices": self.env._("a question offers no choices"),
        }
        for service in self:
            lacks = [
                words[name]
                for name, domain in LACKS.items()
                if service.filtered_domain(domain)
            ]
            service.needs_attention = bool(lacks)
            service.attention = "; ".join(lacks)

    @api.model
    def _search_needs_attention(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(LACKS.values())
