from odoo import api, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _lookup_by_reference(self, text, limit):
        """Also the constituent of the request whose reference was typed."""
        request = self.env["service.request"]._find_by_reference(text)
        if not request.partner_id:
            return super()._lookup_by_reference(text, limit)
        return [(request.partner_id, self.env._("request %s", request.reference), 1.0)]
