"""Distances on the ground, accurate enough for the length of a street."""

from dataclasses import dataclass
from math import asin, cos, degrees, pi, radians, sin

from odoo.addons.constituent_crm.gazetteer.coordinates import EARTH_RADIUS


@dataclass(frozen=True)
class Box:
    """A rectangle in degrees of latitude and longitude."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Return whether a point lies in the box.

        Args:
            latitude: degrees of WGS 84.
            longitude: degrees of WGS 84.

        Returns:
            True when it does; the edges belong to the box.
        """
        return (
            self.south <= latitude <= self.north and self.west <= longitude <= self.east
        )


def around(latitude: float, longitude: float, metres: float) -> Box:
    """Return a box that holds every point within a distance, and few others.

    A box that would cross a pole or the date line spans all longitudes.

    Args:
        latitude: degrees of WGS 84.
        longitude: degrees of WGS 84.
        metres: the distance.

    Returns:
        The box.
    """
    tall = degrees(metres / EARTH_RADIUS)
    south, north = latitude - tall, latitude + tall
    if south <= -90 or north >= 90:
        return Box(max(south, -90.0), min(north, 90.0), -180.0, 180.0)
    # The meridian that the circle touches lies poleward of the circle's centre.
    ratio = sin(metres / EARTH_RADIUS) / cos(radians(latitude))
    wide = degrees(asin(ratio)) if ratio < 1 else 180.0
    west, east = longitude - wide, longitude + wide
    if west < -180 or east > 180:
        west, east = -180.0, 180.0
    return Box(south, north, west, east)


def bearing(here: tuple[float, float], there: tuple[float, float]) -> tuple[int, int]:
    """Return how far one point lies east and north of another.

    The equirectangular projection is used.

    Args:
        here: latitude and longitude in degrees.
        there: latitude and longitude in degrees.

    Returns:
        Metres to the east and metres to the north.
    """
    (lat, lon), (other_lat, other_lon) = here, there
    degree = pi * EARTH_RADIUS / 180
    return (
        round((other_lon - lon) * degree * cos(radians(lat))),
        round((other_lat - lat) * degree),
    )
