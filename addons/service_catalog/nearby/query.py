"""Open requests within a distance, as SQL."""

from collections.abc import Iterable
from datetime import datetime

from odoo.tools import SQL

from odoo.addons.constituent_crm.gazetteer.coordinates import EARTH_RADIUS

from .earth import around

# The haversine, in metres; PostgreSQL rounds a little above 1 at the far side.
DISTANCE = """
    2 * %(radius)s * asin(least(1, sqrt(
        power(sin(radians(latitude::float8 - %(latitude)s) / 2), 2)
        + cos(radians(%(latitude)s)) * cos(radians(latitude::float8))
        * power(sin(radians(longitude::float8 - %(longitude)s) / 2), 2)
    )))
"""
# Column for column: `service.request._nearby_idx` holds what is asked here.
WITHIN = """
    SELECT id, %(distance)s AS metres FROM service_request
    WHERE service_id = %(service)s AND phase IN %(phases)s
        AND latitude BETWEEN %(south)s AND %(north)s
        AND longitude BETWEEN %(west)s AND %(east)s
        AND opened_at BETWEEN %(since)s AND %(at)s
"""
AT_PROPERTY = """
    SELECT id, 0 AS metres FROM service_request
    WHERE service_id = %(service)s AND phase IN %(phases)s
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
# What the statements above read of requests, and the cache may know better.
COLUMNS = (
    "service_id",
    "phase",
    "state_id",
    "latitude",
    "longitude",
    "property_id",
    "opened_at",
    "reference",
    "reporter_count",
)


def distance_to(point: tuple[float, float]) -> SQL:
    """Return the SQL of the distance in metres from a row to `point`, in degrees."""
    latitude, longitude = point
    return SQL(DISTANCE, radius=EARTH_RADIUS, latitude=latitude, longitude=longitude)


def within(
    point: tuple[float, float],
    metres: float,
    service: int,
    phases: tuple[str, ...],
    since: datetime,
    at: datetime,
) -> SQL:
    """Return the statement that finds requests in the box around a point.

    Its rows are request id and distance in metres, by the haversine formula. The box
    contains the circle, so some rows are farther away than `metres`.

    Args:
        point: latitude and longitude in degrees.
        metres: radius of the circle that the box encloses.
        service: id of the `service.type`.
        phases: phases that a request may be in.
        since: earliest time of opening, naive UTC.
        at: latest time of opening, naive UTC.

    Returns:
        The SQL statement.
    """
    box = vars(around(*point, metres))
    return SQL(
        WITHIN,
        **box,
        service=service,
        phases=phases,
        since=since,
        at=at,
        distance=distance_to(point),
    )


def nearest(
    service: int,
    point: tuple[float, float],
    metres: float,
    property_id: int,
    phases: Iterable[str],
    period: tuple[datetime, datetime],
    limit: int,
) -> SQL:
    """Return the statement that finds requests for a service, the nearest first.

    Args:
        service: id of the `service.type`.
        point: latitude and longitude in degrees; false where there is none.
        metres: maximum distance.
        property_id: id of the `constituent.property`; false where there is none.
        phases: phases that a request may be in.
        period: earliest and latest time of opening, naive UTC.
        limit: maximum number of requests.

    Returns:
        The SQL statement.
    """
    since, at = period
    asked = {"service": service, "phases": tuple(phases), "since": since, "at": at}
    branches = []
    if any(point):
        branches.append(within(point, metres, **asked))
    if property_id:
        branches.append(SQL(AT_PROPERTY, **asked, property=property_id))
    found = SQL(" UNION ALL ").join(branches)
    return SQL(NEAREST, found=found, most=metres, limit=limit)
