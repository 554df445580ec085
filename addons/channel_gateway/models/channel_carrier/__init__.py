from . import carrier
from . import email
from . import sms
from . import letter
from . import fax
from . import messaging
