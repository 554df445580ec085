from . import target, country, match, write, undo
