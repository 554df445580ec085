"""Coordinates in decimal degrees of WGS 84 (EPSG:4326)."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS = 6_371_008.8  # metres, the mean of the Earth (IUGG)
MAX_LATITUDE = 90
MAX_LONGITUDE = 180


def is_valid(latitude: float, longitude: float) -> bool:
    """Return whether the coordinates are in range; NaN and infinity are not."""
    return (
        -MAX_LATITUDE <= latitude <= MAX_LATITUDE
        and -MAX_LONGITUDE <= longitude <= MAX_LONGITUDE
    )


def parse(latitude: object, longitude: object) -> tuple[float, float] | None:
    """Parse a point from two numbers or texts.

    Args:
        latitude: degrees, WGS 84; any other object is not a point.
        longitude: degrees, WGS 84; any other object is not a point.

    Returns:
        Latitude and longitude; None if they are not a point.
    """
    try:
        point = float(latitude), float(longitude)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return point if is_valid(*point) else None


def distance(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Return the distance of two points by the haversine formula.

    >>> round(distance((53.0, 0.0), (54.0, 0.0)))
    111195

    Args:
        here: latitude and longitude in degrees.
        there: latitude and longitude in degrees.

    Returns:
        Metres.
    """
    (lat, lon), (other_lat, other_lon) = here, there
    up = sin(radians(other_lat - lat) / 2) ** 2
    along = sin(radians(other_lon - lon) / 2) ** 2
    angle = up + cos(radians(lat)) * cos(radians(other_lat)) * along
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(angle)))
