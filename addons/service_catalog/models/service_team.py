from odoo import fields, models


class ServiceTeam(models.Model):
    """A team that works on requests, with its working hours."""

    _name = "service.team"
    _description = "Service Team"
    _inherit = ["constituent.single.line.mixin"]
    _order = "directorate_id, name"
    _single_line_fields = ("name", "code")
    _first_line_fields = ("email",)

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    directorate_id = fields.Many2one(
        "service.directorate", ondelete="restrict", index="btree_not_null"
    )
    member_ids = fields.Many2many("res.users", string="Members")
    email = fields.Char()
    resource_calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working Hours",
        ondelete="restrict",
        help="Deadlines count in these hours unless the deadline has its own.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is in use already.")
