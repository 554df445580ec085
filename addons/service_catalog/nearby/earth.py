"""Distances on the ground, near enough for the length of a street."""

from dataclasses import dataclass
from math import asin, cos, degrees, pi, radians, sin, sqrt

RADIUS = 6_371_008.8  # metres, the mean of the Earth (IUGG)


@dataclass(frozen=True)
class Box:
    """Degrees of latitude and longitude that a point may lie between."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        return (
            self.south <= latitude <= self.north and self.west <= longitude <= self.east
        )


def around(latitude: float, longitude: float, metres: float) -> Box:
    """A box that holds every point within `metres` of a point, and few others.

    Where it would cross a pole or the date line it goes all the way round.
    """
    tall = degrees(metres / RADIUS)
    south, north = latitude - tall, latitude + tall
    if south <= -90 or north >= 90:
        return Box(max(south, -90.0), min(north, 90.0), -180.0, 180.0)
    # The meridian that the circle touches lies poleward of its middle.
    ratio = sin(metres / RADIUS) / cos(radians(latitude))
    wide = degrees(asin(ratio)) if ratio < 1 else 180.0
    west, east = longitude - wide, longitude + wide
    if west < -180 or east > 180:
        west, east = -180.0, 180.0
    return Box(south, north, west, east)


def distance(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Metres between two points, each (latitude, longitude), by the haversine.

    >>> round(distance((53.0, 0.0), (54.0, 0.0)))
    111195
    """
    (lat, lon), (other_lat, other_lon) = here, there
    up = sin(radians(other_lat - lat) / 2) ** 2
    along = sin(radians(other_lon - lon) / 2) ** 2
    angle = up + cos(radians(lat)) * cos(radians(other_lat)) * along
    return 2 * RADIUS * asin(min(1.0, sqrt(angle)))


def bearing(here: tuple[float, float], there: tuple[float, float]) -> tuple[int, int]:
    """Metres that `there` lies east and north of `here`, on the flat."""
    (lat, lon), (other_lat, other_lon) = here, there
    degree = pi * RADIUS / 180
    return (
        round((other_lon - lon) * degree * cos(radians(lat))),
        round((other_lat - lat) * degree),
    )
