from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..gazetteer import areas


class ConstituentWard(models.Model):
    """An electoral ward with its elected members."""

    _name = "constituent.ward"
    _description = "Ward"
    _order = "name"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True)
    code = fields.Char(required=True, help="The national statistics code of the ward.")
    division = fields.Char(help="The county's electoral division that it is in.")
    parish = fields.Char(help="The parish or town council, where there is one.")
    member_ids = fields.One2many("constituent.ward.member", "ward_id")
    current_member_ids = fields.One2many(
        "constituent.ward.member",
        "ward_id",
        string="Elected Members",
        domain=[("is_current", "=", True)],
    )
    former_member_ids = fields.One2many(
        "constituent.ward.member",
        "ward_id",
        string="Former Members",
        domain=[("is_current", "=", False)],
    )
    councillor_ids = fields.Many2many(
        "res.partner", compute="_compute_councillor_ids", string="Councillors"
    )
    property_ids = fields.One2many("constituent.property", "ward_id")
    property_count = fields.Integer(compute="_compute_property_count")
    # Boundary and its bounding box, in degrees of WGS 84
    boundary = fields.Json(help="A Polygon or MultiPolygon of GeoJSON.")
    has_boundary = fields.Boolean(
        compute="_compute_bounds", store=True, string="On the Map"
    )
    south = fields.Float(compute="_compute_bounds", store=True, digits=(9, 6))
    west = fields.Float(compute="_compute_bounds", store=True, digits=(9, 6))
    north = fields.Float(compute="_compute_bounds", store=True, digits=(9, 6))
    east = fields.Float(compute="_compute_bounds", store=True, digits=(9, 6))
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This ward code is in use already.")

    @api.depends("current_member_ids.partner_id")
    def _compute_councillor_ids(self):
        for ward in self:
            ward.councillor_ids = ward.current_member_ids.partner_id

    def _compute_property_count(self):
        counts = dict(
            self.env["constituent.property"]._read_group(
                [("ward_id", "in", self.ids)], ["ward_id"], ["__count"]
            )
        )
        for ward in self:
            ward.property_count = counts.get(ward._origin, 0)

    @api.model
    def _by_key(self):
        """Return the wards by code and by unambiguous name, in lower case.

        Archived wards are included. Their names count only if no active ward has the
        same name.
        """
        wards = self.search([("active", "in", [True, False])])
        in_use = wards.filtered("active")
        names = {}
        for some in (wards - in_use, in_use):
            same = some.grouped(lambda ward: ward.name.casefold())
            names |= {name: found for name, found in same.items() if len(found) == 1}
        return names | {ward.code.casefold(): ward for ward in wards}

    @api.depends("boundary")
    def _compute_bounds(self):
        for ward in self:
            box = areas.bounds(ward.boundary) if ward.boundary else (0, 0, 0, 0)
            ward.has_boundary = bool(ward.boundary)
            ward.south, ward.west, ward.north, ward.east = box

    @api.constrains("boundary")
    def _check_boundary(self):
        for ward in self.filtered("boundary"):
            try:
                areas.bounds(ward.boundary)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "The boundary of %s is no Polygon or MultiPolygon of GeoJSON"
                        " in degrees of WGS 84.",
                        ward.name,
                    )
                ) from error

    def _members(self, at=None):
        """Return the elected members of these wards.

        Args:
            at: the day as a date, today by default.

        Returns:
            `constituent.ward.member` records, ordered by name.
        """
        Member = self.env["constituent.ward.member"]
        return Member.search([("ward_id", "in", self.ids), *Member._in_office(at)])

    @api.model
    def _of_point(self, latitude, longitude):
        """Return the ward of a location.

        Args:
            latitude: degrees of WGS 84.
            longitude: degrees of WGS 84.

        Returns:
            `constituent.ward`, empty if the location is within no boundary.
        """
        return self._of_points([(latitude, longitude)])[0]

    @api.model
    def _of_points(self, points):
        """Return the wards of several locations with a single query.

        Args:
            points: list of pairs (latitude, longitude) in degrees of WGS 84, not empty.

        Returns:
            List of wards, one for each location, empty where it is within no boundary.
        """
        latitudes, longitudes = zip(*points, strict=True)
        around = (
            # Pages of withdrawn services set a context that includes archived records.
            Domain("active", "=", True)
            & Domain("has_boundary", "=", True)
            & Domain("south", "<=", max(latitudes))
            & Domain("north", ">=", min(latitudes))
            & Domain("west", "<=", max(longitudes))
            & Domain("east", ">=", min(longitudes))
        )
        box = ["south", "west", "north", "east"]
        wards = self.search_fetch(around, [*box, "boundary"])
        return [
            wards.filtered(lambda ward, at=at: ward._is_around(*at))[:1]
            for at in points
        ]

    @api.model
    def _is_mapped(self):
        """Return whether all wards have a boundary.

        A location within none of them is then outside of the council's area.

        Returns:
            False also without wards.
        """
        in_use = Domain("active", "=", True)
        unmapped = in_use & Domain("has_boundary", "=", False)
        return not self.search_count(unmapped, limit=1) and bool(
            self.search_count(in_use, limit=1)
        )

    def _is_around(self, latitude, longitude):
        in_box = (
            self.south <= latitude <= self.north and self.west <= longitude <= self.east
        )
        return in_box and areas.contains(self.boundary, latitude, longitude)

    def action_view_members(self):
        """Open the ward with its members, to read them to a caller."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Elected Members"),
            "res_model": "constituent.ward",
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_view_properties(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "constituent_crm.constituent_property_action"
        )
        return {
            **action,
            "domain": [("ward_id", "=", self.id)],
            "context": {"default_ward_id": self.id},
        }
