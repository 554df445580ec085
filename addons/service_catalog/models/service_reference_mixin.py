import re

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..references import Reference, draw, parse, spell_out


class ServiceReferenceMixin(models.AbstractModel):
    """A reference that people quote: on the phone, in an e-mail, on a page."""

    _name = "service.reference.mixin"
    _description = "Record with a Reference"

    reference = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self._new_reference(),
    )
    reference_search = fields.Char(
        compute="_compute_reference_search",
        search="_search_reference_search",
        help="As people write it: in any case, with or without prefix and dashes.",
    )
    phonetic_reference = fields.Char(
        string="Phonetic Spelling", compute="_compute_phonetic_reference"
    )

    @api.model
    def _reference_prefix(self):
        # sudo: not all users may read the configuration.
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param("service_catalog.reference_prefix", "")

    @api.model
    def _new_reference(self):
        prefix = self._reference_prefix()
        while True:
            reference = str(draw(prefix))
            query = SQL(
                "SELECT FROM %s WHERE reference = %s",
                SQL.identifier(self._table),
                reference,
            )
            if not self.env.execute_query(query):
                return reference

    @api.model
    def _find_by_reference(self, text):
        """Return the request with a reference.

        Args:
            text: the reference as typed, in any case, with or without its prefix.

        Returns:
            A `service.request` of one record, or an empty one.
        """
        quoted = parse(text)
        if not quoted:
            return self.browse()
        prefix = self._reference_prefix()
        spellings = {str(quoted), str(Reference(prefix, quoted.body))}
        return self.search([("reference", "in", list(spellings))], limit=1)

    @api.depends("reference")
    def _compute_phonetic_reference(self):
        for request in self:
            read = parse(request.reference)
            request.phonetic_reference = spell_out(read) if read else False

    @api.depends("reference")
    def _compute_reference_search(self):
        for request in self:
            request.reference_search = request.reference

    def _search_reference_search(self, operator, value):
        if operator not in ("ilike", "=") or not isinstance(value, str):
            return NotImplemented
        found = self.sudo()._find_by_reference(value)
        if found:
            return Domain("id", "in", found.ids)
        start = re.sub(r"[^\w-]", "", value.upper())
        return Domain("reference", "=like", f"{start}%") if start else Domain.FALSE
