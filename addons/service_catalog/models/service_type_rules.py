from odoo import api, fields, models
from odoo.fields import Domain


class ServiceType(models.Model):
    """What is promised to requests for a service, and where they go."""

    _inherit = "service.type"

    promise_ids = fields.Many2many(
        "service.sla.policy",
        string="Deadlines",
        compute="_compute_promise_ids",
        help="Deadlines that may apply to a request for this service. For"
        " each kind, the first match applies.",
    )
    rule_ids = fields.Many2many(
        "service.routing.rule",
        string="Routing Rules",
        compute="_compute_rule_ids",
        help="Rules that may apply to a request for this service, in order.",
    )

    @api.depends("directorate_id", "sla_policy_id")
    def _compute_promise_ids(self):
        Policy = self.env["service.sla.policy"]
        for service in self:
            named = Domain("id", "=", service.sla_policy_id.id or 0)
            service.promise_ids = Policy.search(
                service._ruled_by() & (named | Domain("scope", "=", "fitting"))
            )

    @api.depends("directorate_id")
    def _compute_rule_ids(self):
        for service in self:
            service.rule_ids = self.env["service.routing.rule"].search(
                service._ruled_by()
            )

    def _ruled_by(self):
        """A domain of the rules that some request for this service can meet."""
        self.ensure_one()
        mine = {
            "service_ids": self._origin.id,
            "directorate_ids": self.directorate_id.id,
        }
        return Domain.AND(
            Domain(name, "=", False) | Domain(name, "in", [one or 0])
            for name, one in mine.items()
        )

    def action_try_rules(self):
        """Ask what becomes of a request for this service, without opening one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_routing_test_action"
        )
        return {**action, "context": {"default_service_id": self.id}}
