from odoo import api, models

from ...matching import normalise, phone_numbers
from .permission import CONTACT_POINTS

# An identifier that so many share does not identify a person.
MAX_SHARING = 20
BETWEEN_NUMBERS = " / "


class ResPartner(models.Model):
    """Phone numbers and e-mail addresses: as entered, as clues and to write to."""

    _inherit = "res.partner"

    @api.onchange("phone", "country_id", "company_id")
    def _onchange_phone_validation(self):
        result = super()._onchange_phone_validation()
        if self.phone:
            self.phone = phone_numbers.dialled(self.phone)
        return result

    @api.onchange("phone", "email", "country_id")
    def _onchange_contact_points(self):
        """Ask for the whole number or address where it cannot be used as it is."""
        Identifier = self.env["constituent.identifier"]
        for kind in CONTACT_POINTS:
            text = self[kind]
            if not text or Identifier._normal_forms(kind, text, self):
                continue
            if self.is_constituent:
                return {
                    "warning": {
                        "title": self.env._("Not found by this"),
                        "message": Identifier._refusal(kind, text),
                    }
                }
        return None

    def _complete_contact_points(self, clues):
        """Set phone number and e-mail address if the constituent has none."""
        Identifier = self.env["constituent.identifier"]
        for kind in ("email", "phone"):
            forms = Identifier._normal_forms(kind, clue_text(clues.get(kind)))
            if forms and not self[kind] and not self._identifiers_like(kind, clues):
                self[kind] = BETWEEN_NUMBERS.join(forms)

    def _identifiers_like(self, kind, clues):
        """Return the current identifiers of type `kind` with the clues' value."""
        Identifier = self.env["constituent.identifier"]
        forms = Identifier._normal_forms(kind, clue_text(clues.get(kind)))
        if not forms:
            return Identifier
        domain = [("type", "=", kind), ("value_normalised", "in", forms)]
        # All that identification asks of them, in one query.
        needed = ["partner_id", "is_verified", "is_shared", "valid_from", "valid_to"]
        rows = Identifier.search_fetch(domain, needed, limit=MAX_SHARING)
        return rows.filtered(lambda row: row._is_current())

    def _is_of_company(self):
        # Each user may know that a contact is a company's own.
        companies = self.env["res.company"].sudo()
        return bool(companies.search_count([("partner_id", "in", self.ids)], limit=1))

    def _phone_for_texts(self):
        """Return the first number that takes text messages, in normal form, or ""."""
        self.ensure_one()
        Identifier = self.env["constituent.identifier"]
        numbers = Identifier._normal_forms("phone", self.phone, self)
        return next(filter(phone_numbers.takes_texts, numbers), "")

    def _email_to_write_to(self):
        """Return the e-mail address in normal form, or ""."""
        self.ensure_one()
        Identifier = self.env["constituent.identifier"]
        return Identifier._normalised("email", self.email_normalized or self.email)


def clue_text(value):
    """Return a clue as text of limited length."""
    return str(value or "").strip()[: normalise.MAX_LENGTH]
