from . import channel_message_answered
from . import channel_message_attach
from . import channel_message_correct
from . import channel_message_open
from . import channel_message_telling
from . import channel_message_forward
from . import channel_message_not_ours
