from . import carrier
from . import email
from . import sms
