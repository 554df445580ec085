"""A plan of two places with a circle and a scale bar, without map tiles."""

from dataclasses import dataclass

from .earth import bearing

SIZE = 220  # pixels, across
EDGE = 30
STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)  # metres


@dataclass(frozen=True)
class Spot:
    """Position of a mark on the plan, in pixels from the top left."""

    x: int
    y: int


@dataclass(frozen=True)
class Sketch:
    """The elements of the plan.

    Attributes:
        here: the older request, in the centre.
        there: the newer request.
        circle: radius within which requests count as near, in pixels.
        scale: metres that the scale bar stands for.
        bar: length of the scale bar in pixels.
        size: width and height of the plan in pixels.
    """

    here: Spot
    there: Spot
    circle: int
    scale: int
    bar: int
    size: int = SIZE


def sketch(
    here: tuple[float, float], there: tuple[float, float], metres: int
) -> Sketch:
    """Lay out a plan that shows both points and the circle.

    Args:
        here: latitude and longitude of the older request, in degrees.
        there: latitude and longitude of the newer request, in degrees.
        metres: distance within which two requests of the service are likely the same.

    Returns:
        The plan.
    """
    east, north = bearing(here, there)
    widest = max(abs(east), abs(north), metres, 1)
    middle = SIZE // 2
    per_metre = (middle - EDGE) / widest
    scale = max([step for step in STEPS if step * per_metre <= SIZE / 3] or STEPS[:1])
    return Sketch(
        here=Spot(middle, middle),
        there=Spot(middle + round(east * per_metre), middle - round(north * per_metre)),
        circle=round(metres * per_metre),
        scale=scale,
        bar=round(scale * per_metre),
    )
