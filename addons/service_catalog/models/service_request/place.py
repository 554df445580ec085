from odoo import api, models

from ..service_place_mixin import POINT_FIELDS, WARD_SOURCE_FIELDS

# Of the flats of one building, so many are looked at.
MAX_AT_POINT = 50


class ServiceRequest(models.Model):
    """Changes of the place of a request."""

    _inherit = "service.request"

    def _prepare_moves(self, vals):
        """Return the places that follow from another property, by request.

        Args:
            vals: the values to write. A point, address, postcode or ward in them stays.
        """
        place = self.env["constituent.property"].browse(vals.get("property_id") or ())
        moves = {}
        for request in self if place else ():
            former = request.property_id
            if former == place:
                continue
            values = request._prepare_move_to(place, former)
            if former.ward_id == request.ward_id:
                values["ward_id"] = place.ward_id.id
            if any(vals.get(name) for name in POINT_FIELDS):
                values = {n: values[n] for n in values if n not in POINT_FIELDS}
            moves[request] = {n: values[n] for n in values if n not in vals}
        return moves

    @api.onchange("property_id")
    def _onchange_property_id(self):
        """Show the place of another property, but for what the officer has entered."""
        if not self.property_id:
            return
        former = self._origin.property_id
        if self._has_place():
            # Of a property chosen and left again, before anything is stored.
            here = [(name, "=", self[name]) for name in POINT_FIELDS]
            former |= former.search(here, limit=MAX_AT_POINT)
        values = self._prepare_move_to(self.property_id, former)
        point = [values.get(name) or self[name] for name in POINT_FIELDS]
        ward = self.property_id.ward_id
        if not ward and any(point):
            # sudo: ward boundaries are public.
            ward = ward.sudo()._of_point(*point)
        if ward or self.ward_id in former.ward_id:
            values["ward_id"] = ward.id
        self.update(values)

    def _update_ward(self, vals):
        """Set the ward from the new place of the request.

        A ward in `vals` is kept.

        Args:
            vals: the values written.
        """
        if "ward_id" in vals or not any(vals.get(name) for name in WARD_SOURCE_FIELDS):
            return
        Rule = self.env["service.routing.rule"]
        for request in self:
            facts = Rule._current_routing_facts(request, without=("ward_id",))
            ward = facts["ward_id"]
            if ward and ward != request.ward_id:
                request.ward_id = ward
