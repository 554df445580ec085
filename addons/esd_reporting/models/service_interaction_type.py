from odoo import api, fields, models
from odoo.fields import Domain


class ServiceInteractionType(models.Model):
    """As which of the ten types of BVPI 157 an interaction of the national list counts.

    The first ten of the list are those types themselves. What the others roll up to is
    not published with the list, so that each council enters it.
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
        types = self._esd_types()
        for one in self:
            one.is_rolled_up = one in types

    def _search_is_rolled_up(self, operator, value):
        if operator != "in":
            return NotImplemented
        own = self.env["esd.interaction.type"].search(Domain.TRUE).mapped("lgil_id")
        return Domain("rolls_up_to_id", "!=", False) | Domain("number", "in", own)

    def _compute_service_count(self):
        groups = self.env["service.type"]._read_group(
            [("interaction_ids", "in", self.ids)], ["interaction_ids"], ["__count"]
        )
        counts = dict(groups)
        for one in self:
            one.service_count = counts.get(one, 0)

    def _esd_types(self):
        """The type of BVPI 157 of each that rolls up to one.

        Returns:
            A dict of `service.interaction.type` and `esd.interaction.type`.
        """
        types = self.env["esd.interaction.type"].search(Domain.TRUE)
        own = {kind.lgil_id: kind for kind in types}
        found = {one: one.rolls_up_to_id or own.get(one.number) for one in self}
        return {one: kind for one, kind in found.items() if kind}
