from odoo import http

from .pages import PUBLIC
from .tracking import Tracking


class TrackingActions(Tracking):
    """Forms on the tracking page."""

    @http.route("/track/<string:reference>/rate", methods=["POST"], **PUBLIC)
    def rate(self, reference, access_token="", satisfaction="", comment="", **_kwargs):
        """Record a rating."""
        return self._answer(
            reference,
            access_token,
            "satisfaction",
            "_rate",
            satisfaction,
            comment,
        )

    @http.route("/track/<string:reference>/dispute", methods=["POST"], **PUBLIC)
    def dispute(self, reference, access_token="", dispute="", **_kwargs):
        """Record that the closed request is not resolved."""
        return self._answer(reference, access_token, "dispute", "_dispute", dispute)

    @http.route("/track/<string:reference>/withdraw", methods=["POST"], **PUBLIC)
    def withdraw(self, reference, access_token="", withdraw="", **_kwargs):
        """Withdraw a request that is no longer needed."""
        return self._answer(reference, access_token, "withdraw", "_withdraw", withdraw)

    @http.route("/track/<string:reference>/pin", methods=["POST"], **PUBLIC)
    def pin(self, reference, access_token="", **_kwargs):
        """Show a new PIN of the request, once."""
        found = self._allowed(reference, access_token)
        if not found:
            return self._refuse(reference, access_token)
        return self._page(found, pin=found._issue_pin())

    @http.route("/track/<string:reference>/reply", methods=["POST"], **PUBLIC)
    def reply(self, reference, access_token="", reply="", **_kwargs):
        """Post a message, with photographs or without."""
        found = self._allowed(reference, access_token)
        if not found:
            return self._refuse(reference, access_token)
        photos, fault = self._photos_of_reply(found)
        if fault:
            return self._page(
                found,
                status=400,
                faults={"answer-photos": fault},
                said={"reply": reply},
                photos=photos,
            )
        return self._answer(reference, access_token, "reply", "_reply", reply, photos)

    def _answer(self, reference, token, field, method, *arguments):
        """Call `_submit_words` if the link is valid."""
        found = self._allowed(reference, token)
        if not found:
            return self._refuse(reference, token)
        thanks = f"{found._tracking_path()}&thanks=1"
        return self._submit_words(found, field, thanks, method, *arguments)
