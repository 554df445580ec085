from . import channel_carrier
from . import channel_endpoint
from . import channel_kind
from . import channel_message
from . import esd_measure
from . import service_question
