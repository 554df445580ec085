from odoo import http
from odoo.http import request

from .pages import PUBLIC, Pages, plain

LISTED = {**PUBLIC, "sitemap": True}
MAX_QUERY_LENGTH = 500
# What is found where nothing was asked.
NOTHING = {"found": [], "whose": False, "named": []}


class Services(Pages, http.Controller):
    """The public catalogue of services."""

    @http.route("/services", methods=["GET"], readonly=True, **LISTED)
    def services(self, q=None, **_kwargs):
        """List services by words or by heading."""
        search_text = plain(q or "").strip()[:MAX_QUERY_LENGTH]
        Service = request.env["service.type"]
        values = {
            "words": search_text,
            "asked": q is not None,
            "headings": Service._public_headings(),
            **(Service._public_answer(search_text) if search_text else NOTHING),
        }
        return self._render(
            "service_catalog.services", values, private=bool(search_text)
        )

    @http.route("/services/<string:code>", methods=["GET"], readonly=True, **LISTED)
    def service(self, code, **_kwargs):
        """Show the page of a service."""
        service = request.env["service.type"]._public(code)
        if not service.active:
            return self._not_offered(service)
        values = {"service": service, "why_not": self._refusal_reason(service)}
        return self._render("service_catalog.service_page", values, private=False)

    def _refusal_reason(self, service):
        """Return why the service cannot be requested online; '' if it can."""
        # sudo: the channels of a service are public.
        channel = request.env["constituent.interaction"].sudo()._channel("web")
        if service._leaves_out("channel_ids", channel):
            return service._unavailable_reason(self._resident(), channel=channel)
        return ""

    def _not_offered(self, service):
        """Render 404 for an unknown service, 410 for one no longer offered."""
        status = 410 if service else 404
        values = {"service": service}
        return self._render("service_catalog.service_gone", values, status)
