from odoo import api, fields, models


class ServiceInteractionType(models.Model):
    """An interaction with a service by the LGIL, such as apply, report or pay."""

    _name = "service.interaction.type"
    _description = "Interaction of the National List"
    _order = "number"
    _rec_names_search = ["name"]

    number = fields.Integer(
        required=True,
        aggregator=None,
        help="Number in the Local Government Interaction List (LGIL).",
    )
    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)

    _number_uniq = models.Constraint(
        "UNIQUE (number)", "This number is in use already."
    )

    @api.depends("number", "name")
    def _compute_display_name(self):
        """Compute the number with the name."""
        for kind in self:
            kind.display_name = f"{kind.number} {kind.name or ''}".strip()
