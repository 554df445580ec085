"""Personal data in models of this addon and of core: disclosure and erasure.

Later addons define it for their own models, see `base_privacy.py`.
"""

from odoo import api, models


class ConstituentMarker(models.Model):
    _inherit = "constituent.marker"

    def _subject_access_review_reason(self, partner):
        """Withhold a restricted marker unless the officer decides otherwise.

        Source: Data Protection Act 2018, schedule 2, part 1, paragraph 2 (crime), and
        schedule 3, part 2 (serious harm).

        Args:
            partner: `res.partner` who made the request.

        Returns:
            Pair of the reason as text, and whether it is withheld by default.
        """
        if self.is_restricted:
            reason = self.env._(
                "Disclosure would be likely to cause serious harm (Data"
                " Protection Act 2018, schedules 2 and 3)"
            )
            return self.non_disclosure_reason or reason, True
        if self.may_be_disclosed == "no":
            return self.non_disclosure_reason, True
        return super()._subject_access_review_reason(partner)


class ConstituentMarkerView(models.Model):
    _inherit = "constituent.marker.view"

    @api.model
    def _subject_access_fields(self):
        """Return none, because viewings by staff are the council's own data."""
        return []


class ConstituentRelationship(models.Model):
    _inherit = "constituent.relationship"

    def _subject_access_review_reason(self, partner):
        if self.note:
            return self.env._("The note may mention another person"), False
        return super()._subject_access_review_reason(partner)


class ConstituentInteractionCorrection(models.Model):
    _inherit = "constituent.interaction.correction"

    @api.model
    def _erasure_forget(self, partners):
        """Erase `partners` from contacts that were attributed to them by mistake."""
        numbers = [str(partner_id) for partner_id in partners.ids]
        persons = [("field_name", "in", ("partner_id", "beneficiary_id"))]
        for name in ("old_value", "new_value"):
            # Users who may erase need no permission to correct.
            rows = self.sudo().search([*persons, (name, "in", numbers)])
            rows.write({name: False, "reason": self.env._("Erased")})


class ConstituentMatch(models.Model):
    _inherit = "constituent.match"

    @api.model
    def _erasure_forget(self, partners):
        """Delete possible duplicates of `partners`."""
        for partner in partners:
            self.search(self._partner_domain(partner)).unlink()


class ConstituentMatchKey(models.Model):
    _inherit = "constituent.match.key"

    @api.model
    def _subject_access_fields(self):
        """Return none: keys are derived from name and address, which are disclosed."""
        return []


class ConstituentMatchPending(models.Model):
    _inherit = "constituent.match.pending"

    @api.model
    def _subject_access_fields(self):
        """Return none: the queue has no data beside the partner."""
        return []


class ConstituentErasure(models.Model):
    _inherit = "constituent.erasure"

    @api.model
    def _subject_access_fields(self):
        return ["requested_on", "ground", "state", "refusal"]

    @api.model
    def _erasure_policy(self, field):
        """Detach the person; the record of the erasure stays."""
        return "detach"


class ConstituentSubjectAccess(models.Model):
    _inherit = "constituent.subject.access"

    def _erase_person(self, partners, names):
        """Delete the file's parts and items; the dates of the request stay."""
        self.item_ids.unlink()
        self.part_ids.unlink()
        return super()._erase_person(partners, names)
