import psycopg2
from psycopg2.pool import PoolError
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    ServiceUnavailable,
)

from odoo.exceptions import ConcurrencyError
from odoo.http import HttpDispatcher

from ..models.channel_kind.kind import refuse

# The database is unavailable or too busy. The same call succeeds later.
TEMPORARY = (
    psycopg2.OperationalError,
    psycopg2.InterfaceError,
    PoolError,
    ConcurrencyError,
)
RETRY_SECONDS = 30


class ChannelDispatcher(HttpDispatcher):
    """Dispatcher of routes of type `channel`: programs that send messages.

    The body stays as it came, also if it is a form: signatures cover it. An error is a
    JSON response; after a fault of ours the client is asked to try again.
    """

    routing_type = "channel"

    def dispatch(self, endpoint, args):
        # Odoo would parse a form here, and leave no body to verify.
        self.request.params = dict(args)
        return self.request.registry["ir.http"]._dispatch(endpoint)

    def handle_error(self, exc):
        if isinstance(exc, HTTPException):
            is_response = exc.response is not None or exc.code is None
            return exc if is_response else refuse(exc)
        if isinstance(exc, TEMPORARY):
            busy = ServiceUnavailable("The service is busy.", retry_after=RETRY_SECONDS)
            return refuse(busy)
        # Odoo logs the cause.
        response = refuse(InternalServerError("A fault of ours. Try again later."))
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        return response
