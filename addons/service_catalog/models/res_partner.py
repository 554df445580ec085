from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    request_ids = fields.One2many("service.request", "partner_id", string="Requests")
    open_request_ids = fields.One2many(
        "service.request",
        "partner_id",
        string="Open Requests",
        domain=[("state", "in", ("open", "in_progress", "waiting"))],
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
