"""Travel times without a road map."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from .problem import Place

EARTH_RADIUS_METRES = 6_371_008.8  # mean radius, IUGG


@dataclass(frozen=True, slots=True)
class Travel:
    """Travel along the great circle with a detour factor, at an average speed.

    Attributes:
        speed: kilometres per hour, door to door.
        detour: length of the road divided by that of the straight line; about 1.3 to
            1.4 in British towns.
    """

    speed: float = 30.0
    detour: float = 1.35

    def __post_init__(self) -> None:
        if self.speed <= 0 or self.detour < 1:
            raise ValueError("speed must be above 0 and detour at least 1")

    def metres(self, start: Place, end: Place) -> float:
        """Return the length of the road by the haversine formula and the detour factor.

        Args:
            start: where travel begins.
            end: where travel ends.

        Returns:
            Metres.
        """
        up = radians(end.latitude - start.latitude)
        across = radians(end.longitude - start.longitude)
        narrowing = cos(radians(start.latitude)) * cos(radians(end.latitude))
        half_chord = sin(up / 2) ** 2 + narrowing * sin(across / 2) ** 2
        return 2 * EARTH_RADIUS_METRES * asin(sqrt(half_chord)) * self.detour

    def seconds(self, start: Place, end: Place) -> int:
        """Return the travel time.

        Args:
            start: where travel begins.
            end: where travel ends.

        Returns:
            Whole seconds.
        """
        return round(self.metres(start, end) * 3.6 / self.speed)
