import base64
import json

from odoo import fields, models
from odoo.exceptions import UserError


class ConstituentWardBoundaries(models.TransientModel):
    """Wizard to import boundaries of wards from GeoJSON."""

    _name = "constituent.ward.boundaries"
    _description = "Import of Ward Boundaries"

    file = fields.Binary(required=True, help="One FeatureCollection, in WGS 84.")
    file_name = fields.Char()

    def action_import(self):
        """Set the boundary of each ward whose code or name is among the properties.

        Raises:
            UserError: The file is invalid, or no feature belongs to a ward.
        """
        self.ensure_one()
        wards = self.env["constituent.ward"]._by_key()
        unknown, found = [], self.env["constituent.ward"]
        for feature in self._features():
            names = [
                value
                for value in (feature.get("properties") or {}).values()
                if isinstance(value, str)
            ]
            known = [wards[key] for key in map(str.casefold, names) if key in wards]
            if known:
                known[0].boundary = feature.get("geometry")
                found |= known[0]
            else:
                unknown.append(" ".join(names)[:80])
        if not found:
            raise UserError(
                self.env._(
                    "No feature of the file has the code or the name of a ward"
                    " among its properties."
                )
            )
        return self._result_notification(found, unknown)

    def _features(self):
        refusal = self.env._("The file is no FeatureCollection of GeoJSON.")
        try:
            features = json.loads(base64.b64decode(self.file))["features"]
        except (ValueError, KeyError, TypeError) as problem:
            raise UserError(refusal) from problem
        if not all(isinstance(feature, dict) for feature in features):
            raise UserError(refusal)
        return features

    def _result_notification(self, found, unknown):
        message = self.env._("Boundaries set for %s wards.", len(found))
        if unknown:
            message += " " + self.env._(
                "No matching ward: %s.", ", ".join(sorted(unknown))
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if unknown else "success",
                "message": message,
                "sticky": bool(unknown),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
