from .earth import Box, around, distance
from .sketch import Sketch, Spot, sketch
