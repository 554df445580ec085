from odoo import api, fields, models
from odoo.fields import Domain

from ..matching import normalise, phone_numbers, places

CONTACT_POINTS = ("phone", "email")

# An identifier that so many share does not identify a person.
MAX_SHARING = 20
BETWEEN_NUMBERS = " / "


class ConstituentContactPointsMixin(models.AbstractModel):
    """Phone numbers, e-mail addresses and postcodes: as entered and as found."""

    _name = "constituent.contact.points.mixin"
    _description = "Partner with Contact Points"

    postcode_start = fields.Char(
        string="Postcode Begins With",
        compute="_compute_postcode_start",
        search="_search_postcode_start",
        export_string_translation=False,
    )

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

    @api.depends("lookup_postcode")
    def _compute_postcode_start(self):
        for partner in self:
            partner.postcode_start = partner.lookup_postcode

    @api.model
    def _search_postcode_start(self, operator, value):
        """Find postcodes by their normal form, whole or only begun."""
        if operator not in ("ilike", "=ilike") or not isinstance(value, str):
            return NotImplemented
        starts = places.postcode_starts(value)
        # What is no postcode of a known form is compared as it is.
        return Domain("zip", "=ilike", f"{value.strip()}%") | Domain.OR(
            Domain("lookup_postcode", "=like", f"{start}%") for start in starts
        )


def clue_text(value):
    """Return a clue as text of limited length."""
    return str(value or "").strip()[: normalise.MAX_LENGTH]
