import logging

import psycopg2
from psycopg2.pool import PoolError
from werkzeug.exceptions import HTTPException, abort

from odoo.exceptions import ConcurrencyError
from odoo.http import HttpDispatcher, Response

from ..open311 import resources, schemas, serialise
from ..open311.problems import Problem
from ..open311.resources import FORMS

_logger = logging.getLogger(__name__)

ROOT = "/open311/v2"
# The database is unavailable or too busy. The same call succeeds later.
TEMPORARY = (
    psycopg2.OperationalError,
    psycopg2.InterfaceError,
    PoolError,
    ConcurrencyError,
)
RETRY_SECONDS = 30
# Pages of other sites may send these, and read those.
REQUEST_HEADERS = (
    "Accept",
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-None-Match",
    "Origin",
    "X-Requested-With",
)
RESPONSE_HEADERS = ("Allow", "ETag", "Link", "Retry-After")
PREFLIGHT_SECONDS = 24 * 60 * 60


class Open311Dispatcher(HttpDispatcher):
    """Dispatcher of routes of type `open311`: every response is a document.

    A client reads XML or JSON, chosen by the ending of the path. Errors must not come
    as an HTML page. Pages of any site may be clients (Fetch standard, CORS protocol):
    errors, too, have the headers for them.
    """

    routing_type = "open311"

    @property
    def form(self):
        """Return the format of the path, or else of Accept; every client reads XML."""
        http_request = self.request.httprequest
        ending = http_request.path.rpartition(".")[2].lower()
        if ending in FORMS:
            return ending
        accepted = http_request.accept_mimetypes
        return "json" if accepted[schemas.JSON] > accepted[schemas.XML] else "xml"

    @property
    def allowed_methods(self):
        """Return the methods that this address takes."""
        path = self.request.httprequest.path.removeprefix(f"{ROOT}/")
        stem, _dot, _form = path.rpartition(".")
        return ", ".join(resources.methods(stem) or resources.READ)

    def pre_dispatch(self, rule, args):
        headers = self.request.future_response.headers
        if self.request.httprequest.method == "OPTIONS":
            # Several routes share an address: Odoo would allow the methods of one.
            abort(Response(status=204, headers=self._preflight_headers()))
        result = super().pre_dispatch(rule, args)
        for name, value in self._shared_headers().items():
            headers.set(name, value)
        return result

    def dispatch(self, endpoint, args):
        # The controller reads query and form, because a name may occur several times.
        self.request.params = dict(args)
        try:
            return self.request.registry["ir.http"]._dispatch(endpoint)
        except Problem as problem:
            # Responding, instead of raising, keeps what was stored of the report. Odoo
            # adds the headers of `pre_dispatch`.
            return self._problem_response(problem)

    def handle_error(self, exc):
        response = self._fault_response(exc)
        for name, value in self._shared_headers().items():
            response.headers.setdefault(name, value)
        return response

    def _fault_response(self, exc):
        if isinstance(exc, Problem):
            return self._problem_response(exc)
        if isinstance(exc, HTTPException):
            if exc.response is not None or exc.code is None:
                return exc.get_response()
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

    def _problem_response(self, problem):
        answer = self._error_response(problem.status, problem.faults)
        if problem.status == 405:
            answer.headers["Allow"] = self.allowed_methods
        if problem.retry_after:
            answer.headers["Retry-After"] = str(problem.retry_after)
        return answer

    def _error_response(self, status, faults):
        rows = [schemas.Error(status, fault) for fault in faults]
        body, kind = serialise.listing(schemas.Error, rows, self.form)
        return Response(body, status=status, content_type=kind)

    def _shared_headers(self):
        return {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Methods": self.allowed_methods,
            "Access-Control-Expose-Headers": ", ".join(RESPONSE_HEADERS),
        }

    def _preflight_headers(self):
        return {
            **self._shared_headers(),
            "Access-Control-Allow-Headers": ", ".join(REQUEST_HEADERS),
            "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
            "Allow": self.allowed_methods,
        }
