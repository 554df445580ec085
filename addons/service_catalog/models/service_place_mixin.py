from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare

from odoo.addons.constituent_crm.gazetteer import coordinates
from odoo.addons.constituent_crm.matching.places import postcode as normal_form

POINT_FIELDS = ("latitude", "longitude")
POINT_DIGITS = 6
# The ward follows from these where none is given.
WARD_SOURCE_FIELDS = (*POINT_FIELDS, "property_id")
# One of these says where it is; a postcode alone does not.
LOCATION_FIELDS = (*WARD_SOURCE_FIELDS, "address")
PLACE_FIELDS = (*LOCATION_FIELDS, "postcode")


class ServicePlaceMixin(models.AbstractModel):
    """The place of what a constituent reported, with the photographs of it.

    The model has a field `service_id`.
    """

    _name = "service.place.mixin"
    _description = "Record with a Place"
    _inherit = ["constituent.coordinates.mixin", "constituent.single.line.mixin"]
    _single_line_fields = ("address", "postcode")
    _postcode_fields = ("postcode",)

    address = fields.Char()
    postcode = fields.Char()
    property_id = fields.Many2one(
        "constituent.property", ondelete="set null", index="btree_not_null"
    )
    map_url = fields.Char(string="Map", compute="_compute_map_url")

    @api.depends("latitude", "longitude")
    def _compute_map_url(self):
        # sudo: the address of the map is public.
        parameters = self.env["ir.config_parameter"].sudo()
        pattern = parameters.get_param("service_catalog.map_url")
        for place in self:
            if not place._has_place():
                place.map_url = False
            elif pattern:
                place.map_url = pattern.format(
                    latitude=place.latitude, longitude=place.longitude
                )
            else:
                place.map_url = place._map_url()

    def _coordinates(self):
        """Return latitude and longitude in degrees, or None where there is no point."""
        return (self.latitude, self.longitude) if self._has_place() else None

    def _place_values(self):
        """Return the field values of the place, for a record at the same place."""
        self.ensure_one()
        values = {name: self[name] for name in PLACE_FIELDS}
        return {**values, "property_id": self.property_id.id}

    def _photos(self):
        """Return the images attached to these records, as `ir.attachment`."""
        return self.env["ir.attachment"].search_fetch(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("mimetype", "=like", "image/%"),
            ],
            ["res_id"],
            order="id",
        )

    def _is_public_location(self, partners, homes):
        """Return whether the point reveals nothing about some partners.

        A pothole's location is public; a point near a partner's home is not.

        Args:
            partners: `res.partner` who must not be revealed.
            homes: the `constituent.property` records where `partners` live.
        """
        self.ensure_one()
        point = self._coordinates()
        if not (point and self.service_id.needs_location):
            return False
        if self.property_id in homes or homes._is_any_near(point):
            return False
        # Where no home is known, the partners' postcode counts as near.
        here = normal_form(self.postcode) or self.postcode
        return not here or here not in {
            normal_form(one) or one for one in partners.mapped("zip")
        }

    # The property that an address means

    @api.model
    def _match_place(self, address, postcode=""):
        """Return the property that an address certainly means, as a field value.

        Args:
            address: as typed.
            postcode: postcode, if it is apart.

        Returns:
            A dict of `property_id`, for `_open_request`; {} where none is certain.
        """
        text = ", ".join(filter(None, [address, postcode]))
        found = self.env["constituent.property"]._match_certain(text if address else "")
        return {"property_id": found.id} if found else {}

    @api.model
    def _add_property_place(self, values):
        """Return `values` with the postcode, and what they lack, of their property."""
        given = values.get("property_id")
        if not given:
            return values
        place = self.env["constituent.property"].browse(getattr(given, "id", given))
        known = {
            "address": values.get("address") or place._address()["street"],
            "postcode": place.postcode or values.get("postcode"),
        }
        if not any(values.get(name) for name in POINT_FIELDS):
            known |= {name: place[name] for name in POINT_FIELDS}
        return {**values, **known}

    def _prepare_move_to(self, place, former):
        """Return the field values that follow from another property of the record.

        What somebody has given stays: a point or an address that is not a property's.

        Args:
            place: the new `constituent.property`.
            former: properties from which the present values may come.
        """
        self.ensure_one()
        values = {}
        known = {
            text for one in former for text in (one.name, one._address()["street"])
        }
        if not self.address or self.address in known:
            values["address"] = place._address()["street"]
        if place.postcode or self.postcode in former.mapped("postcode"):
            values["postcode"] = place.postcode
        if not self._has_place() or any(self._is_at(one) for one in former):
            values |= {name: place[name] for name in POINT_FIELDS}
        return values

    def _is_at(self, place):
        """Return whether the point of the record is that of a property."""
        return place._has_place() and all(
            float_compare(self[name], place[name], precision_digits=POINT_DIGITS) == 0
            for name in POINT_FIELDS
        )

    # Points that a sender gives

    @api.model
    def _check_point(self, latitude, longitude):
        """Check that two values are a point on Earth.

        Args:
            latitude: degrees, a number or text.
            longitude: degrees, a number or text.

        Raises:
            ValidationError: when they are not.
        """
        if not coordinates.parse(latitude, longitude):
            raise ValidationError(self.env["service.type"]._fault_sentence("not_point"))

    @api.model
    def _parse_point(self, values):
        """Return the point in `values`.

        Args:
            values: may hold latitude and longitude.

        Returns:
            Latitude and longitude as floats, in degrees; (0.0, 0.0) where there is no
            point.

        Raises:
            ValidationError: when the point is not on Earth.
        """
        point = [values.get(name) for name in POINT_FIELDS]
        if not any(point):
            return (0.0, 0.0)
        self._check_point(*point)
        return coordinates.parse(*point)

    @api.model
    def _ward_of_point(self, latitude, longitude):
        """Return the ward that contains a point.

        Args:
            latitude: degrees.
            longitude: degrees.

        Returns:
            A `constituent.ward`; empty when no ward contains the point and not all
            wards have a boundary.

        Raises:
            ValidationError: when all wards have a boundary and none contains the point.
        """
        # sudo: ward boundaries are public.
        Ward = self.env["constituent.ward"].sudo()
        ward = Ward._of_point(float(latitude), float(longitude))
        if not ward and Ward._is_mapped():
            raise ValidationError(
                self.env._("This point is outside the area that the council serves.")
            )
        return ward
