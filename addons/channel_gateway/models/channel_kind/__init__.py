from . import kind
from . import text
from . import sender
from . import chatter
from . import email
from . import email_accepting
from . import email_sender
from . import open311
