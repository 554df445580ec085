from .clock import Clock, Promise, summary
from .hours import Hours
from .timeline import CalendarDays, Elapsed, Timeline, WorkingDays, WorkingTime
