from odoo import api, fields, models

from ..phases import ACTIVE_PHASES, OPEN_PHASES, PHASES


class ServicePhaseMixin(models.AbstractModel):
    """A record with the phase of a request, which domains and views ask about."""

    _name = "service.phase.mixin"
    _description = "Record with a Phase"

    phase = fields.Selection(PHASES)
    is_open = fields.Boolean(
        string="Open",
        compute="_compute_is_open",
        search="_search_is_open",
        help="Neither closed nor cancelled.",
    )
    is_with_council = fields.Boolean(
        string="With the Council",
        compute="_compute_is_open",
        search="_search_is_with_council",
        help="The council has to act: open, and not waiting.",
    )

    @api.depends("phase")
    def _compute_is_open(self):
        for record in self:
            record.is_open = record.phase in OPEN_PHASES
            record.is_with_council = record.phase in ACTIVE_PHASES

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("phase", "in", OPEN_PHASES)]

    def _search_is_with_council(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("phase", "in", ACTIVE_PHASES)]
