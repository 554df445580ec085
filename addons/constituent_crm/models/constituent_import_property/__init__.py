from . import target, write, undo
