from datetime import UTC, datetime

from odoo.http import Controller, Response, request, route

from ..open311 import (
    paging,
    parse,
    resources,
    schemas,
    serialise,
    stored,
    updates,
)
from ..open311.problems import Problem, bad_request, forbidden, not_found, too_many
from .open311_dispatcher import ROOT
from .open311_responses import respond

FORM = "<any(json,xml):form>"
# A report is text. An uploaded photograph is the largest part.
MAX_REQUEST_BYTES = 25 * 1024 * 1024
MAX_FILES = 20
# The limit of a key is that of a minute.
BUSY_RETRY_SECONDS = 30


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
        address = self._address()
        document = request.env["service.type"]._open311_discovery(address)
        return respond(*serialise.single(document, form))

    @open311(f"services.{FORM}", methods=["GET"], readonly=True)
    def services(self, form):
        self._parameters()
        known = request.env["service.type"]._open311_services_document(form)
        return respond(
            known.body, known.content_type, etag=known.etag, zipped=known.zipped
        )

    @open311(f"services/<string:code>.{FORM}", methods=["GET"], readonly=True)
    def definition(self, code, form):
        self._parameters()
        service = request.env["service.type"]._open311_find(code)
        return respond(*serialise.single(service._open311_definition(), form))

    @open311(f"requests.{FORM}", methods=["GET"], readonly=True)
    def requests(self, form):
        given = self._parameters()
        asked = parse.listing(given, datetime.now(UTC))
        found = request.env["service.request"]._open311_search(asked)
        rows = request.env["service.request"]._open311_values(
            found[: asked.page_size], self._is_extended(given)
        )
        return self._page(schemas.Request, rows, form, asked, found)

    @open311(f"requests/<string:reference>.{FORM}", methods=["GET"], readonly=True)
    def request(self, reference, form):
        given = self._parameters()
        found = request.env["service.request"]._open311_find(reference)
        rows = found._open311_documents(self._is_extended(given))
        return respond(*serialise.listing(schemas.Request, rows, form))

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
        kind = request.env["channel.kind.open311"]
        message = kind._accept_report(
            endpoint, self._pairs(), self._idempotency_key(), self._files()
        )
        return self._listing(schemas.Receipt, [kind._receipt(message)], form)

    # Updates, mySociety's extension

    @open311(f"servicerequestupdates.{FORM}", methods=["GET"], readonly=True)
    def updates(self, form):
        asked = updates.listing(self._parameters(), datetime.now(UTC))
        found = request.env["service.request.event"]._open311_search(asked)
        rows = found[: asked.page_size]._open311_documents()
        return self._page(schemas.Update, rows, form, asked, found)

    @open311(
        f"servicerequestupdates.{FORM}",
        methods=["POST"],
        max_content_length=MAX_REQUEST_BYTES,
    )
    def update(self, form):
        given = self._parameters()
        endpoint = self._endpoint(given)
        kind = request.env["channel.kind.open311"]
        message = kind._accept_update(
            endpoint, self._pairs(), self._idempotency_key(), self._files()
        )
        receipt = kind._update_receipt(message)
        return self._listing(schemas.UpdateReceipt, [receipt], form)

    # What is none of these

    @open311("<path:rest>")
    def anything_else(self, rest):
        stem, _, form = rest.rpartition(".")
        if form not in resources.FORMS:
            raise bad_request(
                f"The address ends in the format, .json or .xml: {ROOT}/services.json"
            )
        if resources.methods(stem):
            raise Problem(405, f"{request.httprequest.method} is not for this address.")
        if name := resources.missing_id(stem):
            raise bad_request(f"{name} was not provided.")
        raise not_found(f"There is nothing at {ROOT}/{rest}.")

    @route(
        ROOT,
        type="open311",
        auth="public",
        csrf=False,
        cors="*",
        save_session=False,
    )
    def root(self):
        return self.anything_else("")

    # Parameters

    def _pairs(self):
        sent = request.httprequest
        return [*sent.args.items(multi=True), *sent.form.items(multi=True)]

    def _files(self):
        """Return the uploaded files; browsers send a part without a name for none."""
        parts = request.httprequest.files.items(multi=True)
        files = [
            stored.File(
                field, stored.base_name(part.filename), part.mimetype, part.read()
            )
            for field, part in parts
            if part.filename
        ]
        if len(files) > MAX_FILES:
            raise bad_request(f"There are more than {MAX_FILES} files.")
        return files

    def _idempotency_key(self):
        return request.httprequest.headers.get("Idempotency-Key", "")

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

    def _is_extended(self, given):
        return given.get("extensions").lower() == "true"

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
        if (request.httprequest.content_length or 0) > endpoint._limit_bytes:
            raise Problem(413, f"This is larger than {endpoint.limit_mb} MB.")
        if endpoint._is_flooded():
            raise too_many(
                f"More than {endpoint.limit_per_minute} messages within a minute.",
                BUSY_RETRY_SECONDS,
            )
        return endpoint

    def _address(self):
        """Return the address of the server as the client sees it, proxies included."""
        return f"{request.httprequest.host_url.rstrip('/')}{ROOT}"

    # Responses

    def _page(self, kind, rows, form, asked, found):
        """Return a page of a list, with links to those around it."""
        address = f"{request.httprequest.host_url}{request.httprequest.path[1:]}"
        link = paging.link(
            address,
            request.httprequest.args.items(multi=True),
            asked.page,
            has_more=len(found) > asked.page_size,
        )
        return respond(*serialise.listing(kind, rows, form), link=link)

    def _listing(self, kind, rows, form):
        body, content_type = serialise.listing(kind, rows, form)
        return Response(body, content_type=content_type)
