from odoo import api, fields, models

CONTACT_POINTS = ("phone", "email")
KEY = ("partner_id", "type", "value_normalised")


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _contact_points(self):
        """Each one's phone number and e-mail address, as (id, type, normal form)."""
        Identifier = self.env["constituent.identifier"]
        return {
            (partner.id, kind, normal)
            for partner in self
            for kind in CONTACT_POINTS
            if (normal := Identifier._normalised(kind, partner[kind]))
        }

    def _contact_identifiers(self):
        """The identifiers that are phone numbers and e-mail addresses, by their key."""
        # Whoever may edit a contact keeps what is derived from it.
        Identifier = self.env["constituent.identifier"].sudo()
        rows = Identifier.with_context(active_test=False).search_fetch(
            [("partner_id", "in", self.ids), ("type", "in", CONTACT_POINTS)],
            [*KEY, "active", "valid_from", "valid_to"],
        )
        return {
            (row.partner_id.id, row.type, row.value_normalised): row for row in rows
        }

    def _add_identifiers(self):
        """Have an identifier for each phone number and address of who is new."""
        # As in `_contact_identifiers`.
        rows, points = self.env["constituent.identifier"].sudo(), self._contact_points()
        rows._create_of(points)
        rows._update_sharing({normal for _partner, _kind, normal in points})

    def _update_sharing(self):
        """Let who else has one's numbers know that they share them, or no longer do."""
        # As in `_contact_identifiers`.
        rows = self.env["constituent.identifier"].sudo()
        found = rows.with_context(active_test=False).search(
            [("partner_id", "in", self.ids)]
        )
        rows._update_sharing(found._values())

    def _sync_identifiers(self, before=frozenset(), also=frozenset()):
        """Have an identifier in use for each phone number and e-mail address.

        Those that have been replaced end: they are found still, and identify nobody.

        Args:
            before: the `_contact_points` there were.
            also: more `_contact_points` of theirs, to be in use too.
        """
        known, now = self._contact_identifiers(), self._contact_points()
        served = set(self.filtered("is_constituent").ids)
        wanted = {point for point in now if point[0] in served} | also
        back = [known[key] for key in wanted & known.keys()]
        replaced = before - now
        gone = [known[key] for key in replaced & known.keys()]
        # As in `_contact_identifiers`. Who shares them is looked at once, at the end.
        rows = self.env["constituent.identifier"].sudo()
        later = rows.with_context(sharing_noted_later=True)
        later.union(*(row for row in back if not row.is_current)).write(
            {"active": True, "valid_from": False, "valid_to": False}
        )
        yesterday = fields.Date.subtract(fields.Date.context_today(self), days=1)
        later.union(*(row for row in gone if row.is_current)).write(
            {"valid_from": False, "valid_to": yesterday}
        )
        rows._create_of(wanted - known.keys())
        rows._update_sharing({normal for _partner, _kind, normal in replaced | wanted})

    @api.ondelete(at_uninstall=False)
    def _unlink_identifiers(self):
        """Take the identifiers along, so that who shared them shares them no longer."""
        # As in `_contact_identifiers`.
        rows = self.env["constituent.identifier"].sudo()
        rows.with_context(active_test=False).search(
            [("partner_id", "in", self.ids)]
        ).unlink()
