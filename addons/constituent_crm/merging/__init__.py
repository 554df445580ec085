from . import about, changes, compare, fitting, links, rows
