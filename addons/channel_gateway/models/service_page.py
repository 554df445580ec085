from odoo import api, models


class ServicePage(models.Model):
    _inherit = "service.page"

    @api.model
    def _contact_ways(self):
        """Add the endpoints that residents are told of, and the pages for screens."""
        # sudo: how to reach the council is public.
        endpoints = (
            self.env["channel.endpoint"].sudo().search([("is_active", "=", True)])
        )
        ways = super()._contact_ways()
        shown = {line for way in ways for line in way["lines"]}
        for endpoint in endpoints:
            address = endpoint._public_way()
            if address and address not in shown:
                shown.add(address)
                name = endpoint.channel_id.name
                href = f"mailto:{address}" if endpoint.is_mailbox else None
                ways.append({"label": name, "lines": [address], "href": href})
        return ways
