"""British National Grid to latitude and longitude.

Formulas and constants: Ordnance Survey, "A guide to coordinate systems in Great
Britain", annexes B (Cartesian and geodetic), C (Transverse Mercator) and section 6.6
(Helmert transformation), which is good to 5 m anywhere in Great Britain.
"""

from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan

# The grid (EPSG:27700) ends here, in metres.
EAST_MOST, NORTH_MOST = 700_000, 1_300_000

AIRY_A, AIRY_B = 6_377_563.396, 6_356_256.909
WGS84_A, WGS84_B = 6_378_137.0, 6_356_752.3142
# The scale on the central meridian, the true origin and the false one.
SCALE = 0.9996012717
ORIGIN_LATITUDE, ORIGIN_LONGITUDE = radians(49), radians(-2)
ORIGIN_EAST, ORIGIN_NORTH = 400_000, -100_000
# OSGB36 to WGS84: metres, parts per million, seconds of arc.
SHIFT = (446.448, -125.157, 542.060)
GROWTH = -20.4894e-6
TURN = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))

E2 = 1 - (AIRY_B / AIRY_A) ** 2
N = (AIRY_A - AIRY_B) / (AIRY_A + AIRY_B)


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
    return _to_wgs84(*_from_grid(easting, northing))


def _from_grid(easting: float, northing: float) -> tuple[float, float]:
    """Convert to latitude and longitude on the Airy ellipsoid, in radians."""
    latitude = ORIGIN_LATITUDE + (northing - ORIGIN_NORTH) / (AIRY_A * SCALE)
    while abs(left := northing - ORIGIN_NORTH - _meridian(latitude)) >= 0.0001:
        latitude += left / (AIRY_A * SCALE)
    sine2 = sin(latitude) ** 2
    across = AIRY_A * SCALE / sqrt(1 - E2 * sine2)
    along = AIRY_A * SCALE * (1 - E2) / (1 - E2 * sine2) ** 1.5
    eta2 = across / along - 1
    t, secant = tan(latitude), 1 / cos(latitude)
    t2, t4 = t**2, t**4
    vii = t / (2 * along * across)
    viii = t / (24 * along * across**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
    ix = t / (720 * along * across**5) * (61 + 90 * t2 + 45 * t4)
    x = secant / across
    xi = secant / (6 * across**3) * (across / along + 2 * t2)
    xii = secant / (120 * across**5) * (5 + 28 * t2 + 24 * t4)
    xiia = secant / (5040 * across**7) * (61 + 662 * t2 + 1320 * t4 + 720 * t2 * t4)
    east = easting - ORIGIN_EAST
    return (
        latitude - vii * east**2 + viii * east**4 - ix * east**6,
        ORIGIN_LONGITUDE + x * east - xi * east**3 + xii * east**5 - xiia * east**7,
    )


def _meridian(latitude: float) -> float:
    """Return the metres along the meridian from the true origin."""
    less, more = latitude - ORIGIN_LATITUDE, latitude + ORIGIN_LATITUDE
    n2, n3 = N**2, N**3
    return (AIRY_B * SCALE) * (
        (1 + N + 5 / 4 * (n2 + n3)) * less
        - (3 * N + 3 * n2 + 21 / 8 * n3) * sin(less) * cos(more)
        + 15 / 8 * (n2 + n3) * sin(2 * less) * cos(2 * more)
        - 35 / 24 * n3 * sin(3 * less) * cos(3 * more)
    )


def _to_wgs84(latitude: float, longitude: float) -> tuple[float, float]:
    """Convert Airy (radians) to WGS 84 (degrees) through Cartesian coordinates."""
    across = AIRY_A / sqrt(1 - E2 * sin(latitude) ** 2)
    x = across * cos(latitude) * cos(longitude)
    y = across * cos(latitude) * sin(longitude)
    z = across * (1 - E2) * sin(latitude)
    (tx, ty, tz), (rx, ry, rz), grown = SHIFT, TURN, 1 + GROWTH
    x, y, z = (
        tx + grown * x - rz * y + ry * z,
        ty + rz * x + grown * y - rx * z,
        tz - ry * x + rx * y + grown * z,
    )
    e2 = 1 - (WGS84_B / WGS84_A) ** 2
    from_axis = hypot(x, y)
    latitude, before = atan2(z, from_axis * (1 - e2)), 0.0
    while abs(latitude - before) > 1e-11:
        before = latitude
        across = WGS84_A / sqrt(1 - e2 * sin(before) ** 2)
        latitude = atan2(z + e2 * across * sin(before), from_axis)
    return degrees(latitude), degrees(atan2(y, x))
