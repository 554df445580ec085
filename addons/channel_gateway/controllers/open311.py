from datetime import UTC, datetime

from odoo.http import Controller, Response, request, route

from ..open311 import parse, schemas, serialise
from ..open311.problems import Problem, bad_request, forbidden, not_found
from .open311_dispatcher import FORMS

ROOT = "/open311/v2"
FORM = "<any(json,xml):form>"
# A report is text. An uploaded photograph is the largest part.
MAX_REQUEST_BYTES = 25 * 1024 * 1024


def open311(path, **routing):
    """Declare a public route of the Open311 server, without session and CSRF token.

    Clients are programs of other organisations. They authenticate by their API key.

    Args:
        path: path below `ROOT`.
        **routing: options of `odoo.http.route`.

    Returns:
        A decorator.
    """
    return route(
        f"{ROOT}/{path}",
        type="open311",
        auth="public",
        csrf=False,
        cors="*",
        save_session=False,
        **routing,
    )


class Open311(Controller):
    """Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2)."""

    @open311(f"discovery.{FORM}", methods=["GET"], readonly=True)
    def discovery(self, form):
        return self._single(request.env["service.type"]._open311_discovery(), form)

    @open311(f"services.{FORM}", methods=["GET"], readonly=True)
    def services(self, form):
        self._parameters()
        rows = request.env["service.type"]._open311_services()
        return self._listing(schemas.Service, rows, form)

    @open311(f"services/<string:code>.{FORM}", methods=["GET"], readonly=True)
    def definition(self, code, form):
        self._parameters()
        service = request.env["service.type"]._open311_find(code)
        return self._single(service._open311_definition(), form)

    @open311(f"requests.{FORM}", methods=["GET"], readonly=True)
    def requests(self, form):
        given = self._parameters()
        asked = parse.listing(given, datetime.now(UTC))
        found = request.env["service.request"]._open311_search(asked)
        rows = found._open311_documents(given.get("extensions").lower() == "true")
        return self._listing(schemas.Request, rows, form)

    @open311(f"requests/<string:reference>.{FORM}", methods=["GET"], readonly=True)
    def request(self, reference, form):
        given = self._parameters()
        found = request.env["service.request"]._open311_find(reference)
        rows = found._open311_documents(given.get("extensions").lower() == "true")
        return self._listing(schemas.Request, rows, form)

    @open311(f"tokens/<string:token>.{FORM}", methods=["GET"], readonly=True)
    def token(self, token, form):
        self._parameters()
        message = request.env["channel.kind.open311"]._by_token(token)
        answer = schemas.TokenAnswer(message.request_id.reference, token)
        return self._listing(schemas.TokenAnswer, [answer], form)

    @open311(f"requests.{FORM}", methods=["POST"], max_content_length=MAX_REQUEST_BYTES)
    def report(self, form):
        given = self._parameters()
        endpoint = self._endpoint(given)
        kind = endpoint._kind()
        message = kind._accept_report(
            endpoint,
            self._pairs(),
            request.httprequest.headers.get("Idempotency-Key", ""),
        )
        receipt = kind._receipt(message)
        return self._listing(schemas.Receipt, [receipt], form)

    @open311("<path:rest>")
    def anything_else(self, rest):
        stem, _, form = rest.rpartition(".")
        if form not in FORMS:
            raise bad_request(
                f"The address ends in the format, .json or .xml: {ROOT}/services.json"
            )
        known = ("discovery", "services", "requests", "tokens")
        if stem.partition("/")[0] in known and stem != "tokens":
            raise Problem(405, f"{request.httprequest.method} is not for this address.")
        raise not_found(f"There is nothing at {ROOT}/{rest}.")

    # Parameters

    def _pairs(self):
        sent = request.httprequest
        return [*sent.args.items(multi=True), *sent.form.items(multi=True)]

    def _parameters(self):
        """Return the parameters of the request; refuse another jurisdiction's id."""
        given = parse.parameters(self._pairs())
        # The setting is not confidential, and callers are anonymous.
        setting = request.env["ir.config_parameter"].sudo()
        ours = setting.get_param("channel_gateway.open311_jurisdiction")
        asked = given.get("jurisdiction_id")
        if ours and asked and asked != ours:
            raise not_found(f"There is no jurisdiction {asked} here, only {ours}.")
        return given

    def _endpoint(self, given):
        key = given.get("api_key")
        if not key:
            raise forbidden("api_key was not provided.")
        endpoint = request.env["channel.endpoint"]._find_by_token("open311", key)
        if not endpoint:
            remote_address = request.httprequest.remote_addr
            request.env["channel.authentication.failure"]._count_failure(
                "open311", remote_address
            )
            raise forbidden("This api_key is not known.")
        if not endpoint.is_active:
            raise forbidden("This api_key is not in use at the moment.")
        return endpoint

    # Responses

    def _listing(self, kind, rows, form):
        body, content_type = serialise.listing(kind, rows, form)
        return Response(body, content_type=content_type)

    def _single(self, document, form):
        body, content_type = serialise.single(document, form)
        return Response(body, content_type=content_type)
