from . import message
from . import intake
from . import processing
from . import sending
from . import handover
from . import results
from . import delivery
from . import staff
