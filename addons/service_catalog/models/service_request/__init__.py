# In the order of a request's life.
from . import request, opening, sla, transitions, related, pages, pin, chasing
