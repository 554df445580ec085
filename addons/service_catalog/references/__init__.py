from .reference import Reference, draw, parse
from .spoken import spoken
