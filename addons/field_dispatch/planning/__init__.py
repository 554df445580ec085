"""Who goes where, and when: a day's problem in, a checked plan out.

Nothing here knows Odoo. Times are whole seconds from one origin that the caller
chooses (the day's midnight, say); places are WGS 84 degrees.
"""

from .check import violations
from .explain import explained
from .problem import Place, Problem, Shift, Task
from .route import Plan, Reason, Route, Unserved, Visit
from .shifts import Pin, cut
from .solve import Effort, solve
from .timing import insert, timed
from .travel import Travel
