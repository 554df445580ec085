"""What the models of this addon and of core tell of a person, and what stays of them.

A later addon does the same for its own: see `base_privacy.py`.
"""

from odoo import api, models


class ConstituentMarker(models.Model):
    _inherit = "constituent.marker"

    def _subject_access_review_reason(self, partner):
        """A restricted marker is exempt unless the officer decides otherwise.

        Data Protection Act 2018, schedule 2, part 1, paragraph 2, and schedule 3, part
        2: crime, and serious harm to somebody.
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
        """Which of the staff has looked is the council's own business."""
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
        """Contacts that were taken for theirs, and no longer are."""
        numbers = [str(partner_id) for partner_id in partners.ids]
        persons = [("field_name", "in", ("partner_id", "beneficiary_id"))]
        for name in ("old_value", "new_value"):
            # Whoever may erase need not be able to correct.
            rows = self.sudo().search([*persons, (name, "in", numbers)])
            rows.write({name: False, "reason": self.env._("Erased")})


class ConstituentMatch(models.Model):
    _inherit = "constituent.match"

    @api.model
    def _erasure_forget(self, partners):
        """Who they may be."""
        for partner in partners:
            self.search(self._about(partner)).unlink()


class ConstituentMatchKey(models.Model):
    _inherit = "constituent.match.key"

    @api.model
    def _subject_access_fields(self):
        """Made from the name and address, which are told."""
        return []


class ConstituentMatchPending(models.Model):
    _inherit = "constituent.match.pending"

    @api.model
    def _subject_access_fields(self):
        """Made from the name and address, which are told."""
        return []


class ConstituentErasure(models.Model):
    _inherit = "constituent.erasure"

    @api.model
    def _subject_access_fields(self):
        return ["requested_on", "ground", "state", "refusal"]

    @api.model
    def _erasure_policy(self, field):
        """The record of the erasure itself stays, without the person."""
        return "detach"


class ConstituentSubjectAccess(models.Model):
    _inherit = "constituent.subject.access"

    def _erase_person(self, partners, names):
        """That it was asked for and answered in time stays; the file does not."""
        self.item_ids.unlink()
        self.part_ids.unlink()
        return super()._erase_person(partners, names)
