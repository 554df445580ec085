from odoo import http
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

from ..phases import FINAL_PHASES, OPEN_PHASES
from .pages import OWN, plain
from .tracking import Tracking

MAX_SEARCH_LENGTH = 100
MAX_CO_REPORTS = 50


class RequestPortal(CustomerPortal):
    """Residents' own requests in their portal account."""

    def _prepare_home_portal_values(self, counters):
        """Add the number of requests."""
        values = super()._prepare_home_portal_values(counters)
        if "service_request_count" in counters:
            values["service_request_count"] = request.env[
                "service.request"
            ].search_count(self._own_requests())
        return values

    @http.route(["/my/requests", "/my/requests/page/<int:page>"], readonly=True, **OWN)
    def my_requests(self, page=1, show="all", search="", **_kwargs):
        """List the resident's requests, filtered by state and words."""
        Request = request.env["service.request"]
        search_text = plain(search).strip()[:MAX_SEARCH_LENGTH]
        domain = (
            self._own_requests()
            & self._state_domain(show)
            & self._search_domain(search_text)
        )
        pages = pager(
            url="/my/requests",
            url_args={"show": show, "search": search_text},
            total=Request.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        found = Request.search(
            domain, limit=self._items_per_page, offset=pages["offset"]
        )
        values = {
            **self._prepare_portal_layout_values(),
            # sudo: the list shows names of services and outcomes, which are public.
            "requests": found.sudo(),
            "joined": self._find_co_reports(show, search_text) if page == 1 else [],
            "page_name": "service_request",
            "pager": pages,
            "default_url": "/my/requests",
            "show": show if show in ("open", "closed") else "all",
            "search": search_text,
        }
        return request.render("service_catalog.portal_my_requests", values)

    @staticmethod
    def _own_requests():
        """Return the domain of the user's own requests."""
        return Domain("partner_id", "=", request.env.user.partner_id.id)

    def _find_co_reports(self, show, search_text):
        """Return, in sudo, the resident's reports that joined another request."""
        # sudo: the list shows what their own page of each report shows.
        reports = request.env["service.co.report"].sudo()
        own_reports = self._own_requests() & Domain("left_at", "=", False)
        fits = self._state_domain(show)
        if search_text:
            by_reference = (
                request.env["service.request"].sudo()._find_by_reference(search_text)
            )
            fits &= Domain("service_id.name", "ilike", search_text) | Domain(
                "id", "in", by_reference.ids
            )
        return reports.search(
            own_reports & Domain("request_id", "any", fits), limit=MAX_CO_REPORTS
        )

    @staticmethod
    def _state_domain(show):
        """Return the domain of a filter on states."""
        phases = {"open": OPEN_PHASES, "closed": FINAL_PHASES}.get(show)
        return Domain("phase", "in", phases) if phases else Domain.TRUE

    @staticmethod
    def _search_domain(search_text):
        """Return the domain of a search by words or reference."""
        if not search_text:
            return Domain.TRUE
        # sudo: references are resolved regardless of access; record rules still limit
        # the list to the resident's own requests.
        by_reference = (
            request.env["service.request"].sudo()._find_by_reference(search_text)
        )
        return Domain("name", "ilike", search_text) | Domain(
            "id", "in", by_reference.ids
        )


class MyRequest(Tracking):
    """The tracking page of one's own request in the portal account."""

    @http.route("/my/requests/<string:reference>", **OWN)
    def my_request(self, reference, thanks="", **_kwargs):
        """Show the page, or refuse a request that is not the user's."""
        found = self._find_by_reference(reference)
        resident = request.env.user.partner_id
        if not found or found.partner_id != resident:
            return self._refuse(reference)
        return self._page(found, thanks=bool(thanks), page_name="my_request")
