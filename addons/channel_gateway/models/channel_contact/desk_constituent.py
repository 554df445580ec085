from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.service_catalog.phases import FINAL_PHASES

NEW_CONSTITUENT = ("name", "phone", "email", "postcode", "street", "city")


class ChannelContact(models.AbstractModel):
    """What the Contact Desk shows of the constituent."""

    _inherit = "channel.contact"

    @api.model
    @api.readonly
    def desk_constituent(self, partner_id):
        """Return what the officer needs to know of a constituent at first sight.

        Args:
            partner_id: id of the `res.partner`.

        Returns:
            Dict of contact details, markers, represented people, requests and contacts.

        Raises:
            UserError: The constituent does not exist.
        """
        partner = self._desk_partner(partner_id)
        return {
            "id": partner.id,
            "name": partner.name,
            "kind": partner.kind_id.name or "",
            "phone": partner.phone or "",
            "email": partner.email or "",
            "street": partner.street or "",
            "postcode": partner.zip or "",
            "property": partner.property_id._address_label()
            if partner.property_id
            else False,
            "do_not_contact": partner.do_not_contact,
            "preferred": partner.preferred_channel_id.name or "",
            "markers": self._desk_markers(partner),
            "acts_for": [
                {"id": one.id, "name": one.name}
                for one in partner._represented_partners()
            ],
            "requests": self._desk_requests(partner),
            "contacts": self._desk_contacts(partner),
        }

    @api.model
    @api.readonly
    def desk_beneficiary(self, partner_id, beneficiary_id, service_id=False):
        """Return the person on whose behalf somebody calls, and whether they may.

        Args:
            partner_id: id of the caller's `res.partner`.
            beneficiary_id: id of the represented `res.partner`.
            service_id: id of the `service.type`, which may limit the authority.

        Returns:
            Dict of id, name, warning ("" for none) and markers.

        Raises:
            UserError: The represented person does not exist.
        """
        other = self._desk_partner(beneficiary_id)
        caller = self.env["res.partner"].browse(partner_id)
        matter = self.env["service.type"].browse(service_id or []).matter_id
        return {
            "id": other.id,
            "name": other.name,
            "warning": caller._representation_warning(other, matter),
            "markers": self._desk_markers(other),
        }

    @api.model
    def _desk_partner(self, partner_id):
        partner = self.env["res.partner"].browse(partner_id).exists()
        if not partner:
            raise UserError(self.env._("This constituent is not there any more."))
        return partner

    @api.model
    def _desk_markers(self, partner):
        Marker = self.env["constituent.marker"]
        labels = dict(Marker._fields["category"]._description_selection(self.env))
        domain = Domain("partner_id", "=", partner.id) & Marker._current()
        current = Marker.search(domain)
        current._log_viewing("desk")
        return [
            {
                "id": marker.id,
                "category": marker.category,
                "label": labels[marker.category],
                "reason": marker.reason,
            }
            for marker in current
        ]

    @api.model
    def _desk_requests(self, partner, limit=8):
        """Return their requests: open ones first, then those closed last."""
        Request = self.env["service.request"]
        own = Domain("partner_id", "=", partner.id)
        own |= Domain("beneficiary_id", "=", partner.id)
        ended = Domain("phase", "in", FINAL_PHASES)
        found = Request.search(own & ~ended, limit=limit)
        found += Request.search(own & ended, order="closed_at desc", limit=3)
        labels = dict(Request._fields["phase"]._description_selection(self.env))
        return [
            {
                "id": request.id,
                "reference": request.reference,
                "name": request.name,
                "service_id": request.service_id.id,
                "phase": request.phase,
                "label": labels[request.phase],
                "outcome": request.outcome_id.name or "",
                "is_overdue": request.is_overdue,
                "due_at": fields.Datetime.to_string(request.due_at),
                "opened_at": fields.Datetime.to_string(request.opened_at),
            }
            for request in found[: limit + 3]
        ]

    @api.model
    def _desk_contacts(self, partner, limit=5):
        rows = self.env["constituent.interaction"].search(
            [("partner_id", "=", partner.id)], limit=limit
        )
        return [
            {
                "id": row.id,
                "subject": row.subject or "",
                "channel": row.channel_id.name,
                "icon": row.channel_id.icon or "fa-comment",
                "direction": row.direction,
                "started_at": fields.Datetime.to_string(row.started_at),
            }
            for row in rows
        ]

    @api.model
    def desk_new_constituent(self, values):
        """Create a constituent, unless phone or e-mail identify an existing one.

        Args:
            values: dict of the fields in `NEW_CONSTITUENT`.

        Returns:
            Dict of `desk_constituent`, and `is_known` for an existing one.

        Raises:
            UserError: The values are not enough for a new constituent, or the phone
                number or e-mail address is not a whole one.
        """
        Partner = self.env["res.partner"]
        Partner.check_access("create")
        clues = {name: (values.get(name) or "").strip() for name in NEW_CONSTITUENT}
        self._check_contact_points(clues)
        known = Partner._constituent_identify(clues)
        partner = known or Partner._constituent_identify(clues, create=True)
        if not partner:
            raise UserError(
                self.env._("Enter a name, a phone number or an e-mail address.")
            )
        return {**self.desk_constituent(partner.id), "is_known": bool(known)}

    @api.model
    def _check_contact_points(self, clues):
        """Ask for the whole number or address: the constituent is not found by less."""
        Identifier = self.env["constituent.identifier"]
        for kind in ("phone", "email"):
            if clues[kind] and not Identifier._normal_forms(kind, clues[kind]):
                raise UserError(Identifier._refusal(kind, clues[kind]))
