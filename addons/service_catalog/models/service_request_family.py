from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .service_request_state import OPEN_PHASES

# What a part begins with, as it is of the whole.
SUB_REQUEST_DEFAULTS = (
    "partner_id",
    "beneficiary_id",
    "channel_id",
    "address",
    "postcode",
    "latitude",
    "longitude",
)


class ServiceRequest(models.Model):
    """One case in several parts, for several teams: a request and those under it."""

    _inherit = "service.request"

    parent_id = fields.Many2one(
        "service.request",
        string="Parent Request",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        tracking=True,
    )
    child_ids = fields.One2many("service.request", "parent_id", string="Sub-Requests")
    open_child_ids = fields.One2many(
        "service.request",
        "parent_id",
        string="Open Sub-Requests",
        domain=[("state", "in", OPEN_PHASES)],
    )
    child_count = fields.Integer(
        string="Sub-Request Count", compute="_compute_child_count"
    )

    @api.model_create_multi
    def create(self, vals_list):
        default = {"parent_id": self.env.context.get("default_parent_id")}
        for vals in (default, *vals_list):
            self._check_parent_access(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_parent_access(vals)
        return super().write(vals)

    @api.model
    def _check_parent_access(self, vals):
        """Refuse a whole that the user may not see: its name is shown beside a part."""
        self.browse(vals.get("parent_id") or []).check_access("read")

    @api.constrains("parent_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A request cannot be a sub-request of itself.")
            )

    def _compute_child_count(self):
        counts = dict(
            self._read_group(
                [("parent_id", "in", self.ids)], ["parent_id"], ["__count"]
            )
        )
        for request in self:
            request.child_count = counts.get(request, 0)

    def action_add_sub_request(self):
        """Take down another request under this one: same person, same place."""
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_new_action"
        )
        same = self._convert_to_write(
            {name: self[name] for name in SUB_REQUEST_DEFAULTS}
        )
        return {
            **action,
            "name": self.env._("Sub-request of %s", self.reference),
            "context": {
                "dialog_size": "extra-large",
                "default_parent_id": self.id,
                **{f"default_{name}": value for name, value in same.items() if value},
            },
        }

    def action_view_children(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_action"
        )
        return {**action, "domain": [("parent_id", "=", self.id)], "context": {}}
