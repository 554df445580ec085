"""Coordinates in decimal degrees of WGS 84 (EPSG:4326)."""

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
