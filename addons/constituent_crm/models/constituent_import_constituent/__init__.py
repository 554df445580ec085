from . import target, match, write, undo
