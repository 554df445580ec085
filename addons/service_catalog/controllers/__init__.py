from . import co_report, portal, request_form, services, tracking, tracking_actions
