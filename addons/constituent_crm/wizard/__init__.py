from . import constituent_move
from . import constituent_ward_boundaries
