"""Travel times without a road map."""

from dataclasses import dataclass

from odoo.addons.constituent_crm.gazetteer.coordinates import distance

from .problem import Place


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
        """Return the length of the road: the distance times the detour factor.

        Args:
            start: where travel begins.
            end: where travel ends.

        Returns:
            Metres.
        """
        here = (start.latitude, start.longitude)
        metres: float = distance(here, (end.latitude, end.longitude))
        return metres * self.detour

    def seconds(self, start: Place, end: Place) -> int:
        """Return the travel time.

        Args:
            start: where travel begins.
            end: where travel ends.

        Returns:
            Whole seconds.
        """
        return round(self.metres(start, end) * 3.6 / self.speed)
