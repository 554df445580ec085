from odoo import api, models
from odoo.tools import ormcache

from ...importing import constituent


class ConstituentImportConstituent(models.AbstractModel):
    """Countries of the rows, by which their national numbers are read."""

    _inherit = "constituent.import.constituent"

    @api.model
    def _region(self, values):
        """Return the country that the national numbers of a row belong to.

        Args:
            values: dict of field name to text of a row.

        Returns:
            ISO 3166 code, that of the council where the row has none.
        """
        spelling = values.get("country", "").casefold()
        _country_id, code = self._countries().get(spelling, (False, ""))
        return code or self.env["constituent.identifier"]._region()

    @api.model
    @ormcache("self.env.lang", cache="stable")
    def _countries(self):
        """Return a dict of how a country is written to its id and its code."""
        found = {}
        countries = self.env["res.country"].search([])
        for country in countries:
            names = (country.name, country.with_context(lang="en_US").name)
            others = constituent.COUNTRY_SPELLINGS.get(country.code, ())
            for spelling in (country.code, *names, *others):
                found.setdefault(spelling.casefold(), (country.id, country.code))
        return found
