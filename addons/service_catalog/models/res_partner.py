from odoo import fields, models

from odoo.addons.constituent_crm.models.ruled_search import ruled_search

from ..phases import OPEN_PHASES


class ResPartner(models.Model):
    _inherit = "res.partner"

    request_ids = fields.One2many(
        "service.request",
        "partner_id",
        string="Requests",
        search=ruled_search("request_ids"),
    )
    open_request_ids = fields.One2many(
        "service.request",
        "partner_id",
        string="Open Requests",
        domain=[("state", "in", OPEN_PHASES)],
        search=ruled_search("open_request_ids"),
    )
    request_count = fields.Integer(compute="_compute_request_count")

    def _compute_request_count(self):
        Request = self.env["service.request"]
        counts = {}
        if Request.has_access("read"):
            domain = [("partner_id", "in", self.ids)]
            counts = dict(Request._read_group(domain, ["partner_id"], ["__count"]))
        for partner in self:
            partner.request_count = counts.get(partner, 0)

    def _comparison_facts(self):
        """Also the requests of each, the open ones told apart."""
        descriptions = [one._describe_requests() for one in self]
        if not any(descriptions):
            return super()._comparison_facts()
        requests = {"label": self.env._("Requests"), "values": descriptions}
        return [*super()._comparison_facts(), requests]

    def _describe_requests(self):
        if not self.request_count:
            return []
        opened = self.env._("%s open", len(self.open_request_ids))
        return [str(self.request_count), opened]

    def action_view_requests(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_action"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }
