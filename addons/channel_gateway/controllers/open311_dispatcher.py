import logging

import psycopg2
from psycopg2.pool import PoolError
from werkzeug.exceptions import HTTPException

from odoo.exceptions import ConcurrencyError
from odoo.http import HttpDispatcher, Response

from ..open311 import schemas, serialise
from ..open311.problems import Problem

_logger = logging.getLogger(__name__)

FORMS = ("json", "xml")
# The database is unavailable or too busy. The same call succeeds later.
TEMPORARY = (
    psycopg2.OperationalError,
    psycopg2.InterfaceError,
    PoolError,
    ConcurrencyError,
)
RETRY_SECONDS = 30


class Open311Dispatcher(HttpDispatcher):
    """Dispatcher of routes of type `open311`: every response is a document.

    A client reads XML or JSON, chosen by the ending of the path. Errors must not come
    as an HTML page.
    """

    routing_type = "open311"

    @property
    def form(self):
        """Return the format of the path; by default XML, which every client reads."""
        ending = self.request.httprequest.path.rpartition(".")[2]
        return ending if ending in FORMS else "xml"

    def dispatch(self, endpoint, args):
        # The controller reads query and form, because a name may occur several times.
        self.request.params = dict(args)
        try:
            return self.request.registry["ir.http"]._dispatch(endpoint)
        except Problem as problem:
            # Responding, instead of raising, keeps what was stored of the report.
            return self._error_response(problem.status, problem.faults)

    def handle_error(self, exc):
        if isinstance(exc, Problem):
            return self._error_response(exc.status, exc.faults)
        if isinstance(exc, HTTPException):
            if exc.response is not None or exc.code is None:
                return exc
            return self._error_response(exc.code, [exc.description or exc.name])
        if isinstance(exc, TEMPORARY):
            return self._retry_response()
        # The specification's "general service error". Odoo logs the cause.
        return self._error_response(400, ["The service failed. Please tell us."])

    def _retry_response(self):
        """Return a response that asks the client to send it again (RFC 9110, 15.6.4).

        With the specification's 400, a client would blame its own report, not try
        again, and lose the report.
        """
        answer = self._error_response(
            503, ["The service is busy. Please send it again."]
        )
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
        return answer

    def _error_response(self, status, faults):
        rows = [schemas.Error(status, fault) for fault in faults]
        body, kind = serialise.listing(schemas.Error, rows, self.form)
        return Response(body, status=status, content_type=kind)
