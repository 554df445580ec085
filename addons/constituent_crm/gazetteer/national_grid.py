"""British National Grid to latitude and longitude.

The grid (EPSG:27700) is bound to ETRS89 by OSTN15, Ordnance Survey's definitive
transformation, whose shifts `convertbng` carries. ETRS89 differs from WGS 84 by less
than a metre.
"""

from math import isnan

from convertbng.cutil import convert_lonlat

# The grid ends here, in metres.
EAST_MOST, NORTH_MOST = 700_000, 1_300_000


def to_latitude_longitude(easting: float, northing: float) -> tuple[float, float]:
    """Convert a place on the grid to latitude and longitude (WGS 84, degrees).

    Args:
        easting: metres, 0 to 700,000.
        northing: metres, 0 to 1,300,000.

    Raises:
        ValueError: when the place is off the grid.
    """
    if not (0 <= easting <= EAST_MOST and 0 <= northing <= NORTH_MOST):
        raise ValueError(f"{easting}, {northing} is off the National Grid")
    (longitude,), (latitude,) = convert_lonlat(easting, northing)
    if isnan(longitude):
        raise ValueError(f"OSTN15 does not cover {easting}, {northing}")
    return float(latitude), float(longitude)
