from . import contact
from . import desk
from . import desk_constituent
from . import privacy
