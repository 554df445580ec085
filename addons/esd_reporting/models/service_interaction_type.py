from odoo import api, fields, models
from odoo.fields import Domain


class ServiceInteractionType(models.Model):
    """The BVPI 157 type of an interaction of the national list.

    The first ten interactions of the list are the types themselves. The mapping of the
    others is not published with the list, so each council enters it.
    """

    _inherit = "service.interaction.type"

    rolls_up_to_id = fields.Many2one(
        "esd.interaction.type",
        string="BVPI 157 Type",
        ondelete="set null",
        help="Empty: as the type of the same number, if there is one.",
    )
    is_rolled_up = fields.Boolean(
        string="Rolled Up",
        compute="_compute_is_rolled_up",
        search="_search_is_rolled_up",
        help="If unset, the interaction is not counted in the inventory.",
    )
    service_count = fields.Integer(string="Services", compute="_compute_service_count")

    @api.depends("number", "rolls_up_to_id")
    def _compute_is_rolled_up(self):
        """Compute whether the interaction has a type."""
        types = self._esd_types()
        for interaction in self:
            interaction.is_rolled_up = interaction in types

    def _search_is_rolled_up(self, operator, value):
        """Search for interactions with a type."""
        if operator != "in":
            return NotImplemented
        own = self.env["esd.interaction.type"].search(Domain.TRUE).mapped("lgil_id")
        return Domain("rolls_up_to_id", "!=", False) | Domain("number", "in", own)

    def _compute_service_count(self):
        """Compute the number of services with the interaction."""
        groups = self.env["service.type"]._read_group(
            [("interaction_ids", "in", self.ids)], ["interaction_ids"], ["__count"]
        )
        counts = dict(groups)
        for interaction in self:
            interaction.service_count = counts.get(interaction, 0)

    def _esd_types(self):
        """Return the BVPI 157 types of these interactions.

        Returns:
            A dict of `service.interaction.type` to `esd.interaction.type`, without
            those that have no type.
        """
        types = self.env["esd.interaction.type"].search(Domain.TRUE)
        own = {kind.lgil_id: kind for kind in types}
        found = {
            interaction: interaction.rolls_up_to_id or own.get(interaction.number)
            for interaction in self
        }
        return {interaction: kind for interaction, kind in found.items() if kind}
