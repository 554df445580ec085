from odoo import http
from odoo.http import request

from .pages import PUBLIC, Pages, plain

LISTED = {**PUBLIC, "sitemap": True}
MAX_QUERY_LENGTH = 500


class Services(Pages, http.Controller):
    """What the council does, for residents to find and to read."""

    @http.route("/services", methods=["GET"], readonly=True, **LISTED)
    def services(self, q=None, **_kwargs):
        """Find a service in one's own words, or under its heading."""
        words = plain(q or "").strip()[:MAX_QUERY_LENGTH]
        Service = request.env["service.type"]
        values = {
            "words": words,
            "asked": q is not None,
            "found": Service._public_found(words) if words else [],
            "headings": Service._public_headings(),
        }
        return self._render("service_catalog.services", values, private=bool(words))

    @http.route("/services/<string:code>", methods=["GET"], readonly=True, **LISTED)
    def service(self, code, **_kwargs):
        service = request.env["service.type"]._public(code)
        if not service.active:
            return self._not_there(service)
        values = {"service": service, "why_not": self._why_not(service)}
        return self._render("service_catalog.service_page", values, private=False)

    def _why_not(self, service):
        """Why it cannot be asked for on these pages; '' when it can."""
        # Where a service is offered is public.
        channel = request.env["constituent.interaction"].sudo()._channel("web")
        if service._leaves_out("channel_ids", channel):
            return service._unavailable_reason(self._resident(), channel=channel)
        return ""

    def _not_there(self, service):
        """404 for what never was, 410 for what is no longer offered."""
        status = 410 if service else 404
        values = {"service": service}
        return self._render("service_catalog.service_gone", values, status)
