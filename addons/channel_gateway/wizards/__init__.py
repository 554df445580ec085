from . import channel_message_open
from . import channel_message_attach
