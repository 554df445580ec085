from . import mail
from . import open311_dispatcher
from . import open311
