from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def export_data(self, fields_to_export):
        """Also register who has taken which constituents out of Odoo."""
        result = super().export_data(fields_to_export)
        constituents = self.filtered("is_constituent")
        if constituents:
            domain = self.env.context.get("exported_domain")
            details = [self.env._("Fields: %s", ", ".join(fields_to_export))]
            if domain:
                details.append(self.env._("Domain: %s", domain))
            self.env["constituent.privacy.register"]._log(
                "export", constituents, "\n".join(details)
            )
        return result
