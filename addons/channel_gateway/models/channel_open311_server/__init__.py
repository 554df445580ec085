from . import server
from . import sending
from . import following
from . import pulling
