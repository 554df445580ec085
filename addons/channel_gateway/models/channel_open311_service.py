from odoo import fields, models


class ChannelOpen311Service(models.Model):
    """A service on the Open311 server of an organisation, and ours that it is."""

    _name = "channel.open311.service"
    _description = "Service of an Organisation"
    _inherit = ["constituent.single.line.mixin"]
    _order = "name, code"
    _single_line_fields = ("code", "name")

    server_id = fields.Many2one(
        "channel.open311.server", required=True, ondelete="cascade", index=True
    )
    code = fields.Char(string="Their Code", required=True)
    name = fields.Char(string="Their Name")
    service_id = fields.Many2one(
        "service.type",
        string="Our Service",
        ondelete="cascade",
        index="btree_not_null",
        help="Requests for it that are referred to the organisation are sent under"
        " their code.",
    )

    _code_uniq = models.Constraint(
        "UNIQUE (server_id, code)", "This service is in the list already."
    )
