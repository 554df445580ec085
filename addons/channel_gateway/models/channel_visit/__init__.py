from . import visit
from . import queue
