from odoo import http
from odoo.http import request
from odoo.tools import consteq

from .pages import PUBLIC, Pages


class Tracking(Pages, http.Controller):
    """The tracking page of a request, opened by its link without a login.

    Responses do not reveal whether a reference exists to anyone without the token.
    """

    @http.route("/track", methods=["GET"], **PUBLIC)
    def ask(self, reference="", **_kwargs):
        """Show the form that asks for a reference."""
        return self._form(reference=reference)

    @http.route("/track", methods=["POST"], **PUBLIC)
    def find(self, reference="", proof="", **_kwargs):
        """Open a request by its reference and a proof, instead of the link."""
        if not self._is_attempt_allowed("track"):
            return self._form(reference, {"reference": self._too_many()}, 429, proof)
        faults = self._missing_fields(reference, proof)
        if faults:
            return self._form(reference, faults, 400, proof)
        found = self._find_by_reference(reference)
        # Of none, a PIN takes the same time.
        path = found._verified_path(proof) if found else found._matches_pin(proof)
        if not path:
            message = request.env._(
                "We cannot find a request with this reference that you gave us this"
                " e-mail address, phone number or postcode for. Please check both"
            )
            return self._form(reference, {"reference": message}, 400, proof)
        return request.redirect(path, local=True)

    @staticmethod
    def _missing_fields(reference, proof):
        """Return error messages for empty fields."""
        faults = {}
        if not reference.strip():
            faults["reference"] = request.env._("Enter the reference of your request")
        if not proof.strip():
            faults["proof"] = request.env._(
                "Enter your e-mail address, phone number or postcode"
            )
        return faults

    @http.route("/track/<string:reference>", methods=["GET"], **PUBLIC)
    def show(self, reference, access_token="", thanks="", **_kwargs):
        """Show the tracking page."""
        found = self._allowed(reference, access_token)
        if not found:
            return self._refuse(reference, access_token)
        return self._page(found, thanks=bool(thanks))

    @http.route("/track/<string:reference>/sent", methods=["GET"], **PUBLIC)
    def sent(self, reference, access_token="", **_kwargs):
        """Confirm a new request: its reference, what happens next, and the link."""
        found = self._allowed(reference, access_token)
        if not found:
            return self._refuse(reference, access_token)
        values = {"found": found, "zone": found._public_zone()}
        return self._render("service_catalog.request_sent", values)

    @http.route(
        "/track/<string:reference>/files/<int:file_id>", methods=["GET"], **PUBLIC
    )
    def file(self, reference, file_id, access_token="", **_kwargs):
        """Send one of the files that the constituent attached."""
        found = self._allowed(reference, access_token)
        if not found:
            return self._refuse(reference, access_token)
        file = found.sent_file_ids.filtered(lambda attachment: attachment.id == file_id)
        if not file:
            raise request.not_found()
        return self._download(file)

    @http.route("/track/<string:reference>/link", methods=["POST"], **PUBLIC)
    def new_link(self, reference, **_kwargs):
        """Send a new link to the contact details on record.

        Response and work are the same for every reference.
        """
        if not self._is_attempt_allowed("link"):
            return self._form(reference, {"reference": self._too_many()}, 429)
        request.env["service.link.request"]._request_link(reference)
        return self._render("service_catalog.track_link_sent", {})

    @staticmethod
    def _find_by_reference(text):
        """Find a request, in sudo, by a reference as it was typed."""
        # sudo: residents have no login; their token decides what they may see.
        return request.env["service.request"].sudo()._find_by_reference(text)

    def _allowed(self, reference, token):
        """Return the request, in sudo, if the token or the user's rights allow it."""
        found = self._find_by_reference(reference)
        right = self._is_token_of(found, token)
        if right and not found._is_link_expired():
            return found
        if found and found.with_env(request.env).has_access("read"):
            return found
        return None

    @staticmethod
    def _is_token_of(found, token):
        """Compare the token in constant time, also when there is no request."""
        held = found._portal_ensure_token() if found else "none"
        # `consteq` accepts non-ASCII input as bytes only.
        return consteq(held.encode(), token.encode()) and bool(found)

    def _form(self, reference="", faults=None, status=200, proof=""):
        """Render the form that asks for a reference."""
        submitted = {"reference": reference[:40], "proof": proof[:254]}
        values = {**submitted, "faults": faults or {}}
        return self._render("service_catalog.track_form", values, status)

    def _refuse(self, reference, token=""):
        """Render the page for an invalid or expired link."""
        found = self._find_by_reference(reference)
        if self._is_token_of(found, token):
            # Expiry is revealed only to holders of the correct link.
            values = {"reference": found.reference}
            return self._render("service_catalog.track_expired", values, 410)
        message = request.env._(
            "This link does not open a request. Enter its reference instead."
        )
        return self._form(reference, {"reference": message}, 404)

    def _page(self, found, thanks=False, status=200, **more):
        """Render the tracking page."""
        values = {
            "found": found,
            "path": f"/track/{found.reference}",
            "files": found.sent_file_ids.sorted("id"),
            "zone": found._public_zone(),
            "thanks": thanks,
            "pin": "",
            "photo_form": [found.service_id._photo_question()],
            "faults": {},
            "said": {},
            "photos": [],
            **more,
        }
        return self._render("service_catalog.track_page", values, status)
