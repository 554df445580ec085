from . import base_partner_merge
from . import constituent_interaction_correct
from . import constituent_move
from . import constituent_ward_boundaries
from . import constituent_export
from . import constituent_export_column
from . import privacy_lookup_wizard
