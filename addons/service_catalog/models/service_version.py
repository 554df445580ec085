import hashlib
import json

from odoo import api, fields, models
from odoo.tools import SQL

from .. import forms


class ServiceVersion(models.Model):
    """What a service asked, or its officers said, as it stood.

    Administrators edit questions and scripts as they are. The first request opened, or
    call taken, after an edit writes down the whole as plain data, in all languages;
    what follows shares that row until the next edit. Rows are found by a fingerprint of
    their content, so an edit that is taken back leads back to the version before it,
    and they are never written again: an old request keeps the questions it was asked,
    whatever becomes of the records they were made from.
    """

    _name = "service.version"
    _description = "Version of Questions or Script"
    _order = "service_id, part, number desc"

    service_id = fields.Many2one(
        "service.type", required=True, ondelete="cascade", index=True
    )
    part = fields.Selection(
        [("questions", "Questions"), ("script", "Script")], required=True
    )
    number = fields.Integer(required=True)
    fingerprint = fields.Char(required=True)
    content = fields.Json(required=True)

    _fingerprint_uniq = models.Constraint(
        "UNIQUE (service_id, part, fingerprint)", "This version is known already."
    )
    _number_uniq = models.Constraint(
        "UNIQUE (service_id, part, number)", "This version is known already."
    )

    @api.depends("service_id", "part", "number")
    def _compute_display_name(self):
        parts = dict(self._fields["part"]._description_selection(self.env))
        for version in self:
            version.display_name = self.env._(
                "%(part)s, version %(number)s",
                part=parts.get(version.part, ""),
                number=version.number,
            )

    @api.model
    def _get_or_create(self, service, part, content):
        """The version of `service` with this content, written down if it is new."""
        fingerprint = self._fingerprint(content)
        own = [("service_id", "=", service.id), ("part", "=", part)]
        known = self.search([*own, ("fingerprint", "=", fingerprint)], limit=1)
        if known:
            return known
        # Whoever writes the same version down at the same moment waits here, and then
        # PostgreSQL has them try again, which Odoo does by itself.
        self.env.cr.execute(
            SQL("SELECT FROM service_type WHERE id = %s FOR NO KEY UPDATE", service.id)
        )
        last = self.search(own, order="number desc", limit=1)
        return self.create(
            {
                "service_id": service.id,
                "part": part,
                "number": last.number + 1,
                "fingerprint": fingerprint,
                "content": content,
            }
        )

    @api.model
    def _fingerprint(self, content):
        plain = json.dumps(content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(plain.encode()).hexdigest()[:32]

    def _content_in_language(self):
        """The content as `service.type._form` has it, in the context's language."""
        languages = self.content or {}
        mine = languages.get(self.env.lang) or languages.get("en_US")
        return mine or next(iter(languages.values()), [])

    def _question(self, code):
        """The `forms.Question` of that code."""
        plain = [one for one in self._content_in_language() if one["code"] == code]
        return forms.read(plain or [{"code": code, "name": code}])[0]
