from . import (
    request,
    display,
    routing,
    opening,
    transitions,
    sla,
    co_reports,
    residents,
)
