import secrets

from werkzeug.exceptions import HTTPException

from odoo import api, models
from odoo.http import request

from .. import page_security
from .service_type.residents import TILE_URL

# System parameter: origins of further scripts, such as a captcha, with spaces between
# them.
PAGE_SOURCES = "service_catalog.page_sources"
POLICIES = {
    "resident": page_security.RESIDENT,
    "crew": page_security.CREW,
    # Pages for televisions and other plain screens, which load our own files, too.
    "screen": page_security.CREW,
}


class IrHttp(models.AbstractModel):
    """Security headers of the pages for residents and crews.

    A route names its policy with `page_policy`, a key of `POLICIES`. All of its
    responses, including refusals and errors, then carry that policy.
    """

    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Store the page policy and a nonce on the request."""
        routing = rule.endpoint.routing
        request.page_policy = routing.get("page_policy")
        request.page_nonce = request.page_policy and secrets.token_urlsafe(16)
        request.is_account_page = routing.get("website") and routing["auth"] == "user"
        return super()._pre_dispatch(rule, args)

    @classmethod
    def _post_dispatch(cls, response):
        """Add the security headers to a response."""
        result = super()._post_dispatch(response)
        cls._secure_page(response)
        return result

    @classmethod
    def _handle_error(cls, exception):
        """Add the security headers to an error response."""
        response = super()._handle_error(exception)
        if getattr(request, "page_policy", None) is None:
            return response
        if isinstance(response, HTTPException):
            response = response.get_response(request.httprequest.environ)
        cls._secure_page(response)
        return response

    @classmethod
    def _secure_page(cls, response):
        """Set the headers for the policy of the route, or for account pages."""
        policy = getattr(request, "page_policy", None)
        headers = response.headers
        if policy:
            headers["X-Frame-Options"] = "DENY"
            headers["Content-Security-Policy"] = request.env[
                "ir.http"
            ]._content_security_policy(policy)
            if request.session.uid or response.status_code >= 400:
                headers.setdefault("Cache-Control", "no-store")
        elif getattr(request, "is_account_page", False):
            # Odoo's own account pages under /my, which other addons may extend.
            headers.setdefault("X-Frame-Options", "SAMEORIGIN")
            headers.setdefault("Content-Security-Policy", "frame-ancestors 'self'")
        else:
            return
        headers["X-Content-Type-Options"] = "nosniff"
        headers.setdefault("Referrer-Policy", "same-origin")

    @api.model
    def _content_security_policy(self, policy):
        """Return the value of the header for a page.

        Args:
            policy: a key of `POLICIES`.

        Returns:
            The value of `Content-Security-Policy`.
        """
        directives = POLICIES[policy]
        if policy == "resident":
            directives = page_security.merge(directives, self._page_sources())
        return page_security.header(directives)

    @api.model
    def _page_sources(self):
        """Return further sources that pages for residents may load from.

        This is a hook for other addons.

        Returns:
            Lists of sources by name of the directive.
        """
        # sudo: page sources are visible in the page anyway.
        parameters = self.env["ir.config_parameter"].sudo()
        captcha = page_security.origins(parameters.get_param(PAGE_SOURCES))
        return {
            "script-src": [f"'nonce-{self._page_nonce()}'", *captcha],
            "connect-src": captcha,
            "frame-src": captcha,
            "img-src": page_security.tile_origin(parameters.get_param(TILE_URL)),
        }

    @api.model
    def _page_nonce(self):
        """Return the nonce of this page's inline scripts; or None."""
        return getattr(request, "page_nonce", None) if request else None
