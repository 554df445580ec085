from .reference import Reference, draw, parse
from .phonetic import spell_out
