from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal, pager


class RequestPortal(CustomerPortal):
    """Residents' own requests, in their account."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "service_request_count" in counters:
            values["service_request_count"] = request.env[
                "service.request"
            ].search_count(self._own_requests())
        return values

    @http.route(
        ["/my/requests", "/my/requests/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def my_requests(self, page=1, **_kwargs):
        Request = request.env["service.request"]
        pages = pager(
            url="/my/requests",
            total=Request.search_count(self._own_requests()),
            page=page,
            step=self._items_per_page,
        )
        found = Request.search(
            self._own_requests(), limit=self._items_per_page, offset=pages["offset"]
        )
        values = {
            **self._prepare_portal_layout_values(),
            # The list shows the names of services and outcomes, which are public.
            "requests": found.sudo(),
            "page_name": "service_request",
            "pager": pages,
            "default_url": "/my/requests",
        }
        return request.render("service_catalog.portal_my_requests", values)

    @staticmethod
    def _own_requests():
        return [("partner_id", "=", request.env.user.partner_id.id)]
