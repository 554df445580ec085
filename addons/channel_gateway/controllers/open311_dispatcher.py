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
# The database is away or too busy: the same call succeeds a little later.
TEMPORARY = (
    psycopg2.OperationalError,
    psycopg2.InterfaceError,
    PoolError,
    ConcurrencyError,
)
RETRY_SECONDS = 30


class Open311Dispatcher(HttpDispatcher):
    """Serves routes of type `open311`: every answer is a document, errors too.

    A client reads XML or JSON, by the ending of the address; never an HTML page.
    """

    routing_type = "open311"

    @property
    def form(self):
        """The format asked for; XML, which every client must read, by default."""
        ending = self.request.httprequest.path.rpartition(".")[2]
        return ending if ending in FORMS else "xml"

    def dispatch(self, endpoint, args):
        # Query and form are read by the controller: a name may come many times.
        self.request.params = dict(args)
        try:
            return self.request.registry["ir.http"]._dispatch(endpoint)
        except Problem as problem:
            # Answered, not raised on: what was stored of a report stays stored.
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
        # The specification's "general service error"; Odoo logs what happened.
        return self._error_response(400, ["The service failed. Please tell us."])

    def _retry_response(self):
        """Ask the client to send it again (RFC 9110, 15.6.4).

        A client takes the specification's 400 for a fault of its own and does not
        try again: the report would be lost.
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
