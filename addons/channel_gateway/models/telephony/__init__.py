from . import conversation, leg, event, command, endpoint, user
from . import outgoing, callback, partner, settings
from . import call_import
