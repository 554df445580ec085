from . import channel_dispatcher
from . import mail
from . import webhook
from . import open311_dispatcher
from . import open311
