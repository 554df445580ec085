import hashlib
import json

from odoo import api, fields, models
from odoo.tools import SQL

from .. import forms


class ServiceVersion(models.Model):
    """A version of the questions or the call script of a service.

    Administrators edit questions and scripts in place. The first request or call after
    an edit stores the whole as plain data, in all languages. Later ones share this row
    until the next edit. Rows are identified by a fingerprint of their content, so that
    a reverted edit leads back to the previous version. They are never changed: a
    request keeps the questions that it was asked.
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
        """Compute the part with the number."""
        parts = dict(self._fields["part"]._description_selection(self.env))
        for version in self:
            version.display_name = self.env._(
                "%(part)s, version %(number)s",
                part=parts.get(version.part, ""),
                number=version.number,
            )

    @api.model
    def _get_or_create(self, service, part, content):
        """Return the version with this content; create it if it is new.

        Args:
            service: `service.type`.
            part: "questions" or "script".
            content: plain data by language.

        Returns:
            `service.version`.
        """
        fingerprint = self._fingerprint(content)
        own = [("service_id", "=", service.id), ("part", "=", part)]
        known = self.search([*own, ("fingerprint", "=", fingerprint)], limit=1)
        if known:
            return known
        # Serialises concurrent writers of a version. PostgreSQL then reports a
        # conflict, and Odoo retries the transaction.
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
        """Return a hash of the content."""
        plain = json.dumps(content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(plain.encode()).hexdigest()[:32]

    def _content_in_language(self):
        """Return the content as `service.type._form`, in the context's language."""
        languages = self.content or {}
        own = languages.get(self.env.lang) or languages.get("en_US")
        return own or next(iter(languages.values()), [])

    def _question(self, code):
        """Return the `forms.Question` of a code."""
        plain = [
            question
            for question in self._content_in_language()
            if question["code"] == code
        ]
        return forms.read_form(plain or [{"code": code, "name": code}])[0]
