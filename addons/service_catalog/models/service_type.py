from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ServiceType(models.Model):
    """Something the council does for those it serves: an entry of the catalogue."""

    _name = "service.type"
    _description = "Service"
    _inherit = ["constituent.single.line.mixin"]
    _order = "sequence, name"
    _rec_names_search = ["name", "code"]
    _single_line_fields = ("name", "code", "group")

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Also the service code of Open311.")
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    # Whose it is
    directorate_id = fields.Many2one(
        "service.directorate", ondelete="restrict", index="btree_not_null"
    )
    team_id = fields.Many2one(
        "service.team", ondelete="restrict", index="btree_not_null"
    )
    sla_policy_id = fields.Many2one(
        "service.sla.policy",
        string="Deadline",
        ondelete="restrict",
        index="btree_not_null",
    )
    matter_id = fields.Many2one(
        "constituent.matter",
        ondelete="restrict",
        index="btree_not_null",
        help="Representatives need authority for this matter.",
    )
    lgsl_id = fields.Integer(
        string="LGSL", help="Number in the Local Government Services List."
    )
    # What the public sees
    is_published = fields.Boolean(
        string="Published", help="Offered to the public, also over Open311."
    )
    group = fields.Char(
        string="Heading", translate=True, help="Heading under which residents find it."
    )
    needs_location = fields.Boolean(help="A request must say where.")
    # What helps to find it and to ask the right thing
    keyword_ids = fields.One2many(
        "service.keyword", "service_id", string="Residents' Phrases"
    )
    question_ids = fields.One2many("service.question", "service_id")
    script_ids = fields.One2many("service.script", "service_id")
    # How much of it there is
    request_ids = fields.One2many("service.request", "service_id", string="Requests")
    open_request_count = fields.Integer(compute="_compute_open_request_count")

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is in use already.")

    @api.constrains("code")
    def _check_code(self):
        for service in self:
            if not service.code.replace("_", "").replace("-", "").isalnum():
                raise ValidationError(
                    self.env._("A code has letters, digits, “_” and “-” only.")
                )

    def _compute_open_request_count(self):
        counts = dict(
            self.env["service.request"]._read_group(
                [("service_id", "in", self.ids), ("closed_at", "=", False)],
                ["service_id"],
                ["__count"],
            )
        )
        for service in self:
            service.open_request_count = counts.get(service, 0)

    def action_view_requests(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_action"
        )
        return {**action, "domain": [("service_id", "=", self.id)], "context": {}}
