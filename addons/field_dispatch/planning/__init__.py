"""Planning of a day: a problem in, a checked plan out.

Nothing here depends on the ORM. Times are whole seconds from an origin that the caller
chooses, for example midnight. Places are in degrees of WGS 84.
"""

from .check import violations
from .explain import explained
from .problem import Place, Problem, Shift, Task
from .route import Plan, Reason, Route, Unserved, Visit
from .shifts import Pin, cut
from .solve import Effort, solve
from .timing import insert, timed
from .travel import Travel
