from odoo import api, fields, models


class ServiceRoutingRule(models.Model):
    """Which team gets a request; the first rule that fits decides."""

    _name = "service.routing.rule"
    _description = "Routing Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, help="Why, as shown on the request.")
    sequence = fields.Integer(default=10)
    service_id = fields.Many2one(
        "service.type", ondelete="cascade", index="btree_not_null"
    )
    directorate_id = fields.Many2one(
        "service.directorate", ondelete="cascade", index="btree_not_null"
    )
    ward_id = fields.Many2one(
        "constituent.ward", ondelete="cascade", index="btree_not_null"
    )
    team_id = fields.Many2one(
        "service.team", required=True, ondelete="cascade", index=True
    )
    active = fields.Boolean(default=True)

    @api.model
    def _route(self, service, ward):
        """The team for a request and the reason in words.

        Args:
            service: `service.type` record.
            ward: `constituent.ward` record, may be empty.

        Returns:
            (`service.team`, str): the first rule that fits, else the service's team.
        """
        rule = self.search(self._fitting(service, ward), limit=1)
        if rule:
            return rule.team_id, self.env._("Rule “%s”", rule.name)
        if service.team_id:
            return service.team_id, self.env._("Team of the service")
        return service.team_id, self.env._("No rule fits and the service has no team")

    @api.model
    def _fitting(self, service, ward):
        """Domain of the rules that ask for nothing else than this."""
        return [
            ("service_id", "in", [False, service.id]),
            ("directorate_id", "in", [False, service.directorate_id.id]),
            ("ward_id", "in", [False, ward.id]),
        ]
