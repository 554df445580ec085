from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..matching import normalise


class ConstituentImport(models.Model):
    """What an import of the gazetteer can do beside."""

    _inherit = "constituent.import"

    target = fields.Selection(
        selection_add=[("property", "Properties")],
        ondelete={"property": "cascade"},
    )
    makes_wards = fields.Boolean(
        string="Create Wards",
        help="Create unknown wards instead of rejecting the row.",
    )

    def action_view_missing(self):
        """The properties in use that a file of the whole gazetteer does not have.

        Nothing becomes of them by itself: they may be made historic in the list.
        """
        self.ensure_one()
        missing = self._missing_properties()
        if not missing:
            raise UserError(self.env._("The file has every property in use."))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "constituent_crm.constituent_property_action"
        )
        return {
            **action,
            "name": self.env._("Missing from %s", self.name),
            "domain": [("id", "in", missing)],
            "context": {"search_default_empty": 1},
        }

    def _missing_properties(self):
        """The ids of the properties in use whose UPRN no row of the file has."""
        if not self.file:
            raise UserError(self.env._("The file is no longer kept: import it again."))
        there = {normalise.uprn(row.values.get("uprn")) for row in self._file_rows()}
        self.env["constituent.property"].check_access("read")
        known = self.env.execute_query(
            SQL(
                "SELECT id, uprn FROM constituent_property"
                " WHERE active AND status <> 'historic'"
            )
        )
        return [place_id for place_id, uprn in known if uprn not in there]
