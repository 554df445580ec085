from odoo import api, models


class ConstituentComparison(models.AbstractModel):
    _inherit = "constituent.comparison"

    @api.model
    def _comparison_facts(self, partners):
        """Add the partners' requests, open ones separately."""
        facts = super()._comparison_facts(partners)
        descriptions = [self._describe_requests(partner) for partner in partners]
        if any(descriptions):
            facts.append({"label": self.env._("Requests"), "values": descriptions})
        return facts

    @api.model
    def _describe_requests(self, partner):
        if not partner.request_count:
            return []
        opened = self.env._("%s open", len(partner.open_request_ids))
        return [str(partner.request_count), opened]
