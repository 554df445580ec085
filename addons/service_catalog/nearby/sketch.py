"""A small plan of two places, with a circle and a scale: no map, no network."""

from dataclasses import dataclass

from .earth import bearing

SIZE = 220  # pixels, across
EDGE = 30
STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)  # metres


@dataclass(frozen=True)
class Spot:
    """Where a mark goes on the plan, in pixels from the top left."""

    x: int
    y: int


@dataclass(frozen=True)
class Sketch:
    """What to draw.

    Attributes:
        here: the older one, in the middle.
        there: the newer one.
        circle: pixels of the radius within which they count as near.
        scale: metres that the bar stands for.
        bar: pixels of its length.
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
    """Two points, each (latitude, longitude), so that both and the circle are seen.

    Args:
        metres: the distance within which two of the service are likely to be the same.
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
