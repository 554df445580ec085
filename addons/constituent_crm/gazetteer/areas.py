"""Areas of GeoJSON (RFC 7946): containment and bounds."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from .coordinates import is_valid

Position = list[float]
Geometry = dict[str, Any]


def bounds(geometry: Geometry) -> tuple[float, float, float, float]:
    """Return south, west, north and east of a (Multi)Polygon, in degrees.

    Raises:
        ValueError: when it is another geometry, or not in degrees of WGS 84.
    """
    try:
        positions = [(at[0], at[1]) for ring in _rings(geometry) for at in ring]
        east_west, north_south = zip(*positions, strict=True)
        box = (min(north_south), min(east_west), max(north_south), max(east_west))
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError("not a Polygon or MultiPolygon of GeoJSON") from error
    south, west, north, east = box
    if not (is_valid(south, west) and is_valid(north, east)):
        raise ValueError("the coordinates are not degrees of WGS 84")
    return box


def contains(geometry: Geometry, latitude: float, longitude: float) -> bool:
    """Return whether a point is inside, by the even-odd rule.

    It is inside if a ray from it crosses the rings an odd number of times. Holes and
    parts of a MultiPolygon need no special case. A point exactly on a boundary may
    count as inside or outside.

    Args:
        geometry: a GeoJSON Polygon or MultiPolygon.
        latitude: degrees, WGS 84.
        longitude: degrees, WGS 84.
    """
    inside = False
    for ring in _rings(geometry):
        for here, there in pairwise(ring):
            if (here[1] > latitude) != (there[1] > latitude):
                along = (latitude - here[1]) / (there[1] - here[1])
                if longitude < here[0] + along * (there[0] - here[0]):
                    inside = not inside
    return inside


def _rings(geometry: Geometry) -> Iterator[list[Position]]:
    if geometry["type"] == "Polygon":
        yield from geometry["coordinates"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["coordinates"]:
            yield from polygon
    else:
        raise ValueError("not a Polygon or MultiPolygon of GeoJSON")
