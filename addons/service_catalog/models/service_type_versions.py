from odoo import fields, models


class ServiceType(models.Model):
    """The versions of what a service asks and says."""

    _inherit = "service.type"

    version_count = fields.Integer(compute="_compute_version_count")

    def _compute_version_count(self):
        counts = dict(
            self.env["service.version"]._read_group(
                [("service_id", "in", self.ids)], ["service_id"], ["__count"]
            )
        )
        for service in self:
            service.version_count = counts.get(service, 0)

    def action_view_versions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_version_action"
        )
        return {**action, "domain": [("service_id", "=", self.id)], "context": {}}
