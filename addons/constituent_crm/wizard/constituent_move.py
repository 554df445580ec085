from odoo import api, fields, models
from odoo.exceptions import UserError


class ConstituentMove(models.TransientModel):
    """Wizard to change a home: a move on a day, or a correction."""

    _name = "constituent.move"
    _description = "Change of Home"

    partner_id = fields.Many2one(
        "res.partner", string="Constituent", required=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [("move", "They moved"), ("correction", "It was entered wrongly")],
        required=True,
        default="move",
    )
    home_id = fields.Many2one(
        related="partner_id.property_id", string="From", export_string_translation=False
    )
    property_id = fields.Many2one(
        "constituent.property",
        string="To",
        domain=[("status", "!=", "historic")],
        help="Leave empty if the new address is not known.",
    )
    moved_on = fields.Date(string="First Day There", default=fields.Date.context_today)
    role = fields.Selection(
        lambda self: self.env["constituent.occupancy"]._fields["role"].selection,
        default="occupier",
    )
    source = fields.Selection(
        lambda self: self.env["constituent.occupancy"]._fields["source"].selection,
        default="told",
    )
    household_ids = fields.Many2many(
        "res.partner", compute="_compute_household_ids", export_string_translation=False
    )
    with_ids = fields.Many2many(
        "res.partner", string="Together With", help="Who moves with them."
    )

    @api.depends("partner_id")
    def _compute_household_ids(self):
        for move in self:
            move.household_ids = move.home_id.resident_ids - move.partner_id

    def action_confirm(self):
        """Record the move, or the correction, in the occupancies."""
        self.ensure_one()
        partners = self.partner_id | self.with_ids
        if self.kind == "correction":
            self._correct(partners)
        elif self.property_id and self.property_id == self.home_id:
            raise UserError(self.env._("This is already their home."))
        else:
            self._move(partners)
        return {"type": "ir.actions.act_window_close"}

    def _homes(self, partners):
        return self.env["constituent.occupancy"]._homes_of(partners)

    def _correct(self, partners):
        homes = self._homes(partners)
        if not self.property_id:
            homes.unlink()
        elif homes:
            homes.property_id = self.property_id
        else:
            partners.write(
                {"property_id": self.property_id.id, **self.property_id._address()}
            )

    def _move(self, partners):
        if not self.property_id:
            day_before = fields.Date.subtract(self.moved_on, days=1)
            self._homes(partners).valid_to = day_before
            return
        self.env["constituent.occupancy"].create(
            [
                {
                    "partner_id": partner.id,
                    "property_id": self.property_id.id,
                    "role": self.role,
                    "source": self.source,
                    "valid_from": self.moved_on,
                    "is_home": True,
                }
                for partner in partners
            ]
        )
