from .policy import CREW, RESIDENT, Directives, header, merge, origins, tile_origin
