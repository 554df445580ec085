from . import channel_endpoint
from . import channel_message
from . import channel_message_accept
from . import channel_message_process
