import re

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import consteq

# `website` is portal's mark of a page for the public, in the public's language.
PUBLIC = {"type": "http", "auth": "public", "website": True, "sitemap": False}
PRIVATE = {
    # Neither found by search engines nor passed on with the token in it.
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Tracking(http.Controller):
    """Where a request stands, for whoever holds its link; no login.

    Nothing here tells whether a reference exists to those without the token.
    """

    @http.route("/track", methods=["GET"], **PUBLIC)
    def ask(self, reference="", **_kwargs):
        return self._form(reference=reference)

    @http.route("/track", methods=["POST"], **PUBLIC)
    def find(self, reference="", proof="", **_kwargs):
        """Reference and postcode or e-mail address, instead of the link."""
        found = self._by_reference(reference)
        if not found or not self._proves(found, proof):
            return self._form(
                reference=reference,
                message=request.env._(
                    "We find no request with this reference and this postcode or"
                    " e-mail address. Please check both."
                ),
            )
        return request.redirect(found._tracking_path(), local=True)

    @http.route("/track/<string:reference>", methods=["GET"], **PUBLIC)
    def show(self, reference, access_token="", thanks="", **_kwargs):
        found = self._allowed(reference, access_token)
        if not found:
            return self._refuse(reference)
        return self._page(found, thanks=bool(thanks))

    @http.route("/track/<string:reference>/rate", methods=["POST"], **PUBLIC)
    def rate(self, reference, access_token="", satisfaction="", comment="", **_kwargs):
        return self._answer(
            reference, access_token, lambda found: found._rate(satisfaction, comment)
        )

    @http.route("/track/<string:reference>/dispute", methods=["POST"], **PUBLIC)
    def dispute(self, reference, access_token="", comment="", **_kwargs):
        """It is closed, and still not done."""
        return self._answer(
            reference, access_token, lambda found: found._dispute(comment)
        )

    def _answer(self, reference, token, keep):
        """Have `keep` write down what the constituent says, and thank them."""
        found = self._allowed(reference, token)
        if not found:
            return self._refuse(reference)
        try:
            keep(found)
        except UserError as error:
            return self._page(found, message=str(error), status=400)
        return request.redirect(f"{found._tracking_path()}&thanks=1", local=True)

    @staticmethod
    def _by_reference(text):
        # Residents have no login; what they may see is decided by their token.
        return request.env["service.request"].sudo()._by_reference(text)

    def _allowed(self, reference, token):
        """The request, in sudo, if the token is right or the user may read it."""
        found = self._by_reference(reference)
        held = found._portal_ensure_token() if found else "none"
        right = consteq(held, token)
        if found and (right or found.with_env(request.env).has_access("read")):
            return found
        return None

    @staticmethod
    def _proves(found, proof):
        """Whether `proof` is a postcode or an e-mail address of the request."""
        given = re.sub(r"\s", "", proof).casefold()
        partner = found.partner_id
        known = (found.postcode, found.property_id.postcode, partner.zip, partner.email)
        plain = [re.sub(r"\s", "", one).casefold() for one in known if one]
        return bool(given) and given in plain

    def _form(self, reference="", message="", status=200):
        values = {"reference": reference[:40], "message": message}
        return self._render("service_catalog.track_form", values, status)

    def _refuse(self, reference):
        message = request.env._(
            "This link does not open a request. Enter its reference instead."
        )
        return self._form(reference=reference, message=message, status=404)

    def _page(self, found, thanks=False, message="", status=200):
        values = {
            "found": found,
            "zone": found._public_zone(),
            "thanks": thanks,
            "message": message,
        }
        return self._render("service_catalog.track_page", values, status)

    @staticmethod
    def _render(template, values, status):
        response = request.render(template, values, status=status)
        response.headers.update(PRIVATE)
        return response
