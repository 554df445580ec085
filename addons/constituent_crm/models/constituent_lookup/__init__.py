from . import lookup, queries, search
