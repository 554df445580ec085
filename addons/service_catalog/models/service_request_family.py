from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .service_request_state import UNFINISHED


class ServiceRequest(models.Model):
    """One case in several parts, for several teams: a request and those under it."""

    _inherit = "service.request"

    parent_id = fields.Many2one(
        "service.request",
        string="Part of",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        tracking=True,
    )
    child_ids = fields.One2many("service.request", "parent_id", string="Parts")
    open_child_ids = fields.One2many(
        "service.request",
        "parent_id",
        string="Open Parts",
        domain=[("state", "in", UNFINISHED)],
    )
    child_count = fields.Integer(string="Part Count", compute="_compute_child_count")

    @api.constrains("parent_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A request cannot be part of itself."))

    def _compute_child_count(self):
        counts = dict(
            self._read_group(
                [("parent_id", "in", self.ids)], ["parent_id"], ["__count"]
            )
        )
        for request in self:
            request.child_count = counts.get(request, 0)

    def action_view_children(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_action"
        )
        return {**action, "domain": [("parent_id", "=", self.id)], "context": {}}
