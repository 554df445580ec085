from . import carrier
from . import email
from . import sms
from . import messaging
