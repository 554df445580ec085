from odoo import api, models
from odoo.tools import ormcache

from ...importing.synonyms import COUNTRY_SPELLINGS


class ConstituentImportConstituent(models.AbstractModel):
    """Countries of the rows, by which their national numbers are read."""

    _inherit = "constituent.import.constituent"

    @api.model
    def _regions(self, values):
        """Return the countries that the national numbers of a row may belong to.

        Args:
            values: dict of field name to text of a row.

        Returns:
            ISO 3166 codes of the row's country, which is the council's where the row
            has none, and of the council's.
        """
        spelling = values.get("country", "").casefold()
        _country_id, code = self._countries().get(spelling, (False, ""))
        council = self.env["constituent.identifier"]._region()
        return code or council, council

    @api.model
    @ormcache("self.env.lang", cache="stable")
    def _countries(self):
        """Return a dict of how a country is written to its id and its code."""
        found = {}
        countries = self.env["res.country"].search([("code", "!=", False)])
        for country in countries:
            names = (country.name, country.with_context(lang="en_US").name)
            others = COUNTRY_SPELLINGS.get(country.code, ())
            for spelling in (country.code, *names, *others):
                found.setdefault(spelling.casefold(), (country.id, country.code))
        return found
