from odoo import api, fields, models

from .res_partner import READERS


class ResPartner(models.Model):
    """The current home, kept in step with the history of homes."""

    _inherit = "res.partner"

    occupancy_ids = fields.One2many(
        "constituent.occupancy", "partner_id", string="Homes", groups=READERS
    )

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        if any(vals.get("property_id") for vals in vals_list):
            partners.filtered("property_id")._sync_homes()
        return partners

    def write(self, vals):
        if not {"property_id", "is_constituent"} & vals.keys():
            return super().write(vals)
        before = {partner: partner.property_id for partner in self}
        result = super().write(vals)
        # A home that follows from the history stands there already.
        if not self.env.context.get("follows_history"):
            moved = self.filtered(
                lambda one: one.property_id != before[one] or "is_constituent" in vals
            )
            if moved:
                moved._sync_homes()
        return result

    def _sync_homes(self):
        """Have each constituent's current home in the history.

        Another home than before is a move of today, unless the one before was entered
        today: then it is corrected. Where there was none, it is not known since when.
        """
        today = fields.Date.context_today(self)
        yesterday = fields.Date.subtract(today, days=1)
        # Whoever may edit a contact keeps what is derived from it.
        Occupancy = self.env["constituent.occupancy"].sudo()
        Occupancy = Occupancy.with_context(follows_history=True)
        homes = Occupancy._homes_of(self).grouped("partner_id")
        new = []
        for partner in self.filtered("is_constituent"):
            former = homes.get(partner, Occupancy)
            if partner.property_id in former.property_id or not (
                partner.property_id or former
            ):
                continue
            mistaken = former.filtered(lambda row: row.valid_from == today)[:1]
            (former - mistaken).write({"valid_to": yesterday})
            if not partner.property_id:
                mistaken.unlink()
            elif mistaken:
                mistaken.property_id = partner.property_id
            else:
                new.append(partner._home_values(former and today))
        if new:
            Occupancy.create(new)

    def _home_values(self, since):
        self.ensure_one()
        return {
            "partner_id": self.id,
            "property_id": self.property_id.id,
            "role": "business" if self.is_company else "occupier",
            "valid_from": since or False,
        }

    def _apply_current_home(self, left=None):
        """Live at the current home of the history.

        Args:
            left: properties that the constituents may live at no longer.
        """
        if self.env.context.get("follows_history"):
            return
        Occupancy = self.env["constituent.occupancy"]
        homes = Occupancy._homes_of(self).grouped("partner_id")
        for partner in self.with_context(follows_history=True):
            home = homes.get(partner, Occupancy)[:1].property_id
            if home and home != partner.property_id:
                partner.write({"property_id": home.id, **home._address()})
            elif not home and left and partner.property_id in left:
                partner.property_id = False

    def action_change_home(self):
        """Say whether another home is a move, since when, or a correction."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Change of Home"),
            "res_model": "constituent.move",
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_id": self.id},
        }

    def action_view_ward_members(self):
        """Who is their councillor?"""
        self.ensure_one()
        return self.ward_id.action_view_members()
