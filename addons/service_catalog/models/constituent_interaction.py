from odoo import api, fields, models


class ConstituentInteraction(models.Model):
    _inherit = "constituent.interaction"

    request_id = fields.Many2one(
        "service.request", ondelete="set null", index="btree_not_null"
    )
    service_id = fields.Many2one("service.type", ondelete="set null")

    _service_idx = models.Index("(service_id, started_at) WHERE service_id IS NOT NULL")

    def _correctable(self):
        return [*super()._correctable(), "service_id"]

    # Adds the service as a dependency.
    @api.depends("service_id")
    def _compute_suggested_repeat_id(self):
        return super()._compute_suggested_repeat_id()

    def _is_about_same(self, earlier):
        """Return whether both contacts are about the same service."""
        if self.service_id and earlier.service_id:
            return self.service_id == earlier.service_id
        return super()._is_about_same(earlier)
