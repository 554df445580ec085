from odoo import api, fields, models


class ServiceKnowledge(models.Model):
    """An answer that officers read out or send, so that all say the same."""

    _name = "service.knowledge"
    _description = "Ready Answer"
    _order = "sequence, name, id"

    name = fields.Char(string="Title", required=True)
    body = fields.Text(string="Answer", required=True)
    service_id = fields.Many2one(
        "service.type",
        ondelete="cascade",
        index="btree_not_null",
        help="Empty for an answer that any service may need.",
    )
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        required=True,
        default=lambda self: self.env.lang or "en_US",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    used_count = fields.Integer(
        string="Used", compute="_compute_used_count", help="In how many contacts."
    )

    def _compute_used_count(self):
        # How often it was used is told to whoever keeps the answers; no contact is.
        Interaction = self.env["constituent.interaction"].sudo()
        counts = dict(
            Interaction._read_group(
                [("knowledge_ids", "in", self.ids)], ["knowledge_ids"], ["__count"]
            )
        )
        for answer in self:
            answer.used_count = counts.get(answer._origin, 0)

    @api.model
    def _for(self, service):
        """The answers for a service, its own first, as plain data."""
        found = self.search([("service_id", "in", [service.id, False])])
        own_first = found.sorted(lambda one: not one.service_id)
        return [
            {"id": one.id, "name": one.name, "body": one.body, "lang": one.lang}
            for one in own_first
        ]
