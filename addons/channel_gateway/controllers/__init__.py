from . import channel_dispatcher
from . import mail
from . import webhook
from . import open311_dispatcher
from . import open311
from . import tv
from . import tv_report
from . import tv_track
