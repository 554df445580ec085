from odoo.addons.constituent_crm.gazetteer.coordinates import distance

from .earth import Box, around
from .sketch import Sketch, Spot, sketch
