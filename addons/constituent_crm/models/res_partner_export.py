from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def export_data(self, fields_to_export):
        """Also register who has taken which constituents out of Odoo."""
        result = super().export_data(fields_to_export)
        constituents = self.filtered("is_constituent")
        if constituents:
            domain = self.env.context.get("exported_domain")
            told = [self.env._("Fields: %s", ", ".join(fields_to_export))]
            if domain:
                told.append(self.env._("Domain: %s", domain))
            self.env["constituent.register"]._note(
                "export", constituents, "\n".join(told)
            )
        return result
