from odoo import api, fields, models

EVIDENCE = [
    ("published", "The service is published"),
    ("endpoint", "The service is published and an endpoint is active"),
    ("decision", "Decided for each service"),
]


class EsdInteractionType(models.Model):
    """One of the ten types of interaction of BVPI 157, such as apply, book or pay."""

    _name = "esd.interaction.type"
    _description = "Interaction Type"
    _order = "lgil_id"

    name = fields.Char(required=True, translate=True)
    lgil_id = fields.Integer(
        string="LGIL",
        required=True,
        aggregator=None,
        help="Number in the Local Government Interaction List.",
    )
    evidence = fields.Selection(
        EVIDENCE,
        required=True,
        default="decision",
        help="What shows that a service can be used in this way electronically.",
    )
    channel_ids = fields.Many2many(
        "constituent.channel",
        string="Channels",
        domain=[("is_electronic", "=", True)],
        help="An active endpoint on one of these channels is the evidence.",
    )
    is_usual = fields.Boolean(
        string="Every Service Has It",
        help="Added to services without interactions in the catalogue.",
    )
    is_open = fields.Boolean(
        compute="_compute_is_open",
        store=True,
        string="Endpoint Active",
        help="At least one endpoint on its channels is active.",
    )
    inventory_ids = fields.One2many("esd.inventory", "interaction_type_id")

    _lgil_id_uniq = models.Constraint(
        "UNIQUE (lgil_id)", "This number is in use already."
    )

    @api.depends("channel_ids.endpoint_ids.is_active")
    def _compute_is_open(self):
        """Compute whether an endpoint on its channels is active."""
        for kind in self:
            kind.is_open = any(kind.channel_ids.endpoint_ids.mapped("is_active"))
