from . import co_report, council_pages, portal, request_form, services
from . import tracking, tracking_actions
