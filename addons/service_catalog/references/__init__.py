from .reference import Reference, draw, parse
