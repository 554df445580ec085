from . import reception
from . import queue
from . import screen
from . import pages
