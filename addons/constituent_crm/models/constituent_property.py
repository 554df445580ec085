from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ConstituentProperty(models.Model):
    """An entry of the property gazetteer (BS 7666)."""

    _name = "constituent.property"
    _description = "Property"
    _order = "postcode, street, house"
    _rec_names_search = ["name", "uprn", "postcode"]

    name = fields.Char(compute="_compute_name", store=True, index="trigram")
    uprn = fields.Char(
        string="UPRN", required=True, help="Unique Property Reference Number."
    )
    house = fields.Char(help="Number or name of the house.")
    street = fields.Char()
    locality = fields.Char()
    city = fields.Char()
    postcode = fields.Char(index=True)
    ward_id = fields.Many2one("constituent.ward", index=True)
    latitude = fields.Float(digits=(9, 6))
    longitude = fields.Float(digits=(9, 6))
    resident_ids = fields.One2many("res.partner", "property_id", string="Constituents")
    active = fields.Boolean(default=True)

    _uprn_uniq = models.Constraint("UNIQUE (uprn)", "This UPRN is in use already.")

    @api.depends("house", "street", "locality", "city", "postcode")
    def _compute_name(self):
        for place in self:
            line = " ".join(filter(None, [place.house, place.street]))
            parts = [line, place.locality, place.city, place.postcode]
            place.name = ", ".join(filter(None, parts))

    def _address(self):
        """The address as values of a `res.partner`."""
        self.ensure_one()
        return {
            "street": " ".join(filter(None, [self.house, self.street])),
            "street2": self.locality,
            "city": self.city,
            "zip": self.postcode,
        }

    @api.constrains("latitude", "longitude")
    def _check_coordinates(self):
        for place in self:
            if not (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180):
                raise ValidationError(
                    self.env._(
                        "Latitude is between -90 and 90,"
                        " longitude between -180 and 180."
                    )
                )
