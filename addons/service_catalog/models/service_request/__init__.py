# In the order of a request's life.
from . import request, opening, place, sla, transitions, related, pages
