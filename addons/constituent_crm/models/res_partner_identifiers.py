from odoo import api, fields, models

CONTACT_POINTS = ("phone", "email")


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
        rows = Identifier.with_context(active_test=False).search(
            [("partner_id", "in", self.ids), ("type", "in", CONTACT_POINTS)]
        )
        return {
            (row.partner_id.id, row.type, row.value_normalised): row for row in rows
        }

    def _add_identifiers(self):
        """Have an identifier for each phone number and address of who is new."""
        self._create_identifiers(self._contact_points())

    def _create_identifiers(self, points):
        # As in `_contact_identifiers`.
        self.env["constituent.identifier"].sudo().create(
            [
                {"partner_id": partner_id, "type": kind, "value": normal}
                for partner_id, kind, normal in sorted(points)
            ]
        )

    def _note_sharing(self):
        """Let who else has one's numbers know that they share them, or no longer do."""
        # As in `_contact_identifiers`.
        rows = self.env["constituent.identifier"].sudo()
        found = rows.with_context(active_test=False).search(
            [("partner_id", "in", self.ids)]
        )
        rows._note_sharing(found._values())

    def _keep_identifiers(self):
        """Have an identifier in use for each phone number and e-mail address."""
        known = self._contact_identifiers()
        wanted = self._contact_points()
        for key in wanted & known.keys():
            row = known[key]
            if not row.active or not row._is_current():
                row.write({"active": True, "valid_to": False})
        self._create_identifiers(wanted - known.keys())

    def _end_identifiers(self, before):
        """Let the numbers and addresses end that have been replaced.

        They are found still, and identify nobody.

        Args:
            before: the `_contact_points` there were.
        """
        gone = before - self._contact_points()
        if not gone:
            return
        yesterday = fields.Date.subtract(fields.Date.context_today(self), days=1)
        for key, row in self._contact_identifiers().items():
            if key in gone and row._is_current():
                row.write({"valid_from": False, "valid_to": yesterday})

    @api.ondelete(at_uninstall=False)
    def _forget_identifiers(self):
        """Take the identifiers along, so that who shared them shares them no longer."""
        # As in `_contact_identifiers`.
        rows = self.env["constituent.identifier"].sudo()
        rows.with_context(active_test=False).search(
            [("partner_id", "in", self.ids)]
        ).unlink()
