from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..nearby import around
from ..nearby.earth import RADIUS
from .service_request_state import OPEN_PHASES

# The haversine, in metres; PostgreSQL rounds a little above 1 at the far side.
DISTANCE = """
    2 * %(radius)s * asin(least(1, sqrt(
        power(sin(radians(latitude::float8 - %(latitude)s) / 2), 2)
        + cos(radians(%(latitude)s)) * cos(radians(latitude::float8))
        * power(sin(radians(longitude::float8 - %(longitude)s) / 2), 2)
    )))
"""
# Column for column: the index below holds what is asked here.
WITHIN = """
    SELECT id, %(distance)s AS metres FROM service_request
    WHERE service_id = %(service)s AND state IN %(open)s
        AND latitude BETWEEN %(south)s AND %(north)s
        AND longitude BETWEEN %(west)s AND %(east)s
        AND opened_at BETWEEN %(since)s AND %(at)s
"""
AT_PROPERTY = """
    SELECT id, 0 AS metres FROM service_request
    WHERE service_id = %(service)s AND state IN %(open)s
        AND property_id = %(property)s
        AND opened_at BETWEEN %(since)s AND %(at)s
"""
NEAREST = """
    SELECT request.id, near.metres, request.reference, request.opened_at,
        request.state_id, request.property_id, request.reporter_count AS people,
        EXISTS (
            SELECT FROM ir_attachment WHERE res_model = 'service.request'
            AND res_id = request.id AND mimetype LIKE 'image/%%'
        ) AS has_photos
    FROM (
        SELECT id, min(metres) AS metres FROM (%(found)s) AS found
        WHERE metres <= %(most)s GROUP BY id
    ) AS near JOIN service_request AS request USING (id)
    ORDER BY near.metres, request.opened_at DESC, request.id LIMIT %(limit)s
"""
# What the statements above read, and the cache may know better.
READ = [
    "service_id",
    "state",
    "state_id",
    "latitude",
    "longitude",
    "property_id",
    "opened_at",
    "reference",
    "reporter_count",
]


class ServiceRequest(models.Model):
    """Open requests for the same thing at the same place."""

    _inherit = "service.request"

    # In one service, a band of latitude as wide as a street holds few, and its
    # longitudes are looked through in the index: see `docs/benchmarks.md`, nearby.
    _nearby_idx = models.Index(
        "(service_id, latitude, longitude)"
        " WHERE state IN ('open', 'in_progress', 'waiting')"
    )

    @api.model
    def _nearby(self, service, latitude, longitude, property=None, at=None, limit=5):
        """Open requests that are likely to be about the same thing, best first.

        It is what anybody may read: nothing of who reported it or of what they said.

        Args:
            service: `service.type`; its `nearby_metres` and `nearby_days` say how near
                and how new, 0 of either that there is never another.
            latitude: degrees, or False where there is no point.
            longitude: degrees.
            property: `constituent.property`; the same one is as near as can be.
            at: naive UTC time to look back from; now when left out.
            limit: how many at most.

        Returns:
            A list of dicts of reference, metres (whole, from here), same_property,
            opened_at (naive UTC), state (what the public reads), people (how many
            have reported it) and has_photos.
        """
        rows = self._nearby_rows(service, (latitude, longitude), property, at, limit)
        # Where a request can stand is no secret.
        states = self.env["service.request.state"].sudo()
        # Told one by one below, read at once.
        states = states.browse({row["state_id"] for row in rows})
        public_states = {state.id: state._public_heading() for state in states}
        return [
            {
                "reference": row["reference"],
                "metres": round(row["metres"]),
                "same_property": bool(property and row["property_id"] == property.id),
                "opened_at": row["opened_at"],
                "state": public_states[row["state_id"]],
                "people": row["people"],
                "has_photos": row["has_photos"],
            }
            for row in rows
        ]

    @api.model
    def _nearby_requests(
        self, service, point, property=None, at=None, limit=5, besides=0
    ):
        """As `_nearby`, for use inside.

        Args:
            point: latitude and longitude, in degrees; both may be False.
            besides: id of a request that is not meant.

        Returns:
            A dict of request id to distance in metres, the nearest first.
        """
        rows = self._nearby_rows(service, point, property, at, limit + bool(besides))
        others = [row for row in rows if row["id"] != besides]
        return {row["id"]: row["metres"] for row in others[:limit]}

    @api.model
    def _nearby_rows(self, service, point, property, at, limit):
        """Rows of the nearest, as dicts of what `_nearby` tells."""
        has_point = any(point)
        if not (service.nearby_metres and service.nearby_days):
            return []
        if not (has_point or property):
            return []
        at = at or fields.Datetime.now()
        asked = {
            "service": service.id,
            "open": OPEN_PHASES,
            "since": at - timedelta(days=service.nearby_days),
            "at": at,
        }
        branches = []
        if has_point:
            branches.append(
                self._within_radius_query(point, service.nearby_metres, asked)
            )
        if property:
            branches.append(SQL(AT_PROPERTY, **asked, property=property.id))
        self.flush_model(READ)
        self.env["ir.attachment"].flush_model(["res_model", "res_id", "mimetype"])
        return self.env.execute_query_dict(
            SQL(
                NEAREST,
                found=SQL(" UNION ALL ").join(branches),
                most=service.nearby_metres,
                limit=limit,
            )
        )

    @api.model
    def _within_radius_query(self, point, metres, asked):
        latitude, longitude = point
        box = around(latitude, longitude, metres)
        distance = SQL(DISTANCE, radius=RADIUS, latitude=latitude, longitude=longitude)
        return SQL(WITHIN, **asked, **vars(box), distance=distance)

    def _coordinates(self):
        """Latitude and longitude in degrees; None where there is no point."""
        self.ensure_one()
        has_point = self.latitude or self.longitude
        return (self.latitude, self.longitude) if has_point else None

    # Photos

    def _photos(self):
        """Pictures that came with these requests, as `ir.attachment`."""
        return self.env["ir.attachment"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("mimetype", "=like", "image/%"),
            ],
            order="id",
        )

    # For pages of residents

    @api.model
    def _co_report_nearby(self, reference, values):
        """Join the request that a resident chose of those that they were offered.

        Args:
            reference: of one that `_nearby` tells for this service and place.
            values: as those of `_join`, with service_id or service.

        Returns:
            The `service.co.report`.

        Raises:
            UserError: when it is not among them (any longer).
        """
        # Residents have no login; what they may join is what they were offered.
        Request = self.sudo()
        service = Request._resolve_service(values)
        place = values.get("property_id")
        at_home = (
            self.env["constituent.property"].sudo().browse(getattr(place, "id", place))
        )
        point = Request._parse_point(values)
        near = Request._nearby_requests(service, point, at_home, limit=20)
        chosen = Request._find_by_reference(reference)
        if chosen.id not in near:
            raise UserError(
                self.env._("That request is not open any longer. Please make your own.")
            )
        return chosen._add_co_report(chosen, values).with_env(self.env)

    @api.model
    def _parse_point(self, values):
        """The point in `values` as two numbers; (0, 0) where there is none.

        Raises:
            ValidationError: when it is not on Earth.
        """
        point = (values.get("latitude"), values.get("longitude"))
        if not any(point):
            return (0.0, 0.0)
        self._check_point(*point)
        return tuple(float(part) for part in point)
